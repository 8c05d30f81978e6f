'use client'
import { useRouter } from 'next/navigation'
import { useCallback, type ReactNode } from 'react'
import { GoContext } from '../features/shell/go.ts'

/** Lends Next's router to the features, which know of none. */
export function Router({ children }: { readonly children: ReactNode }) {
  const router = useRouter()
  const go = useCallback((path: string) => router.push(path), [router])
  return <GoContext value={go}>{children}</GoContext>
}
