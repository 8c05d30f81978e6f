/** As much of an OpenAPI document as tells where a request may carry an id. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly security?: readonly unknown[]
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: BodySchema }>> }
}
interface BodySchema {
  readonly properties?: Readonly<Record<string, unknown>>
}

/** One method of one path, with ids at some of its places. */
export interface Question {
  readonly what: string
  readonly method: string
  /** From the root, with the query. */
  readonly path: string
  readonly body?: object
}

/** A question about any ids: as many as it has places. */
export interface Form {
  readonly what: string
  /** Whether the ids stand in the path itself: then nothing but "there is none" can be the answer. */
  readonly inPath: boolean
  readonly places: number
  readonly ask: (ids: readonly string[]) => Question
}

/** Fields and parameters that carry an id, and how. */
const CARRIES: Readonly<Record<string, (id: string) => unknown>> = {
  input_reference: (id) => ({ file_id: id }),
  photo: (id) => ({ file_id: id }),
  video: (id) => ({ id, file_id: id }),
  characters: (id) => [{ id }],
  people: (id) => [id],
  preferred_photo_id: (id) => id,
  after: (id) => id,
  ids: (id) => id,
  person_id: (id) => id,
  video_id: (id) => id,
  object: (id) => id,
}
/** Those that do not, and a good value where a request may need one. */
const PLAIN: Readonly<Record<string, unknown>> = {
  prompt: 'p',
  seconds: '4',
  name: 'mine',
  event_type: 'video.completed',
  purpose: 'user_data',
  scope: 'this_machine',
  version: '2026-11',
  attested_by: 'self',
  span: 'day',
  usd_micros: 1,
  decision: 'none',
  url: 'https://example.com/mine',
  event_types: ['video.completed'],
}
const OTHERS = `model duration size quality seed n priority consent keep_old_secret_active_for_24_hours output_format
  response_format owner scopes profile expires budgets key limit order q status engine variant download with dry_run from to
  decided file`.split(/\s+/)

const METHODS: Readonly<Record<string, readonly string[]>> = {
  get: ['GET', 'HEAD'],
  post: ['POST'],
  put: ['PUT'],
  delete: ['DELETE'],
}

/** Every way in which the document's operations take an id. `own`: good values of fields with ids. @throws Error for a field that no list above knows. */
export function formsOf({ paths }: Document, own: Readonly<Record<string, unknown>>): Form[] {
  return operationsOf({ paths }).flatMap(({ path, method, operation }) => {
    const inPath = placesIn(path)
    const query = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name)
    const fields = Object.keys(
      Object.values(operation.requestBody?.content ?? {}).reduce(
        (all, { schema }) => ({ ...all, ...schema.properties }),
        {},
      ),
    )
    const values: Readonly<Record<string, unknown>> = { ...PLAIN, ...own }
    const good = Object.fromEntries(fields.filter((name) => name in values).map((name) => [name, values[name]]))
    for (const name of [...query, ...fields]) if (!isKnown(name)) throw new Error(`Is ${name} of ${path} an id?`)
    const body = operation.requestBody && { body: good }
    const forms: Form[] = []
    const filled = (ids: readonly string[]) => ids.reduce((text, id) => text.replace(/\{\w+\}/, id), path)
    if (inPath > 0)
      forms.push({
        what: `${method} ${path}`,
        inPath: true,
        places: inPath,
        ask: (ids) => ({ what: `${method} ${path}`, method, path: filled(ids), ...body }),
      })
    for (const name of query.filter((one) => one in CARRIES)) {
      const what = `${method} ${path}?${name}`
      const ask = (ids: readonly string[]): Question => {
        const [id = ''] = ids.slice(inPath)
        return { what, method, path: `${filled(ids)}?${name}=${id}`, ...body }
      }
      forms.push({ what, inPath: false, places: inPath + 1, ask })
    }
    for (const name of fields.filter((one) => one in CARRIES)) {
      const what = `${method} ${path} {${name}}`
      const ask = (ids: readonly string[]): Question => {
        const [id = ''] = ids.slice(inPath)
        return { what, method, path: filled(ids), body: { ...good, [name]: CARRIES[name]?.(id) } }
      }
      forms.push({ what, inPath: false, places: inPath + 1, ask })
    }
    return forms
  })
}

const placesIn = (path: string): number => path.match(/\{\w+\}/g)?.length ?? 0
const isKnown = (name: string): boolean => name in CARRIES || name in PLAIN || OTHERS.includes(name)

/** Each operation under each method by which it is asked, with whether it needs a key. */
export function operationsOf({ paths }: Document) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([name, operation]) =>
      (METHODS[name] ?? []).map((method) => ({ path, method, operation, keyed: operation.security === undefined })),
    ),
  )
}
