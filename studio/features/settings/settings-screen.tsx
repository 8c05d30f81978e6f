'use client'
import { ExternalLink } from 'lucide-react'
import { useEffect, useRef, type ComponentType } from 'react'
import { en } from '../../messages/en.ts'
import { EnginesTab } from '../engines/engines-tab.tsx'
import { ScreenLink } from '../shell/screen-link.tsx'
import { Shell } from '../shell/shell.tsx'
import { useDocumentTitle } from '../shell/use-document-title.ts'
import { useSession } from '../shell/use-session.ts'
import { AuditTab } from './audit-tab.tsx'
import { KeysTab } from './keys-tab.tsx'
import { StorageTab } from './storage-tab.tsx'
import { StudioTab } from './studio-tab.tsx'
import { TABS, type Tab } from './tabs.ts'
import { WebhooksTab } from './webhooks-tab.tsx'

const PAGES: Readonly<Record<Tab, ComponentType>> = {
  engines: EnginesTab,
  keys: KeysTab,
  webhooks: WebhooksTab,
  storage: StorageTab,
  audit: AuditTab,
  studio: StudioTab,
}

const words = en.settings

export function SettingsScreen({ tab }: { readonly tab: Tab }) {
  useDocumentTitle(words.title(words.tabs[tab]))
  const session = useSession()
  const Page = PAGES[tab]
  const tabs = useRef<HTMLUListElement>(null)
  // On a phone the tabs are wider than the screen.
  useEffect(() => {
    const current = tabs.current?.querySelector(`[href="/settings/${tab}"]`)
    current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
  const look =
    'flex min-h-9 items-center gap-2 rounded-control px-3 whitespace-nowrap text-fg-2 transition-colors duration-[120ms] hover:bg-hover hover:text-fg aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-fg touch:min-h-11'
  return (
    <Shell current="settings" heading={words.heading} subtitle={words.tabs[tab]} errors={[session.error]}>
      <div className="flex max-w-[1240px] flex-1 flex-col md:flex-row">
        <nav aria-label={words.nav} className="shrink-0 max-md:border-b max-md:border-line md:w-52 md:p-4">
          <ul
            ref={tabs}
            className="flex gap-1 max-md:overflow-x-auto max-md:p-2 max-md:[scrollbar-width:none] md:sticky md:top-4 md:flex-col"
          >
            {TABS.map((one) => (
              <li key={one}>
                <ScreenLink href={`/settings/${one}`} aria-current={one === tab ? 'page' : undefined} className={look}>
                  {words.tabs[one]}
                </ScreenLink>
              </li>
            ))}
            <li>
              <a href="/docs" className={look}>
                {words.docs}
                <ExternalLink aria-hidden="true" size={14} strokeWidth={1.75} className="text-fg-3" />
              </a>
            </li>
          </ul>
        </nav>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none md:px-7">
          <Page />
        </main>
      </div>
    </Shell>
  )
}
