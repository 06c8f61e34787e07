import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { rightsSchema, typedFromRights } from '#app/projects/further-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { AUTOMATED, TRANSFERS } from '#app/projects/further-facts.rules.ts'
import { AUTOMATED_WORDS, TRANSFERS_WORDS } from '#app/projects/further-facts.words.ts'
import { RadiosField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['rights'])

export const loader = pageLoader('projects.draft', openSection('rights'))

export const action = pageAction('projects.draft', answerSection('rights', rightsSchema))

export default function Rights() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="rights" title={SECTION_WORDS['rights']} schema={rightsSchema} saved={typedFromRights(page.facts.rights)} answer={answer}
      savedRows={factGroups(page.facts, 'rights')[0]?.rows ?? []} removes={page.facts.rights ? 'these answers' : undefined}>

      <TextField name="requestsTo" label="Whom do people write to?" hint="A post with its address, such as “the data protection officer, Hill Top Surgery”" />
      <TextareaField name="requestsHow" label="How are requests answered?" rows={4} hint="Who finds the data, who answers, and by when: a month is what the law allows" />
      <TextareaField name="objections" label="How is an objection decided?" rows={4} hint="Under Article 21 of the UK GDPR: who weighs it, and what happens meanwhile. It is apart from the national data opt-out" />
      <TextareaField name="erasure" label="Can a record still be found and taken out?" rows={3} hint="Until when, such as “until the names are destroyed”" />
      <RadiosField name="automated" label="Does a computer alone decide anything about a person?" options={AUTOMATED.map((answer) => ({ value: answer, label: AUTOMATED_WORDS[answer] }))} />
      <TextareaField name="automatedWhat" label="If so, what does it decide?" rows={3} hint="How, and what it does to the person. Leave this empty if nothing is" />
      <RadiosField name="transfers" label="Does the data leave the United Kingdom?" options={TRANSFERS.map((answer) => ({ value: answer, label: TRANSFERS_WORDS[answer] }))} />
      <TextareaField name="transfersWhat" label="If so, where does it go?" rows={3} hint="And under what safeguard. Leave this empty if it stays" />
      <TextareaField name="publication" label="Which papers are published, and where?" rows={3} hint="Such as “this protocol, the assessment and the notices, on the council’s pages about data”" />
    </FactsForm>
  )
}
