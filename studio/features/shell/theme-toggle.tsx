import { Moon, Sun } from 'lucide-react'
import { en } from '../../messages/en.ts'
import { pinTheme, useTheme } from './theme.ts'

export function ThemeToggle() {
  const other = useTheme() === 'light' ? 'dark' : 'light'
  const Icon = other === 'dark' ? Moon : Sun
  return (
    <button
      type="button"
      onClick={() => pinTheme(other)}
      aria-label={en.theme[other]}
      title={en.theme[other]}
      className="grid size-10 place-items-center rounded-control text-fg-2 transition-colors duration-[120ms] hover:bg-hover hover:text-fg touch:size-11"
    >
      <Icon aria-hidden="true" size={18} strokeWidth={1.75} />
    </button>
  )
}
