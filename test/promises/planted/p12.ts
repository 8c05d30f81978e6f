import type { Planted } from '../planted.ts'

export const PLANTED: readonly Planted[] = [
  {
    promise: 'P12',
    file: 'server/src/engines/videos-api/files.ts',
    find: 'source.elsewhere(url.href, { ...init,',
    replace: 'source.elsewhere(url.href, { ...init, headers: source.headers,',
    breaks: 'the key goes along to any address that a server names for its file',
  },
  {
    promise: 'P12',
    file: 'server/src/engines/videos-api/files.ts',
    find: 'source.elsewhere(next.href, { ...init,',
    replace: 'source.elsewhere(next.href, { ...init, headers: source.headers,',
    breaks: 'the key follows a redirect of the file to another host',
  },
]
