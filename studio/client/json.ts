import { call } from './http.ts'

/** @throws as `call` does. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await call(path, signal ? { signal } : {})
  return (await response.json()) as T
}

/** `body` absent: none is sent. @throws as `call` does. */
export async function sendJson<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  const sent = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  return (await call(path, { method, ...sent })).json() as Promise<T>
}

/** One page of a list. */
export interface Listed<T> {
  readonly data: readonly T[]
  readonly last_id: string | null
  readonly has_more: boolean
}

/** Every page, one after another, `most` items at most. */
export async function listAll<T>(path: string, signal: AbortSignal, most = 1_000): Promise<readonly T[]> {
  const all: T[] = []
  const join = path.includes('?') ? '&' : '?'
  for (let after = ''; ;) {
    const page = await getJson<Listed<T>>(`${path}${join}limit=100${after}`, signal)
    all.push(...page.data)
    if (!page.has_more || page.last_id === null || all.length >= most) return all
    after = `&after=${encodeURIComponent(page.last_id)}`
  }
}
