import { call } from './http.ts'

/** Trades the key for a cookie that scripts cannot read. @throws ApiError 401 when the key is wrong. */
export async function signIn(key: string): Promise<void> {
  await call('/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key }),
  })
}
