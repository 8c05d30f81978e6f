import type { FilesDesk } from '../../spec/files-desk.ts'

/** Knows no file. What files really do is tested against the real desk. */
export const noFiles: FilesDesk = {
  keep: () => Promise.reject(new Error('Nothing is kept here.')),
  find: async () => undefined,
  list: async () => ({ files: [], hasMore: false }),
  remove: async () => false,
  content: async () => undefined,
  photo: async () => undefined,
  clip: async () => undefined,
}
