import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { peopleSchema, typedFromPeople } from '#app/projects/further-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { PEOPLE_GROUPS } from '#app/projects/further-facts.rules.ts'
import { PEOPLE_GROUP_WORDS } from '#app/projects/further-facts.words.ts'
import { CheckboxesField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['people'])

export const loader = pageLoader('projects.draft', openSection('people'))

export const action = pageAction('projects.draft', answerSection('people', peopleSchema))

export default function People() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="people" title={SECTION_WORDS['people']} schema={peopleSchema} saved={typedFromPeople(page.facts.people)} answer={answer}
      savedRows={factGroups(page.facts, 'people')[0]?.rows ?? []} removes={page.facts.people ? 'these answers' : undefined}>

      <TextField name="howMany" label="About how many people is the data about?" width={10} inputMode="numeric" hint="A whole number, such as 9,500" />
      <TextField name="area" label="Where do they live?" hint="Such as “the London Borough of Tower Hamlets”" />
      <CheckboxesField name="groups" label="Who is among them?" hint="Select all that apply" options={PEOPLE_GROUPS.map((group) => ({ value: group, label: PEOPLE_GROUP_WORDS[group] }))} />
      <TextareaField name="relationship" label="How do they stand to the parties?" rows={3} hint="Such as “patients of the surgery, and residents of the borough”" />
      <TextareaField name="expectation" label="Would they expect this?" rows={4} hint="And why, or why not: what they have been told, and what is usual" />
      <TextareaField name="concerns" label="What have people been concerned about before?" rows={4} hint="People whose data it is, staff, or the press, about this or something like it" />
      <TextareaField name="novelty" label="What is new in how it is done?" rows={3} hint="Such as a new way of matching, or data brought together for the first time. If nothing is, say so" />
    </FactsForm>
  )
}
