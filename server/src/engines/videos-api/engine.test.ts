import { after } from 'node:test'
import { engineSuite } from '../../spec/testing/engine-suite.ts'
import { openBench } from '../../../../test/kit/provider/bench.ts'

const bench = await openBench()
after(() => bench.close())

const whole = {
  order: bench.order(),
  model: bench.model,
  photo: bench.photo,
  inspect: (video: ReadableStream<Uint8Array>) => bench.inspect(video),
  failing: { NotStarted: '[fault:U12]', Refused: '[fault:U8]', EngineStopped: '[fault:U9]' },
  withinMs: 20_000,
}

for (const dialect of ['kinora', 'openai', 'vllm-omni', 'sglang'] as const)
  engineSuite(`the Videos API client, dialect ${dialect},`, {
    ...whole,
    open: async () => bench.engine({ dialect }),
  })

engineSuite('the Videos API client of a server that can be searched', {
  ...whole,
  open: async () => bench.engine({ dialect: 'openai', class: 'findable', referenceField: 'metadata[reference]' }),
})
