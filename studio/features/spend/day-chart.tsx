import { en } from '../../messages/en.ts'
import { dollars } from '../../words/dollars.ts'
import { dayWords } from '../../words/when.ts'
import type { DaySum } from './sums.ts'

const HEIGHT = 132
const STEP = 20
const words = en.spend

/** Bars, one a day: money where any was spent, else videos. The table behind them says the same. */
export function DayChart({ days }: { readonly days: readonly DaySum[] }) {
  const paid = days.some((day) => day.usdMicros > 0)
  const valueOf = (day: DaySum): number => (paid ? day.usdMicros : day.videos)
  const say = (value: number): string => (paid ? dollars(value) : value.toLocaleString('en-US'))
  const top = days.reduce((most, day) => (valueOf(day) > valueOf(most) ? day : most))
  const most = Math.max(1, valueOf(top))
  const heading = paid ? words.byDay : words.videosByDay
  return (
    <section aria-labelledby="days-heading" className="hairline pt-6 pb-5">
      <h2 id="days-heading" className="mb-3 text-section font-semibold">
        {heading}
      </h2>
      <div className="rounded-card border border-line bg-panel p-4">
        <p aria-hidden="true" className="tabular mb-1 text-meta text-fg-3">
          {say(valueOf(top))}
        </p>
        <svg
          // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here, so no `img` element
          role="img"
          aria-label={words.chart(heading, say(valueOf(top)), dayWords(top.day))}
          viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="block h-36 w-full"
        >
          {days.map((day, index) => {
            const height = (valueOf(day) / most) * HEIGHT
            return (
              <rect
                key={day.day}
                x={index * STEP + 2}
                width={STEP - 4}
                y={HEIGHT - Math.max(height, 2)}
                height={Math.max(height, 2)}
                className={height > 0 ? 'fill-fg-2' : 'fill-hover'}
              >
                <title>{`${dayWords(day.day)}: ${say(valueOf(day))}`}</title>
              </rect>
            )
          })}
        </svg>
        <p aria-hidden="true" className="tabular mt-2 flex justify-between text-meta text-fg-3">
          <span>{dayWords(days[0]?.day ?? '')}</span>
          <span>{dayWords(days.at(-1)?.day ?? '')}</span>
        </p>
      </div>
      <details className="mt-2 text-hint text-fg-2">
        <summary className="w-fit cursor-pointer py-1 underline decoration-line-2 underline-offset-4 hover:text-fg touch:py-3">
          {words.asTable}
        </summary>
        <table className="tabular mt-2 w-full max-w-sm text-left">
          <thead className="text-meta text-fg-3">
            <tr>
              <th scope="col" className="py-1 font-medium">
                {words.day}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {words.videos}
              </th>
              {paid && (
                <th scope="col" className="py-1 text-right font-medium">
                  {words.total}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {days
              .filter((day) => day.videos > 0 || day.usdMicros > 0)
              .map((day) => (
                <tr key={day.day} className="border-t border-line">
                  <th scope="row" className="py-1.5 font-normal">
                    {dayWords(day.day)}
                  </th>
                  <td className="py-1.5 text-right">{day.videos}</td>
                  {paid && <td className="py-1.5 text-right">{dollars(day.usdMicros)}</td>}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
