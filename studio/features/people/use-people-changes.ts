import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listPeople } from '../../client/people.ts'

export function useSavedPeople(enabled = true) {
  return useQuery({ queryKey: ['people'], queryFn: ({ signal }) => listPeople(signal), enabled })
}

/** One thing done to the people, after which they are read anew. */
export function useChange<T, R>(change: (wish: T) => Promise<R>, done?: (result: R) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: ['people'] })
      done?.(result)
    },
  })
}
