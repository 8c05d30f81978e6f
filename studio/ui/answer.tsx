import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Unreachable } from '../client/http.ts'
import { en } from '../messages/en.ts'
import { askFaultWords } from '../words/ask-fault.ts'
import { Button } from './button.tsx'
import { FaultNote } from './fault-note.tsx'

interface AnswerProps<T> {
  readonly query: UseQueryResult<T>
  /** Px that what is asked for will take, so that nothing jumps when it arrives. */
  readonly height: number
  readonly children: (data: T) => ReactNode
}

/** What was asked for, once it is there: till then its place, or why it is not. */
export function Answer<T>({ query, height, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending && !(query.failureReason instanceof Unreachable))
    return (
      <output className="block">
        <span className="sr-only">{en.act.loading}</span>
        <span aria-hidden="true" className="shimmer block rounded-card" style={{ height }} />
      </output>
    )
  return (
    <FaultNote words={askFaultWords(query.error ?? query.failureReason)}>
      <Button size="sm" className="mt-3" onClick={() => void query.refetch()}>
        {en.act.again}
      </Button>
    </FaultNote>
  )
}
