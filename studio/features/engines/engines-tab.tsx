import { useQuery } from '@tanstack/react-query'
import { Lightbulb } from 'lucide-react'
import { listEngines } from '../../client/engines.ts'
import { en } from '../../messages/en.ts'
import { Answer } from '../../ui/answer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { TabHead } from '../settings/tab-head.tsx'
import { EnginePanel } from './engine-panel.tsx'
import { EXAMPLE } from './example-file.ts'

const words = en.engines

export function EnginesTab() {
  const engines = useQuery({
    queryKey: ['engines'],
    queryFn: ({ signal }) => listEngines(signal),
    refetchInterval: 15_000,
  })
  return (
    <>
      <TabHead title={en.settings.tabs.engines} about={words.about} />
      <Answer query={engines} height={260}>
        {(all) => (
          <div className="grid gap-4">
            <AddOne alone={all.every((engine) => engine.class === 'local')} />
            {all.map((engine) => (
              <EnginePanel key={engine.name} engine={engine} />
            ))}
          </div>
        )}
      </Answer>
    </>
  )
}

/** How a hosted engine is added: open to see until there is one, folded after. */
function AddOne({ alone }: { readonly alone: boolean }) {
  return (
    <div className={`rounded-card border p-4 ${alone ? 'border-line-2 bg-lamp-soft' : 'border-line bg-panel'}`}>
      {alone && (
        <p className="mb-1 flex items-start gap-2 font-medium">
          <Lightbulb aria-hidden="true" size={17} strokeWidth={1.75} className="mt-px shrink-0 text-lamp-ink" />
          {words.banner}
        </p>
      )}
      <details className="text-hint text-fg-2">
        <summary className="w-fit cursor-pointer py-1 underline decoration-line-2 underline-offset-4 hover:text-fg touch:py-3">
          {words.bannerHow}
        </summary>
        <p className="mt-2 max-w-prose">{words.how}</p>
        <div className="mt-3 rounded-control border border-line bg-ink">
          <pre
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus
            tabIndex={0}
            className="overflow-x-auto p-3 font-mono text-meta text-fg"
          >
            {EXAMPLE}
          </pre>
        </div>
        <div className="mt-2">
          <CopyButton text={EXAMPLE} what={words.file} />
        </div>
      </details>
    </div>
  )
}
