'use client'
import { en } from '../../messages/en.ts'
import { RecentStrip } from '../recent/recent-strip.tsx'
import { Shell } from '../shell/shell.tsx'
import { ActionBar } from '../stage/action-bar.tsx'
import { Stage } from '../stage/stage.tsx'
import { useTitle } from '../video/use-title.ts'
import { openVideo, useVideoId } from '../video/use-video-id.ts'
import { useVideo } from '../video/use-video.ts'
import { FromNote } from './from-note.tsx'
import { LookSection } from './look-section.tsx'
import { PeopleSection } from './people-section.tsx'
import { PromptSection } from './prompt-section.tsx'
import { useCreate } from './use-create.ts'
import { useFromTop } from './use-from-top.ts'

export function CreateScreen() {
  const create = useCreate()
  const id = useVideoId()
  const watched = useVideo(id)
  useTitle(watched.video)
  useFromTop(id)
  const { models, recent } = create
  return (
    <Shell
      current="create"
      heading={en.create.heading}
      subtitle={create.kept ? en.create.saved : null}
      errors={[models.failureReason, recent.failureReason, watched.error]}
      again={() => openVideo(null)}
      pinned
    >
      <main
        id="main"
        className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(440px,44%)_minmax(0,1fr)] xl:grid-cols-[minmax(540px,44%)_minmax(0,1fr)]"
      >
        <form
          aria-label={en.create.form}
          onSubmit={(event) => event.preventDefault()}
          className={`px-4 md:px-7 lg:min-h-0 lg:overflow-y-auto lg:border-r lg:border-line ${id === null ? '' : 'max-lg:order-last'}`}
        >
          <FromNote from={create.from} />
          <PeopleSection create={create} />
          <PromptSection create={create} />
          <LookSection create={create} />
        </form>
        <div className="flex min-h-0 min-w-0 flex-col gap-4 p-4 max-lg:border-t max-lg:border-line md:px-7 lg:overflow-y-auto lg:py-6">
          <Stage create={create} id={id} watched={watched} />
          <RecentStrip recent={recent} open={id} />
        </div>
      </main>
      <ActionBar create={create} video={watched.video} />
    </Shell>
  )
}
