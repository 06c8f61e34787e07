import { useActionData, useLoaderData } from '@remix-run/react'
import { answerFactsForm, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { tellingPeopleSchema, typedFromTellingPeople } from '#app/projects/facts.schema.ts'
import { TOLD } from '#app/projects/further-facts.rules.ts'
import { TOLD_WORDS } from '#app/projects/further-facts.words.ts'
import { SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Telling people')

export const loader = pageLoader('projects.draft', openSection('telling-people'))

export const action = pageAction('projects.draft', async (args) =>
  answerFactsForm(args, {
    typed: typedFromForm(await args.request.formData()), schema: tellingPeopleSchema,
    edit: (value) => ({ section: 'telling-people', value }), next: `/projects/${args.params.ref}/facts`,
  }))

export default function TellingPeople() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="telling-people" title="Telling people" schema={tellingPeopleSchema} saved={typedFromTellingPeople(page.facts.tellingPeople)} answer={answer}
      savedRows={factGroups(page.facts, 'telling-people')[0]?.rows ?? []}>
      <TextareaField name="notShared" label="What is not shared?" rows={5}
        hint="In plain English, each on a line of its own. Each goes on from “We will not share …”, such as “your medical record”" />
      <SelectField name="told" label="How are people told before anything is shared?" options={TOLD.map((value) => ({ value, label: TOLD_WORDS[value] }))} />
      <TextField name="replyDays" label="How many days do people have to reply?" width={3} inputMode="numeric" hint="From the date on the letter, such as 28" />
      <TextField name="noticeAddress" label="Where is the whole privacy notice?" type="url" inputMode="url" spellCheck={false} hint="A web address, such as https://example.nhs.uk/privacy" />
      <TextField name="questionsTo" label="Whom may people ask?" hint="A post rather than a name, such as “the practice manager at Hill Top Surgery”" />
      <TextField name="complaintsTo" label="Whom may people complain to?" />
    </FactsForm>
  )
}
