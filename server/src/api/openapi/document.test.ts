import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { video } from '../testing/fake-desk.ts'
import { openApi } from '../testing/open-api.ts'
import { operations } from './operations.ts'
import { countsSchema, errorSchema, modelSchema, pageOf, videoSchema } from './schemas.ts'

const api = openApi()
after(() => api.close())

const read = async (path: string) => (await api.ask(path)).json()

test('the document is valid OpenAPI 3.1', async () => {
  const response = await api.ask('/v1/openapi.json', { headers: { authorization: '' } })
  const document = (await response.json()) as { [key: string]: unknown }
  const { valid, errors } = await new Validator().validate(document)
  assert.ok(valid, JSON.stringify(errors))
})

test('every route is in the document, and every operation has a route', () => {
  const told = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  const answering = api.app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.startsWith('/docs') && path !== '/v1/openapi.json')
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  assert.deepEqual(
    told.toSorted((a, b) => (a < b ? -1 : 1)),
    [...new Set(answering)].toSorted((a, b) => (a < b ? -1 : 1)),
  )
})

test('real answers are what the document says', async () => {
  videoSchema.strict().parse(await read(`/v1/videos/${video.id}`))
  pageOf(videoSchema)
    .strict()
    .parse(await read('/v1/videos'))
  countsSchema.strict().parse(await read('/v1/videos/counts'))
  errorSchema.strict().parse(await read('/v1/videos/nope'))
  const { data } = (await read('/v1/models')) as { data: unknown[] }
  assert.ok(data.length > 0)
  for (const model of data) modelSchema.strict().parse(model)
})

test('the page to read it loads nothing from elsewhere', async () => {
  const page = await api.ask('/docs', { headers: { authorization: '' } })
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  const text = await page.text()
  assert.doesNotMatch(text, /https?:\/\//)
  for (const [, path = ''] of text.matchAll(/(?:src|href)="(\/[^"]+)"/g))
    assert.equal((await api.ask(path, { headers: { authorization: '' } })).status, 200, path)
  assert.equal((await api.ask('/docs/package.json')).status, 404)
})
