import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, beforeEach, test } from 'node:test'
import { LIMITS } from '../spec/limits.ts'
import { errorOf, openApi } from './testing/open-api.ts'

/** reliability.md section 5, group M. */
let api = openApi()
beforeEach(() => {
  api.close()
  api = openApi()
})
after(() => api.close())

type Bytes = string | Uint8Array
const join = (...pieces: readonly Bytes[]): Buffer<ArrayBuffer> => Buffer.concat(pieces.map((one) => Buffer.from(one)))

function part(headers: Bytes, body: Bytes): Buffer<ArrayBuffer> {
  return join('--b\r\n', headers, '\r\n\r\n', body, '\r\n')
}
const named = (name: string, value: Bytes, more = ''): Buffer<ArrayBuffer> =>
  part(`Content-Disposition: form-data; name="${name}"${more}`, value)
const file = (name: string, value: Bytes, more = '', filename = 'a.png'): Buffer<ArrayBuffer> =>
  named(name, value, `; filename="${filename}"\r\nContent-Type: image/png${more}`)

const PROMPT = named('prompt', 'p')
const END = '--b--\r\n'
const form = (...parts: readonly Bytes[]): Buffer<ArrayBuffer> => join(...parts, END)
const send = (body: Bytes, type = 'multipart/form-data; boundary=b'): Promise<Response> =>
  api.ask('/v1/videos', { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(body) })

const whole = form(PROMPT, file('input_reference', 'PHOTO'))
const refusals: readonly (readonly [what: string, body: Bytes, code: string, param: string | null, type?: string])[] = [
  ['an empty boundary', whole, 'invalid_body', null, 'multipart/form-data; boundary='],
  ['an empty quoted boundary', whole, 'invalid_body', null, 'multipart/form-data; boundary=""'],
  ['another boundary', whole, 'invalid_body', null, 'multipart/form-data; boundary=c'],
  ['a boundary only begun', whole, 'invalid_body', null, 'multipart/form-data; boundary=b2'],
  ['no bytes', '', 'invalid_body', null],
  ['bytes that are no form', 'hello', 'invalid_body', null],
  ['cut in a header', whole.subarray(0, 30), 'invalid_body', null],
  ['cut after the headers', whole.subarray(0, whole.indexOf('PHOTO')), 'invalid_body', null],
  ['cut in a file', whole.subarray(0, whole.indexOf('PHOTO') + 3), 'invalid_body', null],
  ['cut in the last boundary', whole.subarray(0, -4), 'invalid_body', null],
  ['JSON declared as a form', '{"prompt":"p"}', 'invalid_body', null],
  ['a field without a name', form(PROMPT, part('Content-Disposition: form-data', 'x')), 'invalid_body', null],
  ['a field with an empty name', form(PROMPT, named('', 'x')), 'invalid_body', null],
  [
    'a file without a name',
    form(PROMPT, part('Content-Disposition: form-data; filename="a"', 'x')),
    'invalid_body',
    null,
  ],
  ['only a part without a disposition', form(part('Content-Type: text/plain', 'p')), 'invalid_body', null],
  [
    'a part without a disposition among good ones',
    form(PROMPT, part('Content-Type: text/plain', 'p'), file('input_reference', 'PHOTO')),
    'invalid_body',
    null,
  ],
  ['a part with no header at all', form(PROMPT, '--b\r\n\r\nx\r\n'), 'invalid_body', null],
  [
    'a part of another disposition',
    form(PROMPT, part('Content-Disposition: attachment; name="x"', 'x')),
    'invalid_body',
    null,
  ],
  ['the prototype as a name', form(PROMPT, named('__proto__', 'x')), 'invalid_body', null],
  ['the prototype inside a name', form(PROMPT, named('a[__proto__][b]', 'x')), 'invalid_body', null],
  ['the constructor inside a name', form(PROMPT, named('a[constructor]', 'x')), 'invalid_body', null],
  ['a prompt twice', form(PROMPT, PROMPT), 'invalid_body', 'prompt'],
  ['absurd depth', form(PROMPT, named(`a${'[b]'.repeat(30)}`, 'x')), 'invalid_body', null],
  ['an absurd index', form(PROMPT, named('characters[4294967296][id]', 'x')), 'invalid_body', null],
  ['an absurd index of a photo', form(PROMPT, named('input_reference[99999999]', 'x')), 'invalid_body', null],
  [
    'an absurd index of a file',
    form(PROMPT, file('input_reference[99999999]', 'x')),
    'unknown_parameter',
    'input_reference[99999999]',
  ],
  ['a bracket left open', form(PROMPT, named('a[b', 'x')), 'invalid_body', null],
  ['line feeds alone', whole.toString('latin1').replaceAll('\r\n', '\n'), 'invalid_body', null],
  [
    'a field in base64',
    form(named('prompt', 'cA==', '\r\nContent-Transfer-Encoding: base64')),
    'invalid_body',
    'prompt',
  ],
  [
    'a file in base64',
    form(PROMPT, file('input_reference', 'cA==', '\r\ncontent-transfer-encoding: BASE64')),
    'invalid_body',
    'input_reference',
  ],
  [
    'quoted-printable',
    form(named('prompt', 'p=20', '\r\nContent-Transfer-Encoding: quoted-printable')),
    'invalid_body',
    'prompt',
  ],
  [
    'a picture without a filename',
    form(PROMPT, named('input_reference', '\x89PNG', '\r\nContent-Type: image/png')),
    'invalid_body',
    'input_reference',
  ],
  [
    'a film without a filename',
    form(PROMPT, named('video', 'ftyp', '\r\nContent-Type: video/mp4')),
    'invalid_body',
    'video',
  ],
  ['a part header of 100 KB', form(PROMPT, named('x', 'x', `\r\nX-A: ${'a'.repeat(100_000)}`)), 'invalid_body', null],
  ['a filename of 100 KB', form(PROMPT, file('input_reference', 'x', '', 'a'.repeat(100_000))), 'invalid_body', null],
  ['10,000 part headers', form(PROMPT, named('x', 'x', '\r\na: b'.repeat(10_000))), 'invalid_body', null],
  ['a NUL in a part header', form(PROMPT, named('a\0b', 'x')), 'invalid_body', null],
  ['bytes that are no UTF-8', form(named('prompt', join('a', new Uint8Array([0xc3, 0x28])))), 'invalid_body', null],
  ['half a character', form(named('prompt', join('a', new Uint8Array([0xf0, 0x9f, 0x98])))), 'invalid_body', null],
  ['a surrogate in three bytes', form(named('prompt', new Uint8Array([0xed, 0xa0, 0x80]))), 'invalid_body', null],
  [
    'Latin-1 declared as UTF-8',
    form(named('prompt', new Uint8Array([0x61, 0xe9, 0x62]), '\r\nContent-Type: text/plain; charset=utf-8')),
    'invalid_body',
    null,
  ],
  [
    'an unknown charset',
    form(named('prompt', 'p', '\r\nContent-Type: text/plain; charset=klingon')),
    'invalid_body',
    null,
  ],
  ['a NUL in the prompt', form(named('prompt', 'a\0b')), 'invalid_value', 'prompt'],
]
for (const [what, body, code, param, type] of refusals)
  test(`M: ${what} is a 400`, async () => {
    const error = await errorOf(await send(body, type))
    assert.deepEqual([error.status, error.code, error.param], [400, code, param], error.message)
    assert.deepEqual([api.desk.drafts, api.left(), api.errors], [[], [], []])
  })

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
const floods: readonly (readonly [what: string, body: () => Bytes, code: string, message: RegExp])[] = [
  ['too many fields', () => form(...many(33, (i) => named(`f${i}`, 'x'))), 'request_too_large', /32 fields/],
  [
    'too many files',
    () => form(PROMPT, ...many(9, () => file('input_reference', 'x'))),
    'request_too_large',
    /8 files/,
  ],
  [
    'too many parts',
    () => form(...many(41, (i) => (i < 33 ? named(`f${i}`, 'x') : file('input_reference', 'x')))),
    'request_too_large',
    /at most/,
  ],
  [
    '100,000 parts',
    () => join(Buffer.concat(many(100_000, (i) => named(`f${i}`, ''))), END),
    'request_too_large',
    /at most/,
  ],
  ['a field name over 100 bytes', () => form(PROMPT, named('x'.repeat(101), 'x')), 'request_too_large', /100 bytes/],
  [
    'a field over 128 KiB',
    () => form(PROMPT, named('note', 'x'.repeat(LIMITS.fieldBytes + 1))),
    'request_too_large',
    /'note'/,
  ],
  ['a prompt of 32 MiB', () => form(named('prompt', Buffer.alloc(33_554_432, 'x'))), 'request_too_large', /'prompt'/],
  [
    'a photo over 20 MiB',
    () => form(PROMPT, file('input_reference', Buffer.alloc(LIMITS.imageBytes + 1))),
    'file_too_large',
    /20 MiB/,
  ],
  [
    'a form over 64 MiB',
    () => form(PROMPT, ...many(4, () => file('input_reference', Buffer.alloc(LIMITS.imageBytes - 1)))),
    'request_too_large',
    /64 MiB/,
  ],
]
for (const [what, body, code, message] of floods)
  test(`M: ${what} is a 413`, async () => {
    const error = await errorOf(await send(body()))
    assert.deepEqual([error.status, error.code], [413, code], error.message)
    assert.match(error.message, message)
    assert.deepEqual([api.desk.drafts, api.left(), api.errors], [[], [], []])
  })

const labels = [
  '../../../../etc/passwd',
  '..\\..\\windows\\system32\\config',
  'C:\\fakepath\\a.png',
  '/dev/null',
  'a%00.png',
  '-rf',
  '$(reboot).png',
  'CON',
  '\u202Egnp.exe',
  '\u05D0\u05D1\u05D2.png',
  'x'.repeat(4_000),
  '',
  '.',
]
for (const label of labels)
  test(`M: a file name is only a label: ${JSON.stringify(label.slice(0, 30))}`, async () => {
    const seen: string[] = []
    api.desk.onCreate = async ({ uploads }) => {
      for (const { path } of uploads) {
        assert.match(path, /request-[0-9a-f]{24}[\\/]1$/)
        seen.push(await readFile(path, 'utf8'))
      }
    }
    const type = label === '' ? 'application/octet-stream' : 'image/png'
    const photo = named('input_reference', 'PHOTO', `; filename="${label}"\r\nContent-Type: ${type}`)
    const response = await send(form(PROMPT, photo))
    assert.equal(response.status, 200, await response.text())
    assert.deepEqual([seen, api.left()], [['PHOTO'], []])
  })

test('M: the declared type of a file is never believed', async () => {
  for (const type of ['text/html', 'image/svg+xml', 'application/x-php', 'video/mp4', 'nonsense', ''])
    assert.equal(
      (await send(form(PROMPT, named('input_reference', 'PHOTO', `; filename="a"\r\nContent-Type: ${type}`)))).status,
      200,
    )
  assert.deepEqual(
    api.desk.drafts.map(({ uploads }) => uploads.map(({ bytes }) => bytes)),
    Array.from({ length: 6 }, () => [5]),
  )
})

test('M: what looks odd but is right is taken as it is', async () => {
  const replaced = '\uFFFDa\uFFFD'
  const typed = '\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit'
  const taken: readonly (readonly [Bytes, string])[] = [
    [form(named('prompt', replaced)), replaced],
    [form(named('prompt', replaced, typed)), replaced],
    [form(named('prompt', '\uFEFFp')), '\uFEFFp'],
    [form(named('prompt', new Uint8Array([0xe9]), '\r\nContent-Type: text/plain; charset=iso-8859-1')), '\u00E9'],
    [join('a preamble\r\n', form(PROMPT), 'an epilogue'), 'p'],
    [form(PROMPT, named('metadata[9]', 'x')), 'p'],
    [form(named('prompt', 'a\r\n--c--\r\n')), 'a\r\n--c--\r\n'],
  ]
  for (const [body, prompt] of taken) {
    const response = await send(body)
    assert.equal(response.status, 200, await response.text())
    assert.equal(api.desk.drafts.at(-1)?.prompt, prompt)
  }
})
