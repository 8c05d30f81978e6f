import assert from 'node:assert/strict'
import { createReadStream, type ReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import OpenAI from 'openai'
import OldOpenAI from 'openai-6.27'
import MiddleOpenAI from 'openai-6.49'
import type { Video } from '../../server/src/spec/video.ts'
import { root, until, type Running } from '../kit/server.ts'

type Spoken = readonly [version: string, sdk: typeof OpenAI]

/** The official SDKs of the contract. Their types differ in what no case needs. */
export const SDKS: readonly [Spoken, Spoken] = [
  ['6.49.0', MiddleOpenAI as unknown as typeof OpenAI],
  ['7.57.0', OpenAI],
]
export const OLD_SDK = OldOpenAI as unknown as typeof OpenAI

/** One request that an SDK really sent. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Headers
}

/** What one case is played with: one server, and one SDK speaking to it. */
export class Stage {
  readonly kinora: Running
  readonly sdk: typeof OpenAI
  readonly version: string
  readonly client: OpenAI
  /** Every request of `client`, repeats included. */
  sent: Sent[] = []
  /** What its next requests meet instead of a plain answer, one each. */
  mishaps: ((send: () => Promise<Response>) => Promise<Response>)[] = []
  /** Everything that any refusal said. */
  readonly told: string[] = []
  #film: Promise<Video> | undefined

  constructor(kinora: Running, version: string, sdk: typeof OpenAI) {
    this.kinora = kinora
    this.version = version
    this.sdk = sdk
    this.client = this.connect(kinora.key)
  }

  connect(apiKey: string): OpenAI {
    return new this.sdk({
      apiKey,
      baseURL: `${this.kinora.url}/v1`,
      fetch: (asked, init) => {
        const { url } = new Request(asked)
        const send = () => fetch(asked, init)
        // The SDK asks a `data:` URL once whether forms work.
        if (!url.startsWith(this.kinora.url)) return send()
        const path = url.slice(this.kinora.url.length)
        this.sent.push({ method: init?.method ?? 'GET', path, headers: new Headers(init?.headers) })
        return this.mishaps.shift()?.(send) ?? send()
      },
    })
  }

  /** A short, small video. `body` may have fields that OpenAI's types do not know. */
  async create(body: object = {}, options: OpenAI.RequestOptions = {}): Promise<Video> {
    const wish = { prompt: 'A quiet lake', seconds: '1', size: '256x256', ...body }
    return (await this.client.videos.create(wish as never, options)) as unknown as Video
  }

  /** A video that is still being made when it is asked for, and must be deleted. */
  long(): Promise<Video> {
    return this.create({ seconds: '60' })
  }

  async retrieve({ id }: { id: string }): Promise<Video> {
    return (await this.client.videos.retrieve(id)) as unknown as Video
  }

  /** OpenAI's own loop: only while queued or in progress. */
  async finish(video: { id: string }): Promise<Video> {
    let last = 0
    return until(`video ${video.id}`, 120, async () => {
      const { status, progress, ...rest } = await this.retrieve(video)
      assert.ok(['queued', 'in_progress', 'completed', 'failed'].includes(status), status)
      assert.ok(progress >= last, `progress fell from ${last} to ${progress}`)
      last = progress
      return status === 'queued' || status === 'in_progress' ? undefined : { status, progress, ...rest }
    })
  }

  /** One completed video with two people, shared by the cases of this SDK. */
  film(): Promise<Video> {
    this.#film ??= (async () =>
      this.finish(await this.create({ input_reference: [photo(), await picture('me.jpg')] })))()
    return this.#film
  }

  async drop(...videos: readonly { id: string }[]): Promise<void> {
    for (const { id } of videos) await this.client.videos.delete(id)
  }

  async count(): Promise<number> {
    return (await Array.fromAsync(this.client.videos.list({ limit: 100 }))).length
  }

  /** Which photos are kept for a video: their names and sizes, in order. */
  async photos({ id }: { id: string }): Promise<string[]> {
    const home = join(this.kinora.data, 'blobs/videos', id)
    const names = (await readdir(home)).filter((name) => name.startsWith('reference')).toSorted()
    return Promise.all(names.map(async (name) => `${name} ${(await readFile(join(home, name))).length}`))
  }

  /** What of bodies that are being read, or were given up, lies on the disk. */
  staged(): Promise<string[]> {
    return readdir(join(this.kinora.data, 'staging'))
  }

  /** What is refused, and that it was asked for once. */
  async refused(status: number, work: () => Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
    const before = this.sent.length
    let seen: unknown
    await assert.rejects(work, (thrown) => {
      seen = thrown
      return true
    })
    assert.ok(seen instanceof this.sdk.APIError, String(seen))
    assert.equal(seen.status, status, seen.message)
    assert.equal(this.sent.length, before + 1, 'it was asked once')
    assert.doesNotMatch(seen.message, /no body/)
    this.told.push(seen.message, JSON.stringify(seen.error))
    return seen
  }

  /** A request as it stands, for what no SDK sends. */
  raw(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.kinora.key}`, ...(init.headers as Record<string, string>) }
    return fetch(`${this.kinora.url}/v1${path}`, { ...init, headers })
  }
}

/** A case of videos-api.md section 10, and what proves it. */
export type Proof = readonly [number: number, prove: (stage: Stage, t: TestContext) => Promise<void>]

const hopper = join(root, 'test/fixtures/people/hopper.jpg')
export const photo = (): ReadStream => createReadStream(hopper)
export const picture = async (name: string, type = 'image/jpeg'): Promise<File> =>
  new File([await readFile(hopper)], name, { type })
export const dataUrl = async (): Promise<string> => `data:image/jpeg;base64,${await readFile(hopper, 'base64')}`
