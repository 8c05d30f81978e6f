import type { CharactersDesk } from '../../spec/characters-desk.ts'

/** Knows no character. What characters really do is tested against the real desk. */
export const noCharacters: CharactersDesk = {
  create: () => Promise.reject(new Error('Nothing is kept here.')),
  find: async () => undefined,
  remove: async () => false,
  photo: async () => undefined,
}
