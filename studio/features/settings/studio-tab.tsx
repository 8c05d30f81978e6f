import { useState, useSyncExternalStore } from 'react'
import { en } from '../../messages/en.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Tick } from '../../ui/tick.tsx'
import { lettersOn, switchLetters } from '../shell/letters.ts'
import { SCREENS } from '../shell/screens.ts'
import { pinTheme, unpinTheme, usePinnedTheme, type Theme } from '../shell/theme.ts'
import { TabHead } from './tab-head.tsx'

const words = en.browser
const nothing = (): (() => void) => () => undefined

/** What only this browser keeps: theme and keyboard. */
export function StudioTab() {
  const pinned = usePinnedTheme()
  // Read once the browser is there: the page is prerendered.
  const kept = useSyncExternalStore(nothing, lettersOn, () => true)
  const [chosen, setChosen] = useState<boolean | null>(null)
  const letters = chosen ?? kept
  return (
    <>
      <TabHead title={en.settings.tabs.studio} about={words.about} />
      <div className="max-w-md">
        <Segmented<Theme | 'system'>
          legend={words.theme}
          name="theme"
          segments={[
            { value: 'system', label: words.system },
            { value: 'dark', label: words.dark },
            { value: 'light', label: words.light },
          ]}
          value={pinned ?? 'system'}
          onPick={(theme) => (theme === 'system' ? unpinTheme() : pinTheme(theme))}
        />
      </div>
      <section aria-labelledby="keyboard-heading" className="hairline mt-6 pt-6">
        <h3 id="keyboard-heading" className="mb-3 text-section font-semibold">
          {words.keyboard}
        </h3>
        <Tick
          checked={letters}
          onChange={(on) => {
            switchLetters(on)
            setChosen(on)
          }}
        >
          <span className="text-fg">{words.letters}</span>
          <span className="block text-hint text-fg-3">{words.lettersWhy}</span>
        </Tick>
        <KeysList letters={letters} />
      </section>
    </>
  )
}

function KeysList({ letters }: { readonly letters: boolean }) {
  const rows = [
    ...SCREENS.map(({ letter, label }) => [letter.toUpperCase(), words.opens(label), letters] as const),
    ['Ctrl Enter, ⌘ Enter', words.generate, true],
    [words.arrowKeys, words.arrows, true],
    ['Esc', words.close, true],
  ] as const
  return (
    <table className="mt-4 w-full max-w-md text-left">
      <caption className="sr-only">{words.keysList}</caption>
      <thead className="text-meta text-fg-3">
        <tr>
          <th scope="col" className="py-1.5 font-medium">
            {words.press}
          </th>
          <th scope="col" className="py-1.5 font-medium">
            {words.does}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([keys, does, on]) => (
          <tr key={keys} className={`border-t border-line ${on ? '' : 'text-fg-3 line-through'}`}>
            <th scope="row" className="py-2 pr-6 font-normal">
              <kbd className="rounded-[6px] border border-line-2 bg-raised px-1.5 py-0.5 font-mono text-meta">
                {keys}
              </kbd>
            </th>
            <td className="py-2">{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
