import type { Handler } from 'hono'
import { Fault } from '../spec/fault.ts'
import type { Env } from './context.ts'

/** Ends a path's handlers: whatever method was not taken by one of them is answered 405, with those that are. */
export function notAllowed(allow: string): Handler<Env> {
  return (c) => {
    c.header('allow', allow)
    throw new Fault('method_not_allowed', `${c.req.method} is not possible here. Use ${allow}.`)
  }
}
