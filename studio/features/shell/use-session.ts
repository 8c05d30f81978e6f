import { useQuery } from '@tanstack/react-query'
import type { Scope } from 'kinora/spec/keys'
import { readSession } from '../../client/session.ts'

/** Whose key this browser is signed in with. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => readSession(signal),
    retry: false,
    staleTime: Infinity,
  })
}

/** May this key do that? Undefined until it is known. What is really allowed the server decides. */
export function useMay(scope: Scope): boolean | undefined {
  return useSession().data?.key.scopes.includes(scope)
}
