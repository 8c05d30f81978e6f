import { statfs } from 'node:fs/promises'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Exchange } from './api/stamp.ts'
import type { Metrics } from './api/metrics.ts'
import type { OpsFacts, OpsReads } from './spec/ops.ts'
import type { Clock } from './spec/time.ts'

export interface MetricsParts {
  readonly ops: OpsReads
  readonly dataFolder: string
  readonly now: Clock
}

/** What the counters hear of as it happens; the gauges are counted when somebody asks. */
export interface Meter extends Metrics {
  answered(exchange: Exchange): void
  /** Something the operator must look at: a damaged file, a full disk, an error nobody foresaw. */
  alarm(kind: 'stored_file' | 'disk_full' | 'error'): void
}

const SECONDS = [0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]

/** Every label is a word of ours: a route pattern, a status, an engine's name, a state. Never a client's. */
export function createMeter(parts: MetricsParts): Meter {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const requests = new Counter({
    name: 'kinora_http_requests_total',
    help: 'Answered requests.',
    labelNames: ['method', 'route', 'status'],
    registers,
  })
  const duration = new Histogram({
    name: 'kinora_http_request_seconds',
    help: 'Until the answer began.',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  })
  const alarms = new Counter({ name: 'kinora_alarms_total', help: 'Look into these.', labelNames: ['kind'], registers })
  for (const kind of ['stored_file', 'disk_full', 'error']) alarms.inc({ kind }, 0)
  const gauges = createGauges(registry)
  return {
    type: registry.contentType,
    answered({ method, route, status, ms }) {
      requests.inc({ method, route, status })
      duration.observe({ route }, ms / 1_000)
    },
    alarm: (kind) => alarms.inc({ kind }),
    async read() {
      gauges.fill(await parts.ops.facts(), parts.now())
      gauges.disk.set(await freeBytes(parts.dataFolder))
      return registry.metrics()
    },
  }
}

function createGauges(registry: Registry) {
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `kinora_${name}`, help, labelNames, registers: [registry] })
  const jobs = gauge('jobs', 'Videos kept, by engine and state.', 'engine', 'state')
  const attempts = gauge('attempts', 'Calls to engines, of videos kept, by how they went.', 'engine', 'outcome')
  const deliveries = gauge('webhook_deliveries', 'By state.', 'state')
  const waiting = gauge('queue_waiting', 'Entries nobody has taken.', 'queue')
  const age = gauge('queue_oldest_seconds', 'Age of the oldest that waits.', 'queue')
  const held = gauge('money_held_usd_micros', 'Reserved and not yet settled.', 'engine')
  const spent = gauge('money_spent_usd_micros', 'Settled.', 'engine')
  return {
    disk: gauge('disk_free_bytes', 'Where the data folder lies.'),
    fill(facts: OpsFacts, nowMs: number) {
      // What is no longer counted must not keep its last number.
      for (const one of [jobs, attempts, deliveries, waiting, age, held, spent]) one.reset()
      for (const { of, as, count } of facts.jobs) jobs.set({ engine: of, state: as }, count)
      for (const { of, as, count } of facts.attempts) attempts.set({ engine: of, outcome: as }, count)
      for (const { as, count } of facts.deliveries) deliveries.set({ state: as }, count)
      for (const { queue, waiting: count, oldestAtMs } of facts.queues) {
        waiting.set({ queue }, count)
        age.set({ queue }, oldestAtMs === null ? 0 : Math.max(0, nowMs - oldestAtMs) / 1_000)
      }
      for (const { engine, heldUsdMicros, spentUsdMicros } of facts.money) {
        held.set({ engine }, heldUsdMicros)
        spent.set({ engine }, spentUsdMicros)
      }
    },
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
