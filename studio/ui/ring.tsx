interface RingProps {
  /** 0 to 100; null while nothing is known. */
  readonly percent: number | null
  /** What is going on, for a screen reader. */
  readonly label: string
  readonly valueText?: string
  /** Px. */
  readonly size: number
}

const RADIUS = 45
const ROUND = 2 * Math.PI * RADIUS

export function Ring({ percent, label, valueText, size }: RingProps) {
  const value = percent === null ? {} : { 'aria-valuenow': percent, 'aria-valuetext': valueText ?? `${percent}` }
  return (
    // A `progress` element cannot be drawn as a ring.
    // eslint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} {...value} className="shrink-0">
      <svg
        viewBox="0 0 100 100"
        width={size}
        height={size}
        aria-hidden="true"
        className={percent === null ? 'animate-spin [animation-duration:1.6s]' : '-rotate-90'}
      >
        <circle cx="50" cy="50" r={RADIUS} fill="none" strokeWidth="7" className="stroke-current opacity-15" />
        <circle
          cx="50"
          cy="50"
          r={RADIUS}
          fill="none"
          strokeWidth="7"
          strokeLinecap="round"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - (percent ?? 22) / 100)}
          className="stroke-lamp transition-[stroke-dashoffset] duration-[600ms] ease-house"
          // A round cap would draw a dot at nothing.
          opacity={percent === 0 ? 0 : 1}
        />
      </svg>
    </div>
  )
}
