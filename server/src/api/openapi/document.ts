import { z } from 'zod'
import { errorSchema } from './schemas.ts'
import { placeholders, type Operation } from './operation.ts'

type Json = { [key: string]: unknown }

const BOTH = ['application/json', 'multipart/form-data'] as const
const ERROR = { $ref: '#/components/schemas/Error' }
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request cannot be honoured; the message names the field, the value and what is allowed.',
  401: 'No valid key.',
}

/**
 * The OpenAPI 3.1 document: paths from the operations, every field from the zod schemas that read requests and that
 * tests hold answers against. `url` is where clients reach this server.
 */
export function createDocument(operations: readonly Operation[], url: string): Json {
  const schemas: Json = {}
  const paths: { [path: string]: Json } = {}
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method] = describe(operation, (schema, io) => toJson(schema, io, schemas))
  toJson(errorSchema, 'output', schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kinora',
      version: '0.1.0',
      description:
        "A self-hosted server that speaks OpenAI's Videos API, which ended on 2026-09-24. Official SDKs work by changing their base URL.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ key: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Azure clients may send it as `api-key`.' },
      },
    },
  }
}

type ToJson = (schema: z.ZodType, io: 'input' | 'output') => Json

function describe(operation: Operation, json: ToJson): Json {
  const refusals = { ...(operation.keyed === false ? { 400: REFUSALS[400] } : REFUSALS), ...operation.refusals }
  const errors = Object.entries(refusals).map(([status, description]) => [
    status,
    { description, content: { 'application/json': { schema: ERROR } } },
  ])
  return {
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    operationId: `${operation.method}_${operation.path.replace(/\W+/g, '_').replace(/^_|_$/g, '')}`,
    ...(operation.keyed === false && { security: [] }),
    parameters: [...pathParameters(operation), ...queryParameters(operation, json)],
    ...(operation.body && { requestBody: { required: true, content: bodyOf(operation, operation.body, json) } }),
    responses: { 200: answerOf(operation, json), ...Object.fromEntries(errors) },
  }
}

function pathParameters({ path }: Operation): Json[] {
  return placeholders(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameters({ query }: Operation, json: ToJson): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = json(query, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function bodyOf({ encodings = BOTH, files = [] }: Operation, body: z.ZodType, json: ToJson): Json {
  const schema = json(body, 'input')
  // A file is a part of the form; in JSON the same field is an object or a data URL.
  const parts = Object.fromEntries(
    files.map((name) => [name, { type: 'string', contentMediaType: 'application/octet-stream' }]),
  )
  const form = { ...schema, properties: { ...(schema['properties'] as Json | undefined), ...parts } }
  return Object.fromEntries(encodings.map((type) => [type, { schema: type === 'multipart/form-data' ? form : schema }]))
}

function answerOf({ answer }: Operation, json: ToJson): Json {
  const { description } = answer
  if ('json' in answer) return { description, content: { 'application/json': { schema: json(answer.json, 'output') } } }
  if ('empty' in answer) return { description }
  const content = answer.types.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }])
  return { description, content: Object.fromEntries(content) }
}

/** Schemas that have an id move to the components and are referred to. */
function toJson(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  const moved = JSON.parse(JSON.stringify(made).replaceAll('#/$defs/', '#/components/schemas/')) as Json
  const { $schema: _, $defs, ...rest } = moved
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) components[name] = definition
  const id = rest['id']
  if (typeof id !== 'string') return rest
  const { id: __, ...definition } = rest
  components[id] = definition
  return { $ref: `#/components/schemas/${id}` }
}
