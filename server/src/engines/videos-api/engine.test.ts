import { after } from 'node:test'
import { engineSuite } from '../../spec/testing/engine-suite.ts'
import { openBench } from '../../../../test/kit/provider/bench.ts'

const bench = await openBench()
after(() => bench.close())

for (const dialect of ['kinora', 'openai', 'vllm-omni', 'sglang'] as const)
  engineSuite(`the Videos API client, dialect ${dialect},`, {
    open: async () => bench.engine({ dialect }),
    order: bench.order(),
    model: bench.model,
    photo: bench.photo,
    inspect: (video) => bench.inspect(video),
    withinMs: 20_000,
  })
