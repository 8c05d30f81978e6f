import { ImagePlus, RefreshCw } from 'lucide-react'
import { useDropzone } from 'react-dropzone'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { usePaste } from '../../ui/use-paste.ts'
import type { usePhotoFile } from './use-photo-file.ts'

const words = en.addPerson

interface PhotoDropProps {
  readonly file: ReturnType<typeof usePhotoFile>
  readonly missing: boolean
}

/** Drop, paste or choose; what is wrong with a file is said where it was dropped. */
export function PhotoDrop({ file, missing }: PhotoDropProps) {
  const { photo, problem, reading, take } = file
  const { getRootProps, getInputProps, open, isDragActive } = useDropzone({
    onDrop: (accepted, rejected) => void take([...accepted, ...rejected.map(({ file: one }) => one as File)]),
    multiple: false,
    noClick: true,
    noKeyboard: true,
    noPaste: true,
  })
  usePaste(take)
  const { role: _role, tabIndex: _tab, ...root } = getRootProps()
  const wrong = problem !== null ? en.photoProblem[problem] : missing ? words.photoMissing : null
  return (
    <div {...root}>
      <input {...getInputProps({ accept: 'image/*' })} aria-label={words.choose} />
      {photo === null ? (
        <button
          type="button"
          onClick={open}
          className={`flex h-44 w-full flex-col items-center justify-center gap-1 rounded-card border border-dashed p-4 text-center transition-colors duration-[120ms] hover:bg-hover ${isDragActive ? 'border-lamp-ring bg-lamp-soft' : wrong === null ? 'border-line-2 bg-ink' : 'border-bad bg-ink'}`}
        >
          <ImagePlus aria-hidden="true" size={24} strokeWidth={1.5} className="mb-2 text-fg-3" />
          <span className="font-medium text-fg">
            {reading ? en.saved.reading : isDragActive ? words.letGo : words.drop}
          </span>
          <span className="text-hint text-fg-2">{words.advice}</span>
        </button>
      ) : (
        <div className="flex flex-wrap items-center gap-4">
          <img src={photo.url} alt="" className="h-44 w-36 rounded-card object-cover object-[50%_20%]" />
          <Button size="sm" onClick={open}>
            <RefreshCw aria-hidden="true" size={15} strokeWidth={1.75} />
            {words.replace}
          </Button>
        </div>
      )}
      {wrong !== null && (
        <p role="alert" className="mt-1.5 text-meta text-bad">
          {wrong}
        </p>
      )}
    </div>
  )
}
