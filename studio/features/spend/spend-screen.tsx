'use client'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Download } from 'lucide-react'
import { listEngines } from '../../client/engines.ts'
import { listBudgets, readUsage, type BudgetCard } from '../../client/money.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { Button, buttonLook } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { monthWords } from '../../words/when.ts'
import { ScreenLink } from '../shell/screen-link.tsx'
import { Shell } from '../shell/shell.tsx'
import { useDocumentTitle } from '../shell/use-document-title.ts'
import { useMay, useSession } from '../shell/use-session.ts'
import { BudgetsSection } from './budgets-section.tsx'
import { ChargesSection } from './charges-section.tsx'
import { downloadText, spendCsv } from './csv.ts'
import { DayChart } from './day-chart.tsx'
import { EngineTable, isFree } from './engine-table.tsx'
import { MonthTotal } from './month-total.tsx'
import { byDay, byEngine, daysOf } from './sums.ts'
import { useMonth } from './use-month.ts'

const words = en.spend

export function SpendScreen() {
  useDocumentTitle(words.title)
  const { month, isLatest, go } = useMonth()
  const session = useSession()
  const admin = useMay('admin')
  const days = month === undefined ? [] : daysOf(month)
  const usage = useQuery({
    queryKey: ['usage', month],
    queryFn: ({ signal }) => readUsage(days[0] ?? '', days.at(-1) ?? '', signal),
    enabled: month !== undefined,
  })
  const engines = useQuery({ queryKey: ['engines'], queryFn: ({ signal }) => listEngines(signal) })
  const budgets = useQuery({
    queryKey: ['budgets'],
    queryFn: ({ signal }) => listBudgets(signal),
    enabled: admin === true,
  })
  const budget = isLatest ? budgets.data?.find((one) => one.scope === 'server' && one.span === 'month') : undefined
  const rows = usage.data?.data ?? []
  return (
    <Shell
      current="spend"
      heading={words.heading}
      errors={[session.error, usage.failureReason, engines.failureReason]}
      action={
        <Button
          size="sm"
          disabled={rows.length === 0 || month === undefined}
          aria-label={words.export}
          onClick={() => downloadText(spendCsv(rows), words.csv.file(month ?? ''))}
        >
          <Download aria-hidden="true" size={15} strokeWidth={1.75} />
          <span className="max-sm:hidden">{words.export}</span>
        </Button>
      }
    >
      <main id="main" tabIndex={-1} className="w-full max-w-[1240px] px-4 outline-none md:px-7">
        {admin && <ChargesSection />}
        {month !== undefined && <MonthPicker month={month} isLatest={isLatest} onGo={go} />}
        <Answer query={usage} height={420}>
          {({ data, total }) => {
            const sums = byEngine(data)
            const free = sums.every((sum) =>
              isFree(
                engines.data?.find(({ name }) => name === sum.engine),
                sum,
              ),
            )
            return (
              <>
                {(data.length > 0 || isUsed(budget)) && (
                  <MonthTotal
                    total={total}
                    owner={session.data?.key.owner ?? ''}
                    budget={budget}
                    free={free}
                    mayNotSee={admin === false}
                  />
                )}
                {data.length === 0 ? (
                  <EmptyState title={words.emptyTitle} text={words.emptyText}>
                    <ScreenLink href="/create" className={buttonLook('lamp')}>
                      {words.make}
                    </ScreenLink>
                  </EmptyState>
                ) : (
                  <>
                    <DayChart days={byDay(data, month ?? '')} />
                    <EngineTable rows={sums} engines={engines.data ?? []} />
                  </>
                )}
              </>
            )
          }}
        </Answer>
        {admin && <BudgetsSection />}
        {admin === false && <p className="hairline py-6 text-hint text-fg-3">{en.budgets.noAdmin}</p>}
      </main>
    </Shell>
  )
}

/** Others may have spent, or a limit says how much may be. */
function isUsed(budget: BudgetCard | undefined): boolean {
  if (!budget) return false
  return budget.cap_usd_micros !== null || budget.spent_usd_micros > 0 || budget.held_usd_micros > 0
}

interface MonthPickerProps {
  readonly month: string
  readonly isLatest: boolean
  readonly onGo: (step: number) => void
}

function MonthPicker({ month, isLatest, onGo }: MonthPickerProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-5">
      <fieldset aria-label={words.month} className="-ml-2 flex items-center gap-1">
        <Button look="quiet" className="!px-2.5" aria-label={words.earlier} onClick={() => onGo(-1)}>
          <ChevronLeft aria-hidden="true" size={18} strokeWidth={1.75} />
        </Button>
        <output className="min-w-36 text-center text-section font-semibold">{monthWords(month)}</output>
        <Button look="quiet" className="!px-2.5" aria-label={words.later} disabled={isLatest} onClick={() => onGo(1)}>
          <ChevronRight aria-hidden="true" size={18} strokeWidth={1.75} />
        </Button>
      </fieldset>
      <p className="text-meta text-fg-3">{words.utc}</p>
    </div>
  )
}
