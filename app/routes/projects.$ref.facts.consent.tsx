import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { consentSchema, typedFromConsent } from '#app/projects/application-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { TextareaField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['consent'])

export const loader = pageLoader('projects.draft', openSection('consent'))

export const action = pageAction('projects.draft', answerSection('consent', consentSchema))

export default function Consent() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="consent" title={SECTION_WORDS['consent']} schema={consentSchema} saved={typedFromConsent(page.facts.consent)} answer={answer}
      savedRows={factGroups(page.facts, 'consent')[0]?.rows ?? []} removes={page.facts.consent ? 'these answers' : undefined}>

      <p>Only where a flow rests on people’s consent. Silence is not consent, and letting people opt out is not asking for it.</p>
      <TextareaField name="statements" label="What are people asked to agree to?" rows={6} hint="In plain English, each on a line of its own. Each goes on from “I agree that …”, such as “my surgery may tell the council that I use a wheelchair”" />
      <TextareaField name="withdrawal" label="How do people take their consent back?" rows={3} hint="It must be as easy as giving it. Say what then happens to what was shared" />
      <TextareaField name="record" label="How is it recorded that a person agreed?" rows={3} hint="Who keeps what, and for how long" />
    </FactsForm>
  )
}
