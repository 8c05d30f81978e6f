import type { Scope } from 'kinora/spec/keys'
import { call } from './http.ts'

/** Whose key this browser is signed in with; its name is null for the server's own. */
export interface Session {
  readonly key: {
    readonly id: string
    readonly name: string | null
    readonly owner: string
    readonly scopes: readonly Scope[]
  }
}

/** @throws ApiError 401 when it is signed in with none. */
export async function readSession(signal: AbortSignal): Promise<Session> {
  return (await call('/session', { signal })).json() as Promise<Session>
}

export async function signOut(): Promise<void> {
  await call('/session', { method: 'DELETE' })
}

/** Trades the key for a cookie that scripts cannot read. @throws ApiError 401 when the key is wrong. */
export async function signIn(key: string): Promise<void> {
  await call('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key }),
  })
}
