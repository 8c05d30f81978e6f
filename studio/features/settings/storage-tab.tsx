import { useQuery } from '@tanstack/react-query'
import { readSettings, type ServerSettings } from '../../client/settings.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { useMay } from '../shell/use-session.ts'
import { spanWords } from './span-words.ts'
import { TabHead } from './tab-head.tsx'

const words = en.storage

/** What the operator decided at the start: to read, not to change. */
export function StorageTab() {
  const admin = useMay('admin')
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => readSettings(signal),
    enabled: admin === true,
  })
  if (admin === false) return <TabHead title={en.settings.tabs.storage} about={en.settings.mayNot.storage} />
  return (
    <>
      <TabHead title={en.settings.tabs.storage} about={words.about} />
      <Answer query={settings} height={300}>
        {(decided) => (
          <dl className="rounded-card border border-line bg-panel">
            {rowsOf(decided).map(([name, value, variable]) => (
              <div
                key={variable}
                className="grid gap-x-6 gap-y-0.5 border-line p-4 not-first:border-t sm:grid-cols-[15rem_1fr]"
              >
                <dt className="text-fg-2">{name}</dt>
                <dd className="font-medium text-fg">
                  {value}
                  <span className="block font-mono text-meta font-normal break-all text-fg-3">{variable}</span>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Answer>
    </>
  )
}

function rowsOf(decided: ServerSettings): readonly (readonly [name: string, value: string, variable: string])[] {
  const { keep_videos_seconds: keep, videos_per_key: perKey, rate_limit: rate } = decided
  return [
    [words.keep, keep === null ? words.forGood : words.days(spanWords(keep)), 'KINORA_RETENTION'],
    [words.consent, decided.consent_required ? words.consentNeeded : words.consentOff, 'KINORA_CONSENT'],
    [words.perKey, perKey === null ? words.asSlots : String(perKey), 'KINORA_JOBS_PER_KEY'],
    [
      words.rate,
      rate === null
        ? words.noRate
        : words.rateOf(rate.requests.toLocaleString('en-US'), spanWords(rate.window_seconds)),
      'KINORA_RATE_LIMIT',
    ],
    [words.hooks, decided.private_webhooks ? words.hooksPrivate : words.hooksPublic, 'KINORA_ALLOW_PRIVATE_WEBHOOKS'],
  ]
}
