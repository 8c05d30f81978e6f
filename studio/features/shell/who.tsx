import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { signOut } from '../../client/session.ts'
import { en } from '../../messages/en.ts'
import { useSession } from './use-session.ts'

/** Whose key it is, where it is not the server's own: what is shown here is that owner's alone. */
export function Who() {
  const client = useQueryClient()
  const { data } = useSession()
  const { mutate, isPending } = useMutation({ mutationFn: signOut, onSuccess: () => client.resetQueries() })
  if (!data || data.key.name === null) return null
  const { name, owner } = data.key
  return (
    <span className="flex min-w-0 items-center gap-1 text-hint text-fg-2">
      <span className="max-w-40 truncate" title={en.signIn.owner(owner)}>
        {en.signIn.as} <bdi className="font-medium text-fg">{name}</bdi>
      </span>
      <button
        type="button"
        disabled={isPending}
        onClick={() => mutate()}
        aria-label={en.signIn.out}
        title={en.signIn.out}
        className="grid size-9 place-items-center rounded-control text-fg-2 hover:bg-hover touch:size-11"
      >
        <LogOut aria-hidden="true" size={16} strokeWidth={1.75} />
      </button>
    </span>
  )
}
