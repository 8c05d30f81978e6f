import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P18',
    file: 'server/src/store/sqlite-reads.ts',
    find: 'return job?.owner === owner ? job : undefined',
    replace: 'return job',
    breaks: 'a video is found by whoever knows its id',
    test: 'every route',
  },
  {
    promise: 'P18',
    file: 'server/src/store/sqlite-shelf.ts',
    find: "selectFrom('kept_file').selectAll().where('id', '=', id).where('owner', '=', owner)",
    replace: "selectFrom('kept_file').selectAll().where('id', '=', id)",
    breaks: 'a file is found by whoever knows its id',
    test: 'every route',
  },
  {
    promise: 'P18',
    file: 'server/src/store/sqlite-people.ts',
    find: "selectFrom('person').selectAll().where('id', '=', id).where('owner', '=', owner)",
    replace: "selectFrom('person').selectAll().where('id', '=', id)",
    breaks: 'a person is found by whoever knows their id',
    test: 'every route',
  },
  {
    promise: 'P18',
    file: 'server/src/api/keyring.ts',
    find: 'if (ended) return undefined',
    replace: 'if (ended && revokedAtMs === null) return undefined',
    breaks: 'a revoked key goes on',
    test: 'a revoked key',
  },
  {
    promise: 'P18',
    file: 'server/src/jobs/key-desk.ts',
    find: "createHash('sha256').update(secret).digest('hex')",
    replace: 'secret',
    breaks: 'keys are stored as they are',
    test: 'what is stored',
  },
]
