import type { EngineCard } from '../../client/engines.ts'
import { en } from '../../messages/en.ts'
import { dollars } from '../../words/dollars.ts'
import { secondsWords } from '../../words/duration.ts'
import type { EngineSum } from './sums.ts'

const words = en.spend

interface EngineTableProps {
  readonly rows: readonly EngineSum[]
  readonly engines: readonly EngineCard[]
}

export function EngineTable({ rows, engines }: EngineTableProps) {
  return (
    <div className="hairline pt-6 pb-5">
      <h2 id="engines-heading" className="mb-3 text-section font-semibold">
        {words.byEngine}
      </h2>
      {/* Wider than a phone: it scrolls by itself, also by keyboard. */}
      <section
        aria-labelledby="engines-heading"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus
        tabIndex={0}
        className="overflow-x-auto rounded-card border border-line bg-panel"
      >
        <table className="tabular w-full text-left whitespace-nowrap">
          <thead className="text-meta text-fg-3">
            <tr>
              {[
                words.engine,
                words.total,
                words.videos,
                words.seconds,
                words.rate,
                words.failedCharged,
                words.unsettled,
              ].map((name, index) => (
                <th key={name} scope="col" className={`px-4 py-2.5 font-medium ${index === 0 ? '' : 'text-right'}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <EngineRow
                key={row.engine}
                row={row}
                free={isFree(
                  engines.find(({ name }) => name === row.engine),
                  row,
                )}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function EngineRow({ row, free }: { readonly row: EngineSum; readonly free: boolean }) {
  const rate = row.seconds > 0 && row.final_usd_micros > 0 ? dollars(row.final_usd_micros / row.seconds) : words.none
  const cells = [
    free ? words.free : dollars(row.final_usd_micros),
    row.videos.toLocaleString('en-US'),
    secondsWords(row.seconds),
    free ? words.free : rate,
    row.failed_charged === 0 ? words.none : String(row.failed_charged),
    row.unsettled === 0 ? words.none : String(row.unsettled),
  ]
  return (
    <tr className="border-t border-line">
      <th scope="row" className="px-4 py-3 font-medium">
        <bdi>{row.engine}</bdi>
      </th>
      {cells.map((text, index) => (
        // eslint-disable-next-line react/no-array-index-key -- columns never move
        <td key={index} className={`px-4 py-3 text-right ${index === 0 ? 'font-semibold' : 'text-fg-2'}`}>
          {text}
        </td>
      ))}
    </tr>
  )
}

/** Nothing it makes can cost; an engine that is gone is judged by what it did. */
export function isFree(engine: EngineCard | undefined, row: EngineSum): boolean {
  if (row.final_usd_micros > 0 || row.estimate_usd_micros > 0) return false
  if (!engine) return true
  return engine.offers.every(
    ({ usd_micros_per_second: price }) => price !== null && Object.values(price).every((rate) => rate === 0),
  )
}
