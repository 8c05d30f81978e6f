'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { worthAsking } from '../../client/http.ts'
import { useFinished } from '../live/use-finished.ts'
import { useLiveUpdates } from '../live/use-live-updates.ts'

export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createClient)
  return (
    <QueryClientProvider client={client}>
      <LiveUpdates />
      {children}
    </QueryClientProvider>
  )
}

function LiveUpdates() {
  useLiveUpdates()
  useFinished()
  return null
}

/** `always`: Kinora often runs on this very machine, where being offline means nothing. */
function createClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5_000,
        retry: (count, error) => count < 3 && worthAsking(error),
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
