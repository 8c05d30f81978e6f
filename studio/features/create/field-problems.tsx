/** What the server would refuse, said where it can be mended. */
export function FieldProblems({ lines }: { readonly lines: readonly string[] }) {
  return (
    <output className="block text-hint text-bad not-empty:mt-2">
      {lines.map((line) => (
        <span key={line} dir="auto" className="block">
          {line}
        </span>
      ))}
    </output>
  )
}
