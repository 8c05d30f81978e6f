import { Download } from 'lucide-react'
import type { Video } from 'kinora/spec/video'
import { contentUrl } from '../../client/videos.ts'
import { en } from '../../messages/en.ts'
import { buttonLook } from '../../ui/button.tsx'
import { bytesWords } from '../../words/bytes.ts'
import { useFileBytes } from '../video/use-video.ts'

export function DownloadButton({ video }: { readonly video: Video }) {
  const bytes = useFileBytes(video.id)
  return (
    <a
      href={contentUrl(video.id, 'video')}
      download={`kinora-${video.id.slice(-8)}.mp4`}
      className={`${buttonLook('lamp', 'lg')} px-3! whitespace-nowrap`}
    >
      <Download aria-hidden="true" size={18} strokeWidth={1.75} />
      {en.job.download}
      {bytes !== null && <span className="tabular font-normal">{bytesWords(bytes)}</span>}
    </a>
  )
}
