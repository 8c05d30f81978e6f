import { open } from 'node:fs/promises'
import {
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputFormat,
  type InputTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  QTFF,
  UnsupportedInputFormatError,
  WEBM,
} from 'mediabunny'
import type { InspectVideo, MediaFacts } from '../spec/media.ts'
import { readableFile, readBoxes } from './boxes.ts'

/** Seconds the packets may end before the header says; more is a cut file (media.md section 7). */
const MISSING_SECONDS = 0.25
/** No container's first box is shorter; mediabunny 1.61 fails an assertion on less. */
const MIN_BYTES = 16
const NOT_A_VIDEO = 'The file is not an MP4, MOV or WebM video.'

/** Reads every packet of a video file, without decoding. 2 to 20 ms a file of some megabytes. */
export const inspectVideo: InspectVideo = async (path) => {
  await refuseCutFile(path)
  const input = new Input({ formats: [MP4, QTFF, WEBM, MATROSKA], source: new FilePathSource(path) })
  try {
    return await readFacts(input)
  } catch (cause) {
    if (cause instanceof VideoError) throw cause
    if (cause instanceof UnsupportedInputFormatError) throw new VideoError(NOT_A_VIDEO)
    throw new VideoError('The video is damaged: its container cannot be read.', { cause })
  } finally {
    input.dispose()
  }
}

/** Something is wrong with the file, told in words for its owner. */
class VideoError extends Error {}

/** The size of the last box tells a cut file apart even where too little is missing for the packets to show it. */
async function refuseCutFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const bytes = await readableFile(file)
    const { size } = bytes
    if (size === 0) throw new VideoError('The file is empty.')
    if (size < MIN_BYTES) throw new VideoError(NOT_A_VIDEO)
    const boxes = await readBoxes(bytes)
    const last = boxes.at(-1)
    if (boxes[0]?.type === 'ftyp' && last && last.end > size) {
      throw new VideoError(`The video is cut off: ${last.end - size} bytes are missing at its end.`)
    }
  } finally {
    await file.close()
  }
}

async function readFacts(input: Input): Promise<MediaFacts> {
  const container = containerOf(await input.getFormat())
  const video = await input.getPrimaryVideoTrack()
  if (!video) throw new VideoError('The file holds no video track.')
  const audio = await input.getPrimaryAudioTrack()
  const seconds = await walk(video)
  if (audio) await walk(audio)
  const promised = await video.getDurationFromMetadata()
  if (promised !== null && seconds < promised - MISSING_SECONDS) {
    throw new VideoError(`The video is cut off: it says ${promised.toFixed(2)} s but holds ${seconds.toFixed(2)} s.`)
  }
  return {
    container,
    videoCodec: await videoCodecOf(video),
    audioCodec: audio && ((await audio.getCodec()) ?? 'unknown'),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    seconds,
  }
}

function containerOf(format: InputFormat): MediaFacts['container'] {
  if (format === MP4) return 'mp4'
  return format === QTFF ? 'mov' : 'webm'
}

async function videoCodecOf(video: InputVideoTrack): Promise<string> {
  const codec = await video.getCodec()
  if (codec === null) throw new VideoError('The video track uses an unknown codec.')
  return codec
}

/** Seconds from the first packet's start to the last one's end, every packet's bytes read. */
async function walk(track: InputTrack): Promise<number> {
  let start = Infinity
  let end = 0
  for await (const packet of new EncodedPacketSink(track).packets()) {
    if (packet.data.byteLength === 0) continue
    start = Math.min(start, packet.timestamp)
    end = Math.max(end, packet.timestamp + packet.duration)
  }
  if (start === Infinity) throw new VideoError(`The video is cut off: its ${track.type} track holds no data.`)
  return end - Math.max(0, start)
}
