import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changeDraft, namesOf, START } from './draft.ts'
import { createDraftStore } from './draft-store.ts'
import { loadDraft, parseDraft, saveDraft } from './draft-storage.ts'
import { fillPreset, PRESETS } from './presets.ts'

const memory = (start: Record<string, string> = {}) => {
  const kept = new Map(Object.entries(start))
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}
const broken = {
  getItem: () => {
    throw new Error('blocked')
  },
  setItem: () => {
    throw new Error('full')
  },
}

describe('the draft', () => {
  test('starts with ten seconds, 1024x1808, standard, and nobody having agreed', () => {
    const { seconds, size, quality, agreed } = START
    assert.deepEqual(
      { seconds, size, quality, agreed },
      { seconds: 10, size: '1024x1808', quality: 'standard', agreed: false },
    )
  })

  test('an idea names the two people and follows their names', () => {
    const picked = changeDraft(START, { kind: 'preset', id: 'beach' })
    assert.match(picked.prompt, /^Person 1 and Person 2 /)
    assert.match(changeDraft(picked, { kind: 'name', person: 1, name: 'Jo $& Bo' }).prompt, /^Person 1 and Jo \$& Bo /)
  })

  test('an edited idea is a person’s own words and is not touched by a name', () => {
    const edited = changeDraft(changeDraft(START, { kind: 'preset', id: 'beach' }), { kind: 'prompt', text: 'Mine.' })
    assert.equal(changeDraft(edited, { kind: 'name', person: 0, name: 'Ada' }).prompt, 'Mine.')
  })

  test('an idea that replaces own words gives them back; one idea after another does not ask', () => {
    const own = changeDraft(START, { kind: 'prompt', text: 'Mine.' })
    const replaced = changeDraft(own, { kind: 'preset', id: 'snow' })
    assert.equal(replaced.replaced, 'Mine.')
    assert.equal(changeDraft(replaced, { kind: 'bring-back' }).prompt, 'Mine.')
    const first = changeDraft(START, { kind: 'preset', id: 'snow' })
    assert.equal(changeDraft(first, { kind: 'preset', id: 'space' }).replaced, null)
  })

  test('a new photo asks for agreement again; swapping the two does not', () => {
    const agreed = changeDraft(START, { kind: 'agree', agreed: true })
    assert.equal(changeDraft(agreed, { kind: 'photos-changed' }).agreed, false)
    assert.equal(changeDraft(agreed, { kind: 'swap' }).agreed, true)
    assert.equal(changeDraft(agreed, { kind: 'wish', wish: { seconds: 4 } }).agreed, true)
    assert.equal(changeDraft(agreed, { kind: 'wish', wish: { model: 'other' } }).agreed, false)
  })

  test('names are never empty where they are shown', () => {
    assert.deepEqual(namesOf({ names: ['  ', 'Bo'] }), ['Person 1', 'Bo'])
  })

  test('every idea has its own text with both names', () => {
    const texts = PRESETS.map(({ id }) => fillPreset(id, ['Ada', 'Bo']))
    assert.ok(PRESETS.length >= 6)
    assert.equal(new Set(texts).size, PRESETS.length)
    assert.ok(texts.every((text) => text.startsWith('Ada and Bo ') && !text.includes('{')))
  })
})

describe('keeping the draft', () => {
  test('what is kept comes back', () => {
    const shelf = memory()
    const draft = changeDraft(changeDraft(START, { kind: 'preset', id: 'city' }), {
      kind: 'wish',
      wish: { seconds: 4 },
    })
    assert.equal(saveDraft(shelf, draft), true)
    assert.deepEqual(loadDraft(shelf), draft)
  })

  test('nonsense on the shelf starts a fresh draft, field by field', () => {
    for (const text of [null, '', '{', 'null', '[]', '"x"']) assert.deepEqual(parseDraft(text), START)
    assert.deepEqual(parseDraft('{"prompt":7,"seconds":"9","quality":"ultra","names":["A"],"preset":"moon"}'), {
      ...START,
      names: ['A', ''],
    })
  })

  test('a shelf that throws loses nothing but the keeping, and says so', () => {
    const store = createDraftStore(broken)
    store.change({ kind: 'prompt', text: 'Still here.' })
    assert.deepEqual([store.read().draft.prompt, store.read().kept], ['Still here.', false])
    assert.equal(createDraftStore(null).read().kept, false)
  })

  test('the store tells its listeners, and a second visit finds what the first left', () => {
    const shelf = memory()
    const store = createDraftStore(shelf)
    let told = 0
    const leave = store.subscribe(() => (told += 1))
    store.change({ kind: 'prompt', text: 'Kept.' })
    leave()
    store.change({ kind: 'agree', agreed: true })
    assert.equal(told, 1)
    assert.equal(createDraftStore(shelf).read().draft.prompt, 'Kept.')
  })
})

test('sample people bring a story where there is none, and leave words alone', () => {
  const blank = changeDraft(START, { kind: 'samples', names: ['Grace', 'Eileen'] })
  assert.equal(blank.preset, PRESETS[0].id)
  assert.match(blank.prompt, /^Grace and Eileen /)
  const own = changeDraft({ ...START, prompt: 'My words' }, { kind: 'samples', names: ['Grace', 'Eileen'] })
  assert.equal(own.prompt, 'My words')
})
