import { en } from '../../messages/en.ts'
import { FitFrame } from '../../ui/fit-frame.tsx'
import { frameOf } from '../../words/frame.ts'
import { sendFaultWords } from '../../words/send-fault.ts'
import type { Create } from '../create/use-create.ts'
import { useJointFrame } from './use-joint-frame.ts'

/** Both people on one still in the video's own shape, made by the server. */
export function OneFrame({ create }: { readonly create: Create }) {
  const { url, warnings, error, busy } = useJointFrame(create)
  const frame = frameOf(create.wishes?.size ?? create.draft.size) ?? { width: 9, height: 16, pixels: '' }
  if (create.photos.length === 0)
    return <p className="rounded-card border border-line-2 bg-panel p-4 text-hint text-fg-2">{en.still.noPhotos}</p>
  const fault = error === null ? null : sendFaultWords(error)
  return (
    <FitFrame width={frame.width} height={frame.height}>
      {url === undefined ? (
        <div className={`grid size-full place-items-center p-6 text-center ${fault ? '' : 'shimmer'}`}>
          {fault === null ? (
            <output className="text-hint text-fg-2">{en.still.composing}</output>
          ) : (
            <p role="alert" className="text-hint text-fg-2">
              <strong className="block font-semibold text-fg">{en.still.notComposed}</strong>
              {fault.reason ?? fault.headline}
            </p>
          )}
        </div>
      ) : (
        <img
          src={url}
          alt={en.still.frameAlt}
          className={`size-full object-cover transition-opacity duration-[180ms] ${busy ? 'opacity-60' : ''}`}
        />
      )}
      <p className="scrim-t absolute inset-x-0 top-0 flex justify-between gap-3 px-4 pt-3.5 pb-7 text-hint text-white">
        <span>{busy && url !== undefined && en.still.composing}</span>
        <span className="tabular whitespace-nowrap">{frame.pixels}</span>
      </p>
      <div className="scrim-b absolute inset-x-0 bottom-0 px-4 pt-8 pb-3.5 text-hint text-white">
        {warnings.map((line) => (
          <p key={line} dir="auto">
            {line}
          </p>
        ))}
        <p>{en.still.frameHint}</p>
      </div>
    </FitFrame>
  )
}
