import { useQuery } from '@tanstack/react-query'
import { FileBadge } from 'lucide-react'
import { readProvenance, type Provenance } from '../../client/provenance.ts'
import { en } from '../../messages/en.ts'
import { bytesWords } from '../../words/bytes.ts'
import { FactList } from '../../ui/fact-list.tsx'

interface ProvenancePanelProps {
  readonly id: string
  /** Undefined where the model is not known any more. */
  readonly generative: boolean | undefined
}

/** What the file says about itself, read from the file. */
export function ProvenancePanel({ id, generative }: ProvenancePanelProps) {
  const { data, isError } = useQuery({
    queryKey: ['provenance', id],
    queryFn: ({ signal }) => readProvenance(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <section aria-labelledby="watch-provenance">
      <h2 id="watch-provenance" className="mb-2 flex items-center gap-2 text-label font-medium text-fg-2">
        <FileBadge aria-hidden="true" size={15} strokeWidth={1.75} className="text-fg-3" />
        {en.provenance.heading}
      </h2>
      {data === undefined ? (
        <p className="min-h-24 text-hint text-fg-2">{isError ? en.provenance.failed : en.provenance.loading}</p>
      ) : (
        <>
          <FactList label={en.provenance.heading} facts={provenanceFacts(data)} />
          <p className="mt-2 text-meta text-fg-3">
            {generative === false && `${en.watch.animatic} `}
            {data.mark === null ? en.provenance.none : en.provenance.label}
          </p>
        </>
      )}
    </section>
  )
}

export function provenanceFacts({ mark, bytes, sha256 }: Provenance) {
  const types: Readonly<Record<string, string>> = en.provenance.types
  const said = mark
    ? [
        { name: en.provenance.type, value: types[mark.type] ?? mark.type },
        { name: en.provenance.tool, value: mark.tool },
      ]
    : []
  return [
    ...said.filter(({ value }) => value !== ''),
    { name: en.provenance.size, value: bytesWords(bytes) },
    { name: en.provenance.digest, value: `${sha256.slice(0, 16)}…`, whole: sha256 },
  ]
}
