import type { Exchange } from './api/stamp.ts'
import type { Blobs } from './spec/blobs.ts'
import type { Desk } from './spec/desk.ts'
import type { Engine } from './spec/engine.ts'

/** Spans of requests and of what becomes of a video. One video is one trace: its id is the first half of the video's. */
export interface Tracing {
  answered(exchange: Exchange): void
  desk(desk: Desk): Desk
  engine(engine: Engine): Engine
  blobs(blobs: Blobs): Blobs
  /** Sends what is left. */
  close(): Promise<void>
}

type Facts = Readonly<Record<string, string | number>>

const JOB = /video_([0-9a-f]{32})([0-9a-f]{16})/

/** Loads OpenTelemetry only here: without an endpoint it costs nothing. */
export async function openTracing(endpoint: URL): Promise<Tracing> {
  const [api, { TracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const exporter = new OTLPTraceExporter({ url: `${endpoint.href.replace(/\/$/, '')}/v1/traces`, timeoutMillis: 2_000 })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'kinora' }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('kinora')
  const record: Note = (name, about, startMs, facts, failed) => {
    const [, traceId, spanId] = JOB.exec(about) ?? []
    const context =
      traceId === undefined || spanId === undefined
        ? api.ROOT_CONTEXT
        : api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags: 1, isRemote: true })
    const span = tracer.startSpan(name, { startTime: startMs, attributes: { ...facts } }, context)
    if (failed) span.setStatus({ code: api.SpanStatusCode.ERROR })
    span.end()
  }
  return {
    ...wrappers(record), // A collector that has gone must not hold a stop up, nor spoil it.
    close: () => provider.shutdown().catch(() => undefined),
  }
}

type Note = (name: string, about: string, startMs: number, facts: Facts, failed: boolean) => void

function wrappers(record: Note): Omit<Tracing, 'close'> {
  /** `about`: where the video's id is read from; for a create it is known only afterwards. */
  const span = async <T>(
    name: string,
    about: (done?: T) => string,
    facts: Facts,
    work: () => Promise<T>,
  ): Promise<T> => {
    const startMs = Date.now()
    try {
      const done = await work()
      record(name, about(done), startMs, facts, false)
      return done
    } catch (thrown) {
      record(name, about(), startMs, facts, true)
      throw thrown
    }
  }
  /** Which video a render is of, as long as this process lives. */
  const renders = new Map<string, string>()
  return {
    answered({ requestId, method, route, status, ms, jobId = '' }) {
      const facts = {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        requestId,
      }
      record('request', jobId, Date.now() - ms, facts, status >= 500)
    },
    desk: (desk) => ({
      ...desk,
      create: (...given) =>
        span(
          'accept',
          (video) => video?.id ?? '',
          {},
          () => desk.create(...given),
        ),
    }),
    blobs: (blobs) => ({
      open: (...given) => blobs.open(...given),
      remove: (folder) => blobs.remove(folder),
      put: (key, ...rest) =>
        span(
          'store',
          () => key,
          {},
          () => blobs.put(key, ...rest),
        ),
    }),
    engine(engine) {
      const facts = { engine: engine.name }
      const start: Engine['start'] = async (request, signal) => {
        const handle = await span(
          'attempt',
          () => request.key,
          facts,
          () => engine.start(request, signal),
        )
        renders.set(JSON.stringify(handle), request.key)
        if (renders.size > 10_000) renders.delete(renders.keys().next().value ?? '')
        return handle
      }
      const poll: Engine['poll'] = (handle, signal) =>
        span(
          'poll',
          () => renders.get(JSON.stringify(handle)) ?? '',
          facts,
          () => engine.poll(handle, signal),
        )
      return new Proxy(engine, {
        get(target, name): unknown {
          if (name === 'start') return start
          if (name === 'poll') return poll
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value // it reads its own private fields
        },
      })
    },
  }
}
