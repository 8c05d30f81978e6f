/** Where the page of an attempt comes from, seen from a Kinora on `127.0.0.1:PORT`. */
export type From =
  | 'another port' // same site: the session cookie travels
  | 'another name' // localhost: the same machine, another site
  | 'another site'
  | 'a name rebound to us' // http://evil.test:PORT, which resolves to our address by now
  | 'no origin' // a sandboxed frame

export interface Attempt {
  readonly what: string
  readonly from: From
  /**
   * The body of an async function in that page. Knows `base` (Kinora's address), `id` (of a finished video) and the
   * helpers below; gives what it could read, or an empty string.
   */
  readonly run: string
}

const ORDER = "{ prompt: 'stolen', seconds: '1', size: '256x256' }"
const smuggled = `{ '{"prompt":"stolen","seconds":1,"size":"256x256","x":"': '"}' }`

const withCookie = "credentials: 'include'"
const json = `method: 'POST', headers: { 'content-type': 'application/json' }, body: order, ${withCookie}`
const plain = `method: 'POST', mode: 'no-cors', body: order, ${withCookie}`

const CREATE: readonly Attempt[] = [
  { what: 'create by fetch, JSON', from: 'another port', run: `return read('/v1/videos', { ${json} })` },
  { what: 'create by fetch, JSON', from: 'another site', run: `return read('/v1/videos', { ${json} })` },
  { what: 'create by fetch, JSON', from: 'a name rebound to us', run: `return read('/v1/videos', { ${json} })` },
  { what: 'create by fetch without a preflight', from: 'another port', run: `return read('/v1/videos', { ${plain} })` },
  {
    what: 'create by fetch, a form',
    from: 'another port',
    run: `const body = new FormData(); for (const [k, v] of Object.entries(${ORDER})) body.set(k, v)
      return read('/v1/videos', { method: 'POST', mode: 'no-cors', body, ${withCookie} })`,
  },
  {
    what: 'create by form, urlencoded',
    from: 'another port',
    run: `return submit('/v1/videos', 'application/x-www-form-urlencoded', ${ORDER})`,
  },
  {
    what: 'create by form, multipart',
    from: 'another port',
    run: `return submit('/v1/videos', 'multipart/form-data', ${ORDER})`,
  },
  {
    what: 'create by form, JSON as plain text',
    from: 'another name',
    run: `return submit('/v1/videos', 'text/plain', ${smuggled})`,
  },
  {
    what: "create by form at the studio's route",
    from: 'another port',
    run: `return submit('/api/create-video', 'multipart/form-data', ${ORDER})`,
  },
  {
    what: 'create by beacon',
    from: 'another port',
    run: `const body = new FormData(); for (const [k, v] of Object.entries(${ORDER})) body.set(k, v)
      navigator.sendBeacon(base + '/v1/videos', body); return read('/v1/videos', {})`,
  },
  { what: 'create by form', from: 'no origin', run: `return submit('/v1/videos', 'multipart/form-data', ${ORDER})` },
  {
    what: 'create by a form in a window of its own',
    from: 'another port',
    run: `const form = Object.assign(document.createElement('form'), { method: 'post', action: base + '/v1/videos', enctype: 'multipart/form-data', target: '_blank' })
      for (const [name, value] of Object.entries(${ORDER})) form.append(Object.assign(document.createElement('input'), { name, value }))
      document.body.append(form); form.submit(); return read('/v1/videos', { ${withCookie} })`,
  },
]

const CHANGE: readonly Attempt[] = [
  { what: 'delete', from: 'another port', run: `return read('/v1/videos/' + id, { method: 'DELETE', ${withCookie} })` },
  {
    what: 'delete',
    from: 'a name rebound to us',
    run: `return read('/v1/videos/' + id, { method: 'DELETE', ${withCookie} })`,
  },
  { what: 'retry', from: 'another port', run: `return read('/v1/videos/' + id + '/remix', { ${plain} })` },
  {
    what: 'make a key',
    from: 'another port',
    run: `return read('/v1/keys', { method: 'POST', mode: 'no-cors', body: '{"name":"mine"}', ${withCookie} })`,
  },
]

const READ: readonly Attempt[] = [
  { what: 'the list', from: 'another port', run: `return read('/v1/videos', { ${withCookie} })` },
  { what: 'the list', from: 'another name', run: `return read('/v1/videos', {})` },
  { what: 'the list', from: 'a name rebound to us', run: `return read('/v1/videos', { ${withCookie} })` },
  { what: 'the list', from: 'no origin', run: `return read('/v1/videos', { ${withCookie} })` },
  { what: 'the keys', from: 'another port', run: `return read('/v1/keys', { ${withCookie} })` },
  {
    what: "a video at the studio's route",
    from: 'another port',
    run: `return read('/api/check-video?id=' + id, { ${withCookie} })`,
  },
  { what: 'the metrics', from: 'another port', run: `return read('/metrics', { ${withCookie} })` },
  { what: "the studio's page", from: 'a name rebound to us', run: `return read('/create', { ${withCookie} })` },
  {
    what: 'the bytes, prefetched',
    from: 'another port',
    run: `await put('link', { rel: 'prefetch', href: base + '/v1/videos/' + id + '/content' })
      return read('/v1/videos/' + id + '/content', { cache: 'force-cache', ${withCookie} })`,
  },
]

const TAG: readonly Attempt[] = [
  {
    what: 'the thumbnail as a picture',
    from: 'another port',
    run: `const { element } = await put('img', { src: base + '/v1/videos/' + id + '/content?variant=thumbnail' })
      return element.naturalWidth > 0 ? element.naturalWidth + ' px' : ''`,
  },
  {
    what: 'the film as a film',
    from: 'another port',
    run: `const { element } = await put('video', { preload: 'auto', src: base + '/v1/videos/' + id + '/content' })
      return element.duration > 0 ? element.duration + ' s' : ''`,
  },
  {
    what: 'the film as a film',
    from: 'another site',
    run: `const { element } = await put('video', { preload: 'auto', src: base + '/v1/videos/' + id + '/content' })
      return element.duration > 0 ? element.duration + ' s' : ''`,
  },
  {
    what: 'the list as a script',
    from: 'another port',
    run: `const { event } = await put('script', { src: base + '/v1/videos' }); return event === 'load' ? 'it ran' : ''`,
  },
  {
    what: 'the studio in a frame, to be clicked through',
    from: 'another port',
    run: `const { element } = await put('iframe', { src: base + '/create', name: 'framed' })
      try { return element.contentDocument.body.textContent } catch { return '' }`,
  },
]

const CHANNEL: readonly Attempt[] = [
  {
    what: 'a socket',
    from: 'another port',
    run: `const socket = new WebSocket(base.replace('http', 'ws') + '/v1/events')
      return (await wait(socket, 'open', 'error', 'close')) === 'open' ? 'open' : ''`,
  },
  {
    what: 'the event stream',
    from: 'another port',
    run: `const stream = new EventSource(base + '/v1/events', { withCredentials: true })
      const event = await wait(stream, 'open', 'error'); stream.close(); return event === 'open' ? 'open' : ''`,
  },
  {
    what: 'the list in a worker',
    from: 'another port',
    run: `const code = "try { importScripts('" + base + "/v1/videos'); postMessage('it ran') } catch (e) { postMessage(e instanceof SyntaxError ? 'it ran' : '') }"
      const worker = new Worker(URL.createObjectURL(new Blob([code])))
      return new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); worker.onerror = () => resolve('') })`,
  },
  {
    what: 'a service worker of ours for them',
    from: 'a name rebound to us',
    run: `try { await navigator.serviceWorker.register(base + '/v1/videos'); return 'registered' } catch { return '' }`,
  },
  {
    what: 'a window on the list',
    from: 'another port',
    run: `const opened = open(base + '/v1/videos'); await new Promise((resolve) => setTimeout(resolve, 500))
      try { return opened.document.body.textContent } catch { return '' }`,
  },
]

export const ATTEMPTS = [...CREATE, ...CHANGE, ...READ, ...TAG, ...CHANNEL]
