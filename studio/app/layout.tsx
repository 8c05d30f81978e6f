import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Providers } from '../features/shell/providers.tsx'
import { en } from '../messages/en.ts'
import { mono, sans, sansExtended } from './fonts.ts'
import { Router } from './router.tsx'
import './globals.css'

export const metadata: Metadata = { title: en.app.title, description: en.app.description }

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#100e0d' },
    { media: '(prefers-color-scheme: light)', color: '#faf6f0' },
  ],
}

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    // theme.js sets data-theme before React sees the element.
    <html lang="en" className={`${sans.variable} ${sansExtended.variable} ${mono.variable}`} suppressHydrationWarning>
      <head>
        {/* eslint-disable-next-line @next/next/no-sync-scripts -- must run before the first paint */}
        <script src="/theme.js" />
      </head>
      <body>
        <Providers>
          <Router>{children}</Router>
        </Providers>
      </body>
    </html>
  )
}
