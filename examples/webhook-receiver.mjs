// Receives Kinora's webhooks: verifies each with the official OpenAI SDK, then fetches the video and saves it.
// Make the endpoint once, by POST /v1/webhook_endpoints or the SDK's webhooks.create; its answer holds the secret.
//   npm install openai
//   OPENAI_BASE_URL=http://127.0.0.1:4600/v1 OPENAI_API_KEY=… OPENAI_WEBHOOK_SECRET=whsec_… \
//     node webhook-receiver.mjs 8000 videos/
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import OpenAI from 'openai'

const [, , port = '8000', folder = '.'] = process.argv
const client = new OpenAI()
if (!client.webhookSecret) throw new Error('Set OPENAI_WEBHOOK_SECRET to the signing secret of your endpoint.')
/** Deliveries can come twice, always under the same id. */
const seen = new Set()

/** The bytes as they came, which the signature covers; no event is nearly this long. */
async function read(request, most = 65_536) {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > most) throw new Error('The body is too long.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function handle({ type, data: { id } }) {
  const video = await client.videos.retrieve(id) // an event carries only the id
  if (video.status !== 'completed') return console.log(`${type} ${id}: ${video.error?.message}`)
  const content = await client.videos.downloadContent(id)
  const path = join(folder, `${id}.mp4`)
  await writeFile(path, Buffer.from(await content.arrayBuffer()))
  console.log(`${type} ${id}: saved ${path}`)
}

const server = createServer(async (request, response) => {
  try {
    const event = await client.webhooks.unwrap(await read(request), request.headers)
    response.writeHead(200).end() // before the work: who answers late is sent the same again
    if (seen.has(event.id)) return
    seen.add(event.id)
    await handle(event).catch((error) => console.error(`${event.type} ${event.data.id}: ${error.message}`))
  } catch (error) {
    console.error(`refused: ${error.message}`)
    response.writeHead(400).end()
  }
})
server.listen(Number(port), '127.0.0.1', () => console.log(`waiting on http://127.0.0.1:${server.address().port}/`))
