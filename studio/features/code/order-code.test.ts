import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { codeFor, type CodeOrder } from './order-code.ts'

/** What breaks out of quotes somewhere: shells, JavaScript, Python. */
const NASTY = `It's "quoted" \`back\` $HOME $(touch x) \\ @file ;type=a\n#two שלום 🎬`

const order: CodeOrder = {
  base: 'http://127.0.0.1:4600/v1',
  model: 'hosted-1',
  prompt: NASTY,
  seconds: '4',
  size: '720x1280',
  quality: 'high',
  seed: 7,
  photos: 2,
  consent: true,
}
const code = (name: string, changes: Partial<CodeOrder> = {}, madeAs?: string): string =>
  codeFor({ ...order, ...changes }, madeAs).find((tab) => tab.name === name)?.code ?? assert.fail(name)

test('a shell reads exactly the words that were typed', () => {
  // `curl` is a function here that prints what it was given.
  const script = `curl() { printf '%s\\0' "$@"; }; KINORA_API_KEY=k\n${code('curl')}`
  const words = spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.split('\0')
  assert.ok(words.includes(`prompt=${NASTY}`))
  assert.ok(words.includes('Authorization: Bearer k'))
  assert.deepEqual(
    words.filter((word) => word.startsWith('input_reference=')),
    ['input_reference=@person-1.jpg', 'input_reference=@person-2.jpg'],
  )
})

test('Node reads exactly the words that were typed', () => {
  const set = /form\.set\("prompt", (.*)\)/.exec(code('Node', { photos: 0 }))?.[1] ?? ''
  assert.equal(JSON.parse(set), NASTY)
  const parsed = spawnSync(process.execPath, ['--input-type=module', '--check'], { input: code('Node', {}, 'video_1') })
  assert.equal(parsed.status, 0, String(parsed.stderr))
})

test('Python’s text is the same, and a job without photos goes as JSON', () => {
  assert.ok(code('Python').includes(`"prompt": ${JSON.stringify(NASTY)},`))
  assert.ok(code('Python').includes('files=photos'))
  assert.ok(code('Python', { photos: 0, consent: false }).includes('json=fields'))
})

test('consent, seed and the made video are there only where they belong', () => {
  for (const name of ['curl', 'Node', 'Python']) {
    assert.match(code(name), /consent\[version\]/)
    const bare = code(name, { consent: false, photos: 0 })
    assert.doesNotMatch(bare, /consent|input_reference|video_1/)
    assert.match(code(name, {}, 'video_1'), /videos\/video_1\/content/)
  }
})
