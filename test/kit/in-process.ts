import OpenAI from 'openai'
import { readConfig } from '../../server/src/config.ts'
import { openKinora, type Kinora } from '../../server/src/main.ts'

/** The whole server without the studio, in the test's own process, on a free port. */
export function openServer(data: string, env: Record<string, string> = {}): Promise<Kinora> {
  return openKinora(readConfig({ NODE_ENV: 'test', PORT: '0', KINORA_DATA: data, PATH: process.env['PATH'], ...env }))
}

/** The official SDK, and every request it really sends, retries included. */
export function sdkFor(kinora: Kinora, apiKey: string = kinora.key.value) {
  const requests: string[] = []
  const client = new OpenAI({
    apiKey,
    baseURL: `${kinora.url}/v1`,
    fetch: (url, init) => {
      const { url: asked } = new Request(url)
      // Not the `data:` URL with which it finds out once whether forms work.
      if (asked.startsWith(kinora.url)) requests.push(`${init?.method ?? 'GET'} ${asked.slice(kinora.url.length)}`)
      return fetch(url, init)
    },
  })
  return { client, requests }
}
