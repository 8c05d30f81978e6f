/** Three fanned frames of a flip-book. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" fill="none">
      <rect
        x="3.500"
        y="8"
        width="14"
        height="18.500"
        rx="3.200"
        transform="rotate(-14 10.500 17)"
        className="fill-hover stroke-fg-3"
        strokeWidth="1.200"
      />
      <rect
        x="8"
        y="6.800"
        width="14"
        height="18.500"
        rx="3.200"
        transform="rotate(-3 15 16)"
        className="fill-raised stroke-fg-2"
        strokeWidth="1.200"
      />
      <rect
        x="12.500"
        y="5.500"
        width="14"
        height="18.500"
        rx="3.200"
        transform="rotate(9 19.500 15)"
        className="fill-lamp stroke-ink"
        strokeWidth="1.200"
      />
      <path d="M18.200 11.500l5.800 4.400-6.800 2.900z" className="fill-lamp-fg" />
    </svg>
  )
}
