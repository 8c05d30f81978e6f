import { en } from '../../messages/en.ts'
import { FitFrame } from '../../ui/fit-frame.tsx'
import { PersonDot } from '../../ui/person-dot.tsx'
import { frameOf } from '../../words/frame.ts'
import { Logo } from '../shell/logo.tsx'
import type { Create } from '../create/use-create.ts'
import { splitOf } from './split.ts'

/** The chosen photos in the chosen shape. It says that it is not the video. */
export function Still({ create }: { readonly create: Create }) {
  const frame = frameOf(create.wishes?.size ?? create.draft.size) ?? {
    width: 9,
    height: 16,
    pixels: '',
    shape: 'tall' as const,
  }
  const split = splitOf(frame.width, frame.height)
  const shown = ([0, 1] as const).filter((person) => create.people.slots[person].photo !== null)
  return (
    <FitFrame width={frame.width} height={frame.height}>
      {shown.length === 0 ? (
        <div className="flex size-full flex-col items-center justify-center gap-2 border border-dashed border-line-2 rounded-video p-6 text-center">
          <Logo size={52} />
          <p className="mt-2 font-semibold text-fg">{en.still.empty}</p>
          <p className="tabular text-hint text-fg-2">{frame.pixels}</p>
          <p className="mt-2 max-w-56 text-hint text-fg-2">{en.still.emptyHint}</p>
        </div>
      ) : (
        <>
          <div className={`flex size-full gap-px bg-black ${split === 'rows' ? 'flex-col' : ''}`}>
            {shown.map((person, place) => (
              <div key={person} className="relative min-h-0 min-w-0 flex-1">
                <img
                  src={create.people.slots[person].photo?.url}
                  alt=""
                  className="absolute inset-0 size-full object-cover object-[50%_12%]"
                />
                <p
                  className={`on-picture absolute ${split === 'rows' && place === 0 ? 'top-12' : 'top-3'} z-1 left-3 flex max-w-[calc(100%-24px)] items-center gap-2 rounded-full px-3 py-1.5 text-hint font-medium`}
                >
                  <PersonDot person={person} onPicture />
                  <bdi className="truncate">{create.names[person]}</bdi>
                </p>
              </div>
            ))}
          </div>
          <div className="scrim-t absolute inset-x-0 top-0 flex justify-between gap-3 px-4 pt-3.5 pb-7 text-hint text-white">
            <span>{split === 'rows' && (shown.length === 1 ? en.still.onePhoto : en.still.photosOnly)}</span>
            <span className="tabular whitespace-nowrap">{frame.pixels}</span>
          </div>
          <p className="scrim-b absolute inset-x-0 bottom-0 px-4 pt-8 pb-3.5 text-hint text-white">{en.still.honest}</p>
        </>
      )}
    </FitFrame>
  )
}
