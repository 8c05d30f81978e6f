import { z } from 'zod'

/** One method of one path, as the document tells it. Everything about fields comes from the schemas. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** OpenAPI's spelling: `/v1/videos/{id}`. */
  readonly path: string
  readonly tag: 'Videos' | 'Files' | 'Models' | 'People' | 'Webhooks' | 'Kinora' | 'Money' | 'Keys' | 'Health'
  readonly summary: string
  readonly description?: string
  /** False where no key is needed. */
  readonly keyed?: false
  readonly query?: z.ZodObject
  /** The body, sent as JSON or as a form; `files` names the parts that may be files. */
  readonly body?: z.ZodType
  readonly files?: readonly string[]
  /** Whether the body may (also) be JSON or a form. Both unless said. */
  readonly encodings?: readonly ('application/json' | 'multipart/form-data')[]
  readonly answer: Answer
  /** Refusals worth telling, by status. */
  readonly refusals?: Readonly<Record<number, string>>
}

/** A JSON answer by its schema, or bytes by their types. */
export type Answer =
  | { readonly description: string; readonly json: z.ZodType }
  | { readonly description: string; readonly types: readonly string[] }
  | { readonly description: string; readonly empty: true }

/** Names of `{placeholders}` in a path. */
export function placeholders(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}
