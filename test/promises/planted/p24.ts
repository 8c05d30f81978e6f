import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P24',
    file: 'server/src/gate.ts',
    find: 'if (this.#stopped) return new Fault',
    replace: 'if (this.#limits.stopMs < 0) return new Fault',
    breaks: 'a stopping server takes new requests',
    test: 'after SIGTERM',
  },
  {
    promise: 'P24',
    file: 'server/src/gate.ts',
    find: 'cut = setTimeout(resolve, this.#limits.stopMs)',
    replace: 'cut = setTimeout(resolve, 0)',
    breaks: 'a stop waits for nobody',
    test: 'after SIGTERM',
  },
]
