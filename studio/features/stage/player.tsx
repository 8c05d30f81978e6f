import { Maximize, Pause, Play, Volume2, VolumeX } from 'lucide-react'
import { useRef } from 'react'
import { en } from '../../messages/en.ts'
import { clockWords } from '../../words/duration.ts'
import { usePlayer } from './use-player.ts'

interface PlayerProps {
  readonly src: string
  readonly poster: string
  readonly prompt: string
}

const KEY =
  'grid size-9 place-items-center rounded-control text-white hover:bg-white/15 focus-visible:outline-lamp touch:size-11'

export function Player({ src, poster, prompt }: PlayerProps) {
  const box = useRef<HTMLDivElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const player = usePlayer(box, video)
  return (
    <div ref={box} data-player="" className="@container size-full bg-black">
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- what engines here make has no speech to caption */}
      <video
        ref={video}
        src={src}
        poster={poster}
        aria-label={en.player.video(prompt)}
        playsInline
        loop
        muted={player.muted}
        preload="metadata"
        onClick={player.toggle}
        {...player.events}
        className="size-full object-contain"
      />
      {player.broken ? (
        <p role="alert" className="on-picture absolute inset-x-4 top-4 rounded-control p-3 text-hint">
          {en.player.broken}
        </p>
      ) : (
        <div className="scrim-b absolute inset-x-0 bottom-0 px-3 pt-10 pb-2 text-white">
          <input
            type="range"
            min={0}
            max={Math.max(player.duration, 0.1)}
            step={0.05}
            value={player.time}
            onChange={(event) => player.seek(Number(event.target.value))}
            aria-label={en.player.position}
            aria-valuetext={clockWords(player.time)}
            className="block h-6 w-full accent-[#ffc24b] touch:h-11"
          />
          <div className="flex items-center gap-1">
            <button
              type="button"
              onClick={player.toggle}
              aria-label={player.playing ? en.player.pause : en.player.play}
              className={KEY}
            >
              {player.playing ? (
                <Pause aria-hidden="true" size={19} fill="currentColor" strokeWidth={1} />
              ) : (
                <Play aria-hidden="true" size={19} fill="currentColor" strokeWidth={1} />
              )}
            </button>
            <button
              type="button"
              onClick={player.toggleSound}
              aria-label={player.muted ? en.player.unmute : en.player.mute}
              className={KEY}
            >
              {player.muted ? (
                <VolumeX aria-hidden="true" size={19} strokeWidth={1.75} />
              ) : (
                <Volume2 aria-hidden="true" size={19} strokeWidth={1.75} />
              )}
            </button>
            <span className="tabular px-1 text-hint">
              {clockWords(player.time)}
              <span className="hidden @[230px]:inline"> / {clockWords(player.duration)}</span>
            </span>
            <button type="button" onClick={player.full} aria-label={en.player.full} className={`${KEY} ml-auto`}>
              <Maximize aria-hidden="true" size={17} strokeWidth={1.75} />
            </button>
          </div>
        </div>
      )}
    </div>
  )
}
