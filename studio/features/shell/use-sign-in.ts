import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '../../client/http.ts'
import { signIn } from '../../client/session.ts'
import { en } from '../../messages/en.ts'
import { studioEvents } from '../live/studio-events.ts'

export function useSignIn() {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (key: string) => {
      if (key.trim() === '') throw new EmptyKey()
      await signIn(key.trim())
    },
    onSuccess: () => {
      studioEvents.wake()
      return client.resetQueries()
    },
  })
  return { send: mutate, busy: isPending, problem: error === null ? null : signInProblem(error) }
}

class EmptyKey extends Error {}

export function signInProblem(thrown: unknown): string {
  if (thrown instanceof EmptyKey) return en.signIn.empty
  if (thrown instanceof ApiError && thrown.status < 500) return en.signIn.wrong
  return en.signIn.unreachable
}
