// What a Sora sample for Next.js does in its route handlers and its page, one after the other. It knows nothing of
// Kinora: OPENAI_BASE_URL and OPENAI_API_KEY are all that points it anywhere.
import { writeFile } from 'node:fs/promises'
import OpenAI from 'openai'

const openai = new OpenAI()
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const LABELS = { queued: 'Queued', in_progress: 'In progress', completed: 'Completed', failed: 'Failed' }

// POST /api/videos
async function createVideo() {
  return openai.videos.create({
    model: 'sora-2',
    prompt: 'Two friends laugh together in a neon city at night, light rain',
    size: '720x1280',
    seconds: 4,
    quality: 'standard',
  })
}

// GET /api/videos/[id]/content?variant=thumbnail; the page shows a grey box until there is one
async function thumbnail(id) {
  try {
    const response = await openai.videos.downloadContent(id, { variant: 'thumbnail' })
    return (await response.arrayBuffer()).byteLength
  } catch (error) {
    if (error instanceof OpenAI.APIError && error.status === 404) return null
    throw error
  }
}

// The progress bar; some servers counted from 0 to 1
const percent = (video) => (video.progress === 1 ? 100 : Math.round(video.progress ?? 0))

function show(video) {
  const label = LABELS[video.status]
  if (!label) throw new Error(`Unknown status: ${video.status}`)
  console.log(`status ${label} ${percent(video)}%`)
}

let video = await createVideo()
show(video)
console.log(`early thumbnail ${await thumbnail(video.id)}`)
while (video.status === 'queued' || video.status === 'in_progress') {
  await sleep(300)
  video = await openai.videos.retrieve(video.id)
  show(video)
}
if (video.status === 'failed') throw new Error(video.error?.message ?? 'Video generation failed')

console.log(`thumbnail ${await thumbnail(video.id)}`)
const content = await openai.videos.downloadContent(video.id)
console.log(`type ${content.headers.get('content-type')}`)
await writeFile('video.mp4', Buffer.from(await content.arrayBuffer()))

// GET /api/videos: the gallery
const page = await openai.videos.list({ limit: 20 })
console.log(`listed ${page.data.some(({ id }) => id === video.id)}`)
const deleted = await openai.videos.delete(video.id)
console.log(`deleted ${deleted.deleted}`)
console.log(`left ${(await openai.videos.list({ limit: 20 })).data.length}`)

// "Improve my prompt", which needs another model
try {
  const better = await openai.responses.create({ model: 'gpt-5-mini', input: 'Improve this prompt: a beach' })
  console.log(`improved ${better.output_text}`)
} catch (error) {
  if (!(error instanceof OpenAI.APIError)) throw error
  console.log(`no prompt help: ${error.status} ${error.type} ${error.code}`)
}
