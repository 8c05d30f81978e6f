import type { ClientKey, KeyStore } from '../../spec/keys.ts'

/** Keys in memory, for tests of the API. */
export class MemoryKeys implements KeyStore {
  readonly #rows = new Map<string, ClientKey>()

  async insert(key: ClientKey, sha256: string): Promise<void> {
    this.#rows.set(sha256, key)
  }
  async find(sha256: string): Promise<{ key: ClientKey; sha256: string } | undefined> {
    const key = this.#rows.get(sha256)
    return key && { key, sha256 }
  }
  async all(): Promise<readonly ClientKey[]> {
    return [...this.#rows.values()]
  }
  async revoke(id: string, atMs: number): Promise<ClientKey | undefined> {
    const [sha256, key] = [...this.#rows].find(([, one]) => one.id === id) ?? []
    if (sha256 === undefined || !key) return undefined
    const revoked = { ...key, revokedAtMs: key.revokedAtMs ?? atMs }
    this.#rows.set(sha256, revoked)
    return revoked
  }
}
