import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { forwardCheck, forwardCreate } from './forward.ts'

interface Asked {
  readonly url: string
  readonly init: RequestInit
}

/** A stand-in for the API: remembers what it was asked, answers what it is told to. */
function upstream(answer: () => Response | Promise<Response>) {
  const asked: Asked[] = []
  const ask = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    asked.push({ url: String(url), init })
    return answer()
  }
  return { asked, base: 'http://api', fetch: ask as typeof fetch } // the one call we make of it
}
const video = {
  id: 'video_1',
  object: 'video',
  status: 'queued',
  progress: 0,
  model: 'sora-2',
  prompt: 'p',
  seconds: '10',
  size: '1024x1808',
  quality: 'standard',
  created_at: 1,
  error: null,
}
const at = (path: string, init?: RequestInit) => new Request(`http://studio${path}`, init)

describe('create-video', () => {
  test('hands the body on as it came, with who asks', async () => {
    const api = upstream(() => Response.json(video, { headers: { 'x-request-id': 'req_1' } }))
    const form = new FormData()
    form.set('prompt', 'p')
    form.set('person1', new File(['1'], 'a.jpg'))
    const headers = { authorization: 'Bearer k', cookie: 's=1', 'x-other': 'no' }
    const response = await forwardCreate(at('/api/create-video', { method: 'POST', body: form, headers }), api)
    const sent = api.asked[0]
    assert.equal(sent?.url, 'http://api/v1/videos')
    const passed = new Headers(sent?.init.headers)
    assert.deepEqual(
      ['authorization', 'cookie', 'x-other'].map((name) => passed.get(name)),
      ['Bearer k', 's=1', null],
    )
    assert.match(passed.get('content-type') ?? '', /^multipart\/form-data; boundary=/)
    assert.ok(sent?.init.body instanceof ReadableStream)
    assert.match(await new Response(sent.init.body).text(), /name="person1"; filename="a.jpg"/)
    const { object: _object, error: _error, ...notesWords } = video
    assert.deepEqual(await response.json(), notesWords)
    assert.equal(response.headers.get('x-request-id'), 'req_1')
  })

  test('a refusal keeps its status and its envelope', async () => {
    const envelope = {
      error: { message: 'No.', type: 'invalid_request_error', param: 'seconds', code: 'invalid_value' },
    }
    const api = upstream(() => Response.json(envelope, { status: 400 }))
    const response = await forwardCreate(at('/api/create-video', { method: 'POST', body: '{}' }), api)
    assert.equal(response.status, 400)
    assert.deepEqual(await response.json(), envelope)
  })

  test('a silent API is a 503 in the same envelope', async () => {
    const api = upstream(() => Promise.reject(new TypeError('fetch failed')))
    const response = await forwardCreate(at('/api/create-video', { method: 'POST', body: '{}' }), api)
    assert.equal(response.status, 503)
    const { error } = (await response.json()) as { error: { code: string } }
    assert.equal(error.code, 'engine_unavailable')
  })
})

describe('check-video', () => {
  const done = { ...video, status: 'completed', progress: 100 }
  const asks: readonly (readonly [string, Request])[] = [
    ['?id=', at('/api/check-video?id=video_1')],
    ['?videoId=', at('/api/check-video?videoId=video_1')],
    ['POST {id}', at('/api/check-video', { method: 'POST', body: '{"id":"video_1"}' })],
  ]
  for (const [how, request] of asks) {
    test(`${how} answers the notes’ words, with a url once there is a video`, async () => {
      const api = upstream(() => Response.json(done))
      const response = await forwardCheck(request, api)
      assert.equal(api.asked[0]?.url, 'http://api/v1/videos/video_1')
      assert.deepEqual(await response.json(), {
        id: 'video_1',
        status: 'completed',
        progress: 100,
        error: null,
        url: '/v1/videos/video_1/content',
      })
    })
  }

  test('no url before the video is there', async () => {
    const response = await forwardCheck(
      at('/api/check-video?id=video_1'),
      upstream(() => Response.json(video)),
    )
    assert.deepEqual(await response.json(), { id: 'video_1', status: 'queued', progress: 0, error: null })
  })

  test('a missing id or a broken body is refused by name, without asking', async () => {
    const api = upstream(() => Response.json(video))
    const missing = await forwardCheck(at('/api/check-video'), api)
    assert.equal(missing.status, 400)
    const { error } = (await missing.json()) as { error: { param: string; code: string } }
    assert.deepEqual([error.param, error.code], ['id', 'missing_required_parameter'])
    assert.equal((await forwardCheck(at('/api/check-video', { method: 'POST', body: '{' }), api)).status, 400)
    assert.equal(api.asked.length, 0)
  })

  test('an id is one path step, whatever is in it', async () => {
    const api = upstream(() => Response.json(video))
    await forwardCheck(at('/api/check-video?id=..%2Fmodels%3Fx'), api)
    assert.equal(api.asked[0]?.url, 'http://api/v1/videos/..%2Fmodels%3Fx')
  })
})
