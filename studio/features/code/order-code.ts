import { CONSENT_TEXTS } from 'kinora/spec/consent'
import type { Quality } from 'kinora/spec/video'
import type { CodeTab } from '../../ui/code-tabs.tsx'

/** An order as a program would send it. */
export interface CodeOrder {
  /** Of this server's API, with `/v1`. */
  readonly base: string
  readonly model: string
  readonly prompt: string
  readonly seconds: string
  readonly size: string
  readonly quality: Quality
  /** Absent: the server makes one of the prompt. */
  readonly seed?: number
  /** How many photos go along. */
  readonly photos: number
  /** Somebody says that whoever is shown agreed: the photos leave the machine. */
  readonly consent: boolean
}

/** Where the key is read from; it is never written into code. */
const KEY = 'KINORA_API_KEY'

/** Exactly this job for three kinds of people; `madeAs`: the video that came of it, to fetch it too. */
export function codeFor(order: CodeOrder, madeAs?: string): readonly CodeTab[] {
  return [
    { name: 'curl', code: [...(madeAs === undefined ? [] : curlFetch(order, madeAs)), ...curl(order)].join('\n') },
    { name: 'Node', code: node(order, madeAs) },
    { name: 'Python', code: python(order, madeAs) },
  ]
}

/** Fields in the order of the form, all as text: every one is legal in a form. */
function fieldsOf({ model, prompt, seconds, size, quality, seed, consent }: CodeOrder): readonly [string, string][] {
  return [
    ['model', model],
    ['prompt', prompt],
    ['seconds', seconds],
    ['size', size],
    ['quality', quality],
    ...(seed === undefined ? [] : [['seed', String(seed)] as [string, string]]),
    ...(consent
      ? ([
          ['consent[version]', CONSENT_TEXTS[0].version],
          ['consent[attested_by]', 'self'],
        ] as [string, string][])
      : []),
  ]
}

const places = (photos: number): readonly number[] => Array.from({ length: photos }, (_, index) => index + 1)

/** POSIX shells: within single quotes everything is itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function curlFetch({ base }: CodeOrder, id: string): readonly string[] {
  return [
    `curl ${quoted(`${base}/videos/${id}/content`)} \\`,
    `  -H "Authorization: Bearer $${KEY}" -o video.mp4`,
    '',
    '# Another like it',
  ]
}

function curl(order: CodeOrder): readonly string[] {
  const parts = [
    `curl ${quoted(`${order.base}/videos`)}`,
    `-H "Authorization: Bearer $${KEY}"`,
    // --form-string: an @ or a ; in the words stays one.
    ...fieldsOf(order).map(([name, value]) => `--form-string ${quoted(`${name}=${value}`)}`),
    ...places(order.photos).map((place) => `-F input_reference=@person-${place}.jpg`),
  ]
  return [parts.join(' \\\n  ')]
}

function node(order: CodeOrder, madeAs: string | undefined): string {
  const fields = fieldsOf(order).map(([name, value]) => `form.set(${JSON.stringify(name)}, ${JSON.stringify(value)})`)
  const photos = places(order.photos).map(
    (place) => `form.append('input_reference', await openAsBlob('person-${place}.jpg'), 'person-${place}.jpg')`,
  )
  const imports = [
    ...(photos.length > 0 ? ["import { openAsBlob } from 'node:fs'"] : []),
    ...(madeAs === undefined ? [] : ["import { writeFile } from 'node:fs/promises'"]),
    "import { env } from 'node:process'",
  ]
  return [
    ...imports,
    '',
    `const base = ${JSON.stringify(order.base)}`,
    `const headers = { authorization: \`Bearer \${env.${KEY}}\` }`,
    ...(madeAs === undefined
      ? []
      : [
          `const content = await fetch(\`\${base}/videos/${madeAs}/content\`, { headers })`,
          "await writeFile('video.mp4', Buffer.from(await content.arrayBuffer()))",
          '',
          '// Another like it',
        ]),
    'const form = new FormData()',
    ...fields,
    ...photos,
    "const answer = await fetch(`${base}/videos`, { method: 'POST', headers, body: form })",
    'console.log(await answer.json())',
  ].join('\n')
}

/** A JSON text is a Python text too. */
const text = (value: string): string => JSON.stringify(value)

function python(order: CodeOrder, madeAs: string | undefined): string {
  const fields = fieldsOf(order).map(([name, value]) => `    ${text(name)}: ${text(value)},`)
  const files = places(order.photos).map((place) => `    ("input_reference", open("person-${place}.jpg", "rb")),`)
  return [
    'import os',
    'import requests',
    '',
    `base = ${text(order.base)}`,
    `headers = {"Authorization": "Bearer " + os.environ["${KEY}"]}`,
    ...(madeAs === undefined
      ? []
      : [
          `content = requests.get(base + "/videos/${madeAs}/content", headers=headers)`,
          'open("video.mp4", "wb").write(content.content)',
          '',
          '# Another like it',
        ]),
    'fields = {',
    ...fields,
    '}',
    ...(files.length > 0 ? ['photos = [', ...files, ']'] : []),
    files.length > 0
      ? 'answer = requests.post(base + "/videos", headers=headers, data=fields, files=photos)'
      : 'answer = requests.post(base + "/videos", headers=headers, json=fields)',
    'print(answer.json())',
  ].join('\n')
}
