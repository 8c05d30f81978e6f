import { useEffect, useState, type RefObject } from 'react'
import { STEPS, usePlayerKeys } from './player-keys.ts'

/** A plain `<video>` and what our controls need to know of it. Starts by itself only silent, and only where motion is welcome. */
export function usePlayer(box: RefObject<HTMLElement | null>, video: RefObject<HTMLVideoElement | null>) {
  const [playing, setPlaying] = useState(false)
  const [muted, setMuted] = useState(true)
  const [time, setTime] = useState(0)
  const [duration, setDuration] = useState(0)
  const [broken, setBroken] = useState(false)

  useEffect(() => {
    if (!window.matchMedia('(prefers-reduced-motion: reduce)').matches) start(video.current)
  }, [video])

  usePlayerKeys(box, video, (key) => {
    const media = video.current
    if (media === null) return
    const go = (by: number): void => moveTo(media, Math.min(Math.max(0, media.currentTime + by), media.duration || 0))
    if (key === 'toggle') return media.paused ? start(media) : media.pause()
    if (key === 'mute') return setMuted((now) => !now)
    if (key === 'full') return fill(box.current, media)
    if (key === 'next' || key === 'back') media.pause()
    go(STEPS[key])
  })

  return {
    playing,
    muted,
    time,
    duration,
    broken,
    toggle: () => {
      if (video.current?.paused) start(video.current)
      else video.current?.pause()
    },
    toggleSound: () => setMuted(!muted),
    seek: (to: number) => {
      moveTo(video.current, to)
      setTime(to)
    },
    full: () => fill(box.current, video.current),
    events: {
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onTimeUpdate: () => setTime(video.current?.currentTime ?? 0),
      onLoadedMetadata: () => setDuration(video.current?.duration ?? 0),
      onError: () => setBroken(true),
    },
  }
}

function fill(box: HTMLElement | null, video: HTMLVideoElement | null): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else if (document.fullscreenEnabled) void box?.requestFullscreen().catch(() => undefined)
  else fillPhone(video)
}

/** A browser may refuse to start by itself; the play button is still there. */
function start(video: HTMLVideoElement | null): void {
  video?.play().catch(() => undefined)
}

function moveTo(video: HTMLVideoElement | null, seconds: number): void {
  if (video !== null) video.currentTime = seconds
}

/** iPhones know full screen only for the video itself, under a name of their own. */
function fillPhone(video: (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null): void {
  video?.webkitEnterFullscreen?.()
}
