import { Check, Copy, Download, Ellipsis, Shuffle, Trash2 } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { contentUrl } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import { Menu } from '../../ui/menu.tsx'
import type { TileProps } from './tile.tsx'
import { copyLink, editPath } from './use-tile-actions.ts'

interface TileControlsProps extends Pick<TileProps, 'video' | 'chosen' | 'choosing' | 'current' | 'actions'> {
  readonly title: string
}

const ROUND =
  'grid size-8 place-items-center rounded-full text-white focus-visible:outline-lamp touch:size-11 *:grid *:size-8 *:place-items-center *:rounded-full *:bg-black/70 hover:*:bg-black'
/** Seen when the tile is looked at; a finger has no hover, so there it is always. */
const QUIET =
  'opacity-0 transition-opacity duration-[120ms] group-hover/tile:opacity-100 group-focus-within/tile:opacity-100 has-[[aria-expanded=true]]:opacity-100'

export function TileControls({ video, title, chosen, choosing, current, actions }: TileControlsProps) {
  const tab = current ? 0 : -1
  return (
    <>
      <label
        className={`absolute top-2 left-2 z-1 grid size-8 place-items-center rounded-full touch:top-1 touch:left-1 touch:size-11 ${choosing ? '' : `${QUIET} touch:hidden`}`}
      >
        <input
          type="checkbox"
          checked={chosen}
          tabIndex={tab}
          onChange={(event) => {
            if ((event.nativeEvent as MouseEvent).shiftKey) actions.reach(video.id)
            else actions.toggle(video.id)
          }}
          aria-label={en.tile.select(title)}
          className="peer absolute inset-0 cursor-pointer appearance-none rounded-full"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none grid size-[22px] place-items-center rounded-[6px] border-2 border-white bg-black/60 text-transparent peer-checked:border-[#ffc24b] peer-checked:bg-[#ffc24b] peer-checked:text-[#241704]"
        >
          <Check size={15} strokeWidth={3} />
        </span>
      </label>
      {!choosing && (
        <div className={`absolute top-2 right-2 z-1 flex gap-1 touch:top-1 touch:right-1 touch:opacity-100 ${QUIET}`}>
          {video.status === 'completed' && (
            <a
              href={`${contentUrl(video.id, 'video')}&download=1`}
              download
              tabIndex={tab}
              aria-label={en.tile.download(title)}
              className={`${ROUND} touch:hidden`}
            >
              <span>
                <Download aria-hidden="true" size={15} strokeWidth={1.75} />
              </span>
            </a>
          )}
          <Menu label={en.tile.menu(title)} items={itemsOf(video, actions)} className={ROUND} tabIndex={tab}>
            <span>
              <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
            </span>
          </Menu>
        </div>
      )}
    </>
  )
}

function itemsOf(video: Video, actions: TileProps['actions']) {
  const done = video.status === 'completed'
  return [
    ...(done ? [{ label: en.job.download, Icon: Download, href: `${contentUrl(video.id, 'video')}&download=1` }] : []),
    { label: en.tile.remix, Icon: Shuffle, run: () => actions.go(editPath(video.id)) },
    { label: en.tile.copyLink, Icon: Copy, run: () => copyLink(video) },
    { label: en.tile.delete, Icon: Trash2, run: () => actions.remove([video]), bad: true },
  ]
}
