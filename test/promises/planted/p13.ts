import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P13',
    file: 'server/src/api/stamp.ts',
    find: 'route: routePath(c),',
    replace: 'route: c.req.url,',
    breaks: 'paths and queries are logged and become labels',
  },
  {
    promise: 'P13',
    file: 'server/src/store/audit-table.ts',
    find: 'const details = { engine, model: job.model,',
    replace: 'const details = { engine, model: job.order.prompt,',
    breaks: 'the audit log keeps prompts',
  },
]
