import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, Unreachable } from '../../client/http.ts'
import { pickable, type Model } from '../../client/models.ts'
import { connectionWords } from './connection.ts'
import { signInProblem } from './use-sign-in.ts'

const model = (id: string, alias_of: string | null) => ({ id, kinora: { alias_of } }) as Model // only these are read

test('silence is told apart: no network, no server, or all well', () => {
  assert.equal(connectionWords([new Unreachable('')], false), 'You are offline. Videos go on rendering.')
  assert.equal(connectionWords([new Unreachable('')], true), 'The server does not answer. We keep trying.')
  assert.equal(connectionWords([null, new ApiError(404, {}, null)], false), null)
})

test('a wrong key and a silent server read differently', () => {
  assert.equal(signInProblem(new ApiError(401, {}, null)), 'The server did not accept this key.')
  assert.equal(signInProblem(new Unreachable('')), 'The server does not answer. Try again.')
})

test('aliases are for programs; a person picks among the real models', () => {
  assert.deepEqual(
    pickable([model('own', null), model('sora-2', 'own'), { kinora: undefined }]).map(({ id }) => id),
    ['own'],
  )
  assert.deepEqual(
    pickable([model('sora-2', 'elsewhere')]).map(({ id }) => id),
    ['sora-2'],
  )
})
