import { z } from 'zod'
import { CONSENT_TEXTS } from '../spec/consent.ts'
import type { ConsentStatement } from '../spec/consent.ts'

const NUL = String.fromCharCode(0)
const NAME_CHARACTERS = 80

const FORM =
  `consent must be an object with version (now '${CONSENT_TEXTS[0].version}', see GET /v1/consents/texts) ` +
  "and attested_by ('self', or the name of who says it)."

/** One line of a person's name. */
const attestedBy = z.string({ error: FORM }).superRefine((text, context) => {
  const refuse = (message: string): void => context.addIssue({ code: 'custom', message })
  if (text.trim() === '') refuse("consent.attested_by must not be blank: 'self', or the name of who says it.")
  else if (!text.isWellFormed() || text.includes(NUL))
    refuse('consent.attested_by holds characters that are not valid text.')
  else if (Array.from(text).length > NAME_CHARACTERS)
    refuse(`consent.attested_by has more than ${NAME_CHARACTERS} characters.`)
})

const version = z.string({ error: FORM }).superRefine((text, context) => {
  const [{ version: newest }] = CONSENT_TEXTS
  if (text !== newest)
    context.addIssue({
      code: 'custom',
      message: `Invalid value: '${text.slice(0, 80)}'. The text to agree to is '${newest}'; GET /v1/consents/texts shows it.`,
    })
})

/** In a request for a video: for its photos and its engine. */
export const requestConsentSchema = z
  .strictObject({ version, attested_by: attestedBy }, { error: FORM })
  .meta({ description: 'That everyone who can be recognised in the photos agreed to the text of this version.' })
  .transform(toStatement)

const SCOPE = "consent.scope must be 'this_machine', 'hosted', or a list of 1 to 50 names of engines."
const scope = z.union(
  [z.enum(['this_machine', 'hosted']), z.array(z.string().min(1).max(200), SCOPE).min(1, SCOPE).max(50, SCOPE)],
  {
    error: SCOPE,
  },
)

/** For a saved person: also where their photos may go. */
export const personConsentSchema = z
  .strictObject({ version, attested_by: attestedBy, scope: scope.optional() }, { error: FORM })
  .transform(toStatement)

interface Sent {
  readonly version: string
  readonly attested_by: string
  readonly scope?: ConsentStatement['scope'] | undefined
}

function toStatement({ version: text, attested_by: by, scope: where }: Sent): ConsentStatement {
  return { version: text, attestedBy: by, ...(where !== undefined && { scope: where }) }
}
