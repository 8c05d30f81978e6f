import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { removeFolder, startKinora, temporaryFolder, type Running } from '../kit/server.ts'
import { titleOf } from './cases.ts'
import { LEAK_TITLE, PLAYS, type Play } from './proofs.ts'
import { Stage } from './stage.ts'

// The cases of the contract against one server: those an SDK can send on both SDKs, the others once.

const folder = temporaryFolder('conformance')
let kinora: Running
const stages: Stage[] = []

before(async () => {
  kinora = await startKinora(join(folder, 'data'), {
    KINORA_API_KEY: 'knr_the-key-of-the-conformance-suite',
    KINORA_ALLOW_PRIVATE_WEBHOOKS: '1',
  })
})
after(async () => {
  assert.equal(await kinora.stop(), 0, kinora.output())
  removeFolder(folder)
})

function play({ how, version, sdk, proofs }: Play): void {
  let stage: Stage | undefined
  for (const [number, prove] of proofs)
    test(titleOf(number, how), async (t) => {
      if (!stage) stages.push((stage = new Stage(kinora, version, sdk)))
      await prove(stage, t)
    })
}
for (const one of PLAYS) play(one)

test(LEAK_TITLE, () => {
  const told = stages.flatMap(({ told }) => told)
  assert.ok(told.length > 20)
  assert.equal([kinora.output(), ...told].join('\n').includes(kinora.key), false)
})
