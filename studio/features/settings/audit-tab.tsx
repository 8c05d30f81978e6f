import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { readAudit, type AuditLine } from '../../client/audit.ts'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FaultNote } from '../../ui/fault-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { askFaultWords } from '../../words/ask-fault.ts'
import { whenWords } from '../../words/when.ts'
import { useMay } from '../shell/use-session.ts'
import { detailWords } from './audit-words.ts'
import { TabHead } from './tab-head.tsx'

const words = en.audit

export function AuditTab() {
  const admin = useMay('admin')
  const [typed, setTyped] = useState('')
  const object = useDeferredValue(typed.trim())
  const log = useInfiniteQuery({
    queryKey: ['audit', object],
    queryFn: ({ pageParam, signal }) => readAudit(pageParam, object, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.has_more ? last.last_id : undefined),
    enabled: admin === true,
  })
  if (admin === false) return <TabHead title={en.settings.tabs.audit} about={en.settings.mayNot.audit} />
  const lines = log.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <>
      <TabHead title={en.settings.tabs.audit} about={words.about} />
      <div className="mb-5 max-w-md">
        <TextField label={words.only} hint={words.onlyHint} value={typed} spellCheck={false} onText={setTyped} />
      </div>
      {log.error && <FaultNote words={askFaultWords(log.error)} />}
      {log.isPending && !log.error && (
        <output className="shimmer block h-64 rounded-card">
          <span className="sr-only">{en.act.loading}</span>
        </output>
      )}
      {log.data && lines.length === 0 && <EmptyState title={words.empty} text={words.emptyText} />}
      {lines.length > 0 && (
        <ol className="rounded-card border border-line bg-panel">
          {lines.map((line) => (
            <li key={line.id} className="border-line px-4 py-3 not-first:border-t">
              <Line line={line} onPick={setTyped} />
            </li>
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <Button className="mt-4" disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {log.isFetchingNextPage ? en.act.loading : en.act.more}
        </Button>
      )}
    </>
  )
}

interface LineProps {
  readonly line: AuditLine
  readonly onPick: (object: string) => void
}

function Line({ line, onPick }: LineProps) {
  const actor = Object.entries(words.actors).find(([name]) => name === line.actor)?.[1] ?? line.actor
  const details = detailWords(line.details)
  return (
    <div className="tabular grid gap-x-4 gap-y-0.5 text-hint sm:grid-cols-[9.5rem_11rem_minmax(0,1fr)]">
      <time dateTime={line.at} className="text-fg-3">
        {whenWords(Date.parse(line.at) / 1000)}
      </time>
      <span className="font-mono text-meta leading-[1.125rem] font-medium break-all text-fg">{line.action}</span>
      <span className="min-w-0">
        <button
          type="button"
          onClick={() => onPick(line.object_id)}
          className="max-w-full text-left font-mono text-meta leading-6 break-all text-fg-2 underline decoration-line-2 underline-offset-4 hover:text-fg touch:min-h-11"
        >
          {line.object_id}
        </button>
        <span className="block break-words text-fg-3">
          <bdi>{actor}</bdi>
          {details !== '' && ` · ${details}`}
        </span>
      </span>
    </div>
  )
}
