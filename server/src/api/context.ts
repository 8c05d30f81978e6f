import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { KeyHolder } from '../spec/desk.ts'

/** What travels with one request. `incoming` and `outgoing` are absent when a test calls the app without a socket. */
export interface Env {
  Bindings: Partial<HttpBindings>
  Variables: { readonly requestId: string; readonly caller: KeyHolder; readonly jobId?: string }
}

export type Ask = Context<Env>
