import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, beforeEach, test } from 'node:test'
import { errorOf, openApi } from './testing/open-api.ts'

let api = openApi()
beforeEach(() => {
  api.close()
  api = openApi()
})
after(() => api.close())

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

function form(parts: readonly (readonly [string, string | Blob])[]): RequestInit {
  const body = new FormData()
  for (const [name, value] of parts) body.append(name, value)
  return { method: 'POST', body }
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const dataUrl = `data:image/png;base64,${PNG.toString('base64')}`

test("the notes' own body works as it stands", async () => {
  const response = await api.ask(
    '/v1/videos',
    json({ model: 'sora-2', prompt: 'Two friends', size: '1024x1808', seconds: 10, quality: 'standard' }),
  )
  assert.equal(response.status, 200)
  assert.deepEqual(api.desk.drafts, [
    {
      prompt: 'Two friends',
      model: 'sora-2',
      size: { width: 1024, height: 1808 },
      seconds: 10,
      quality: 'standard',
      uploads: [],
    },
  ])
})

test('both encodings and all spellings of the same wish give the same draft', async () => {
  const wishes = [
    json({ prompt: 'p', seconds: '8', quality: 'hd', seed: 7 }),
    json({ prompt: 'p', duration: 8.0, quality: 'high', seed: '7', model: null }),
    form([
      ['prompt', 'p'],
      ['seconds', '8.0'],
      ['quality', 'high'],
      ['seed', '7'],
      ['metadata[a]', '1'],
      ['flag', 'true'],
    ]),
  ]
  for (const wish of wishes) assert.equal((await api.ask('/v1/videos', wish)).status, 200)
  const [first] = api.desk.drafts
  assert.deepEqual(first, { prompt: 'p', seconds: 8, quality: 'high', seed: 7, uploads: [] })
  for (const draft of api.desk.drafts) assert.deepEqual(draft, first)
})

test('text arrives exactly as typed', async () => {
  const prompt = ' Line one\r\n"quoted" \u4f60\u597d {{7*7}} <b>'
  await api.ask('/v1/videos', json({ prompt }))
  assert.equal(api.desk.drafts[0]?.prompt, prompt)
})

const photoForms: readonly (readonly [string, RequestInit])[] = [
  [
    'input_reference twice',
    form([
      ['prompt', 'p'],
      ['input_reference', new Blob(['A'])],
      ['input_reference', new Blob(['B'])],
    ]),
  ],
  [
    'input_reference[]',
    form([
      ['prompt', 'p'],
      ['input_reference[]', new Blob(['A'])],
      ['input_reference[]', new Blob(['B'])],
    ]),
  ],
  [
    'input_reference[0]',
    form([
      ['prompt', 'p'],
      ['input_reference[0]', new Blob(['A'])],
      ['input_reference[1]', new Blob(['B'])],
    ]),
  ],
  [
    "the notes' person1",
    form([
      ['person2', new Blob(['B'])],
      ['person1', new Blob(['A'])],
      ['prompt', 'p'],
    ]),
  ],
  [
    'data URLs in JSON',
    json({ prompt: 'p', input_reference: ['A', 'B'].map((t) => ({ image_url: `data:image/png;base64,${btoa(t)}` })) }),
  ],
]
for (const [spelling, wish] of photoForms)
  test(`two photos arrive in order: ${spelling}`, async () => {
    const seen: string[] = []
    api.desk.onCreate = async ({ uploads }) => {
      for (const { path } of uploads) seen.push(await readFile(path, 'utf8'))
    }
    const response = await api.ask('/v1/videos', wish)
    assert.equal(response.status, 200, await response.text())
    assert.deepEqual(seen, ['A', 'B'])
    assert.deepEqual(api.left(), [], 'the staging folder is empty again')
  })

test('a data URL may travel in a multipart field', async () => {
  const response = await api.ask(
    '/v1/videos',
    form([
      ['prompt', 'p'],
      ['input_reference[image_url]', dataUrl],
    ]),
  )
  assert.equal(response.status, 200)
  assert.equal(api.desk.drafts[0]?.uploads[0]?.bytes, PNG.length)
})

const refusals: readonly (readonly [string, RequestInit, number, string, string | null])[] = [
  ['no prompt', json({}), 400, 'missing_required_parameter', 'prompt'],
  ['a null prompt', json({ prompt: null }), 400, 'missing_required_parameter', 'prompt'],
  ['a blank prompt', json({ prompt: ' \n' }), 400, 'invalid_value', 'prompt'],
  ['a prompt that is a number', json({ prompt: 5 }), 400, 'invalid_value', 'prompt'],
  ['32,001 characters', json({ prompt: '\u{1F600}'.repeat(32_001) }), 400, 'invalid_value', 'prompt'],
  ['a NUL in the prompt', json({ prompt: 'a\0b' }), 400, 'invalid_value', 'prompt'],
  ['a lone surrogate', json('{"prompt":"a\\ud800"}'), 400, 'invalid_value', 'prompt'],
  ['seconds with a unit', json({ prompt: 'p', seconds: '10s' }), 400, 'invalid_value', 'seconds'],
  ['half a second', json({ prompt: 'p', seconds: 4.5 }), 400, 'invalid_value', 'seconds'],
  ['no seconds at all', json({ prompt: 'p', seconds: 0 }), 400, 'invalid_value', 'seconds'],
  ['two lengths', json({ prompt: 'p', seconds: 4, duration: 8 }), 400, 'invalid_value', 'seconds'],
  ['a size without x', json({ prompt: 'p', size: '720' }), 400, 'invalid_value', 'size'],
  ['a huge size', json({ prompt: 'p', size: '999999x2' }), 400, 'invalid_value', 'size'],
  ['an unknown quality', json({ prompt: 'p', quality: 'best' }), 400, 'invalid_value', 'quality'],
  ['a negative seed', json({ prompt: 'p', seed: -1 }), 400, 'invalid_value', 'seed'],
  ['several at once', json({ prompt: 'p', n: 2 }), 400, 'invalid_value', 'n'],
  [
    'a remote picture',
    json({ prompt: 'p', input_reference: { image_url: 'https://10.0.0.1/a.png' } }),
    400,
    'invalid_value',
    'input_reference',
  ],
  [
    'both url and id',
    json({ prompt: 'p', input_reference: { image_url: dataUrl, file_id: 'f' } }),
    400,
    'invalid_value',
    'input_reference',
  ],
  [
    'an unknown file id',
    json({ prompt: 'p', input_reference: { file_id: 'f' } }),
    404,
    'file_not_found',
    'input_reference',
  ],
  [
    'bad base64',
    json({ prompt: 'p', input_reference: { image_url: 'data:image/png;base64,%%' } }),
    400,
    'invalid_value',
    'input_reference',
  ],
  [
    "an engine's settings",
    json({ prompt: 'p', extra: [{ base_url: 'http://x' }] }),
    400,
    'unknown_parameter',
    'base_url',
  ],
  [
    'a strange file field',
    form([
      ['prompt', 'p'],
      ['mask', new Blob(['A'])],
    ]),
    400,
    'unknown_parameter',
    'mask',
  ],
  [
    'a field sent twice',
    form([
      ['prompt', 'p'],
      ['prompt', 'q'],
    ]),
    400,
    'invalid_body',
    'prompt',
  ],
  [
    'a prototype field',
    form([
      ['prompt', 'p'],
      ['__proto__[x]', '1'],
    ]),
    400,
    'invalid_body',
    null,
  ],
  [
    'a text field over 128 KiB',
    form([
      ['prompt', 'p'],
      ['note', 'x'.repeat(140_000)],
    ]),
    413,
    'request_too_large',
    'note',
  ],
  [
    'too many files',
    form([['prompt', 'p'], ...Array.from({ length: 9 }, () => ['input_reference', new Blob(['A'])] as const)]),
    413,
    'request_too_large',
    null,
  ],
  [
    'a photo over 20 MiB',
    form([
      ['prompt', 'p'],
      ['input_reference', new Blob([new Uint8Array(20_971_521)])],
    ]),
    413,
    'file_too_large',
    'input_reference',
  ],
  ['empty JSON', json(''), 400, 'invalid_body', null],
  ['cut JSON', json('{"prompt":"p"'), 400, 'invalid_body', null],
  ['a JSON list', json([1]), 400, 'invalid_body', null],
  [
    '10,000 levels',
    json(`{"prompt":"p","x":${'['.repeat(10_000)}${']'.repeat(10_000)},"seconds":"x"}`),
    400,
    'invalid_value',
    'seconds',
  ],
  [
    'JSON declared, multipart sent',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '--x\r\n' },
    400,
    'invalid_body',
    null,
  ],
  [
    'plain text',
    { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'p' },
    415,
    'unsupported_media_type',
    null,
  ],
  [
    'no boundary',
    { method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: 'p' },
    400,
    'invalid_body',
    null,
  ],
  [
    'a form that is cut off',
    {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="input_reference"; filename="a"\r\n\r\nabc',
    },
    400,
    'invalid_body',
    null,
  ],
  [
    'an empty form',
    { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' }, body: '--b--\r\n' },
    400,
    'invalid_body',
    null,
  ],
]
for (const [what, wish, status, code, param] of refusals)
  test(`${what} is refused by name and leaves nothing`, async () => {
    const error = await errorOf(await api.ask('/v1/videos', wish))
    assert.deepEqual({ status: error.status, code: error.code, param: error.param }, { status, code, param })
    assert.deepEqual(api.desk.drafts, [])
    assert.deepEqual(api.left(), [])
    assert.deepEqual(api.errors, [], 'it is not our error')
  })
