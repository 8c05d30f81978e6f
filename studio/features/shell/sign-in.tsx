import { useRef, type SubmitEvent } from 'react'
import { en } from '../../messages/en.ts'
import { Button } from '../../ui/button.tsx'
import { useSignIn } from './use-sign-in.ts'

export function SignIn() {
  const { send, busy, problem } = useSignIn()
  const field = useRef<HTMLInputElement>(null)
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault()
    send(field.current?.value ?? '')
    field.current?.focus()
  }
  return (
    <main id="main" className="grid flex-1 place-items-center p-4">
      <form onSubmit={submit} noValidate className="w-full max-w-sm rounded-card border border-line-2 bg-panel p-6">
        <h2 className="text-section font-semibold">{en.signIn.heading}</h2>
        <p className="mt-1 text-hint text-fg-2">{en.signIn.about}</p>
        <label className="mt-5 block text-label font-medium text-fg-2" htmlFor="api-key">
          {en.signIn.key}
        </label>
        <input
          ref={field}
          id="api-key"
          name="key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'api-key-problem'}
          className="mt-2 h-11 w-full rounded-control border border-line-2 bg-ink px-3 font-mono text-body"
        />
        {problem !== null && (
          <p id="api-key-problem" role="alert" className="mt-2 text-hint text-bad">
            {problem}
          </p>
        )}
        <Button type="submit" look="lamp" disabled={busy} className="mt-5 w-full">
          {busy ? en.signIn.busy : en.signIn.button}
        </Button>
      </form>
    </main>
  )
}
