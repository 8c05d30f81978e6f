import { FastForward, Shuffle } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { useState } from 'react'
import type { Model } from '../../client/models.ts'
import { en } from '../../messages/en.ts'
import { Button, buttonLook } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ScreenLink } from '../shell/screen-link.tsx'
import { DownloadButton } from '../stage/download-button.tsx'
import { ExtendForm } from './extend-form.tsx'

export function remixPath({ id }: Pick<Video, 'id'>): string {
  return `/create?from=${encodeURIComponent(id)}`
}

export function DoneActions({ video, model }: { readonly video: Video; readonly model: Model | undefined }) {
  const [extending, setExtending] = useState(false)
  const extends_ = model?.kinora.extends ?? null
  return (
    <div className="grid grid-cols-[1.15fr_1fr] gap-2">
      <DownloadButton video={video} />
      <ScreenLink href={remixPath(video)} className={buttonLook('plain', 'lg')}>
        <Shuffle aria-hidden="true" size={17} strokeWidth={1.75} />
        {en.watch.remix}
      </ScreenLink>
      {extends_ !== null && (
        <Button aria-expanded={extending} aria-controls="extend" onClick={() => setExtending(!extending)}>
          <FastForward aria-hidden="true" size={16} strokeWidth={1.75} />
          {en.watch.extend}
        </Button>
      )}
      <span className={`grid ${extends_ === null ? 'col-span-2' : ''}`}>
        <CopyButton
          text={window.location.href}
          what={en.copy.linkWhat}
          label={en.copy.link}
          className="min-h-10! w-full text-body! touch:min-h-11!"
        />
      </span>
      {extending && model && (
        <div id="extend" className="col-span-2">
          <ExtendForm video={video} model={model} />
        </div>
      )}
    </div>
  )
}
