export interface ShownFact {
  readonly name: string
  readonly value: string
  /** Where the value is cut short: all of it. */
  readonly whole?: string
  readonly href?: string
}

/** Names and values, one a row. */
export function FactList({ label, facts }: { readonly label: string; readonly facts: readonly ShownFact[] }) {
  return (
    <dl aria-label={label} className="rounded-card border border-line-2 bg-panel px-4 py-2 text-hint">
      {facts.map(({ name, value, whole, href }) => (
        <div key={name} className="flex justify-between gap-4 py-1.5">
          <dt className="shrink-0 text-fg-3">{name}</dt>
          <dd className="tabular min-w-0 text-right font-medium break-words text-fg" title={whole}>
            {href === undefined ? (
              <bdi>{value}</bdi>
            ) : (
              <a href={href} className="underline underline-offset-4">
                {value}
              </a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
