// Makes a video of two people through the official OpenAI SDK and saves it.
//   npm install openai
//   OPENAI_BASE_URL=http://127.0.0.1:4600/v1 OPENAI_API_KEY=… node node.mjs anna.jpg ben.jpg video.mp4
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import OpenAI from 'openai'

const [, , person1, person2, output = 'video.mp4', seconds = '8', size = '720x1280'] = process.argv
const client = new OpenAI()

let video = await client.videos.create({
  model: 'sora-2',
  prompt: 'Two friends walk along a beach at sunset',
  seconds,
  size,
  input_reference: [createReadStream(person1), createReadStream(person2)],
})
while (video.status === 'queued' || video.status === 'in_progress') {
  await sleep(1000)
  video = await client.videos.retrieve(video.id)
  console.log(`${video.status} ${video.progress} %`)
}
if (video.status === 'failed') throw new Error(video.error.message)

const response = await client.videos.downloadContent(video.id)
await writeFile(output, Buffer.from(await response.arrayBuffer()))
console.log(`saved ${output}`)
