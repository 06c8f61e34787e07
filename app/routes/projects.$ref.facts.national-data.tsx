import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { nationalDataSchema, typedFromNationalData } from '#app/projects/application-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { COMMERCIAL } from '#app/projects/further-facts.rules.ts'
import { COMMERCIAL_WORDS } from '#app/projects/further-facts.words.ts'
import { RadiosField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['national-data'])

export const loader = pageLoader('projects.draft', openSection('national-data'))

export const action = pageAction('projects.draft', answerSection('national-data', nationalDataSchema))

export default function NationalData() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="national-data" title={SECTION_WORDS['national-data']} schema={nationalDataSchema} saved={typedFromNationalData(page.facts.nationalData)} answer={answer}
      savedRows={factGroups(page.facts, 'national-data')[0]?.rows ?? []} removes={page.facts.nationalData ? 'these answers' : undefined}>

      <p>Only where the project asks NHS England for data.</p>
      <TextareaField name="products" label="Which national datasets are asked for?" rows={4} hint="Write each on a line of its own, such as “Hospital Episode Statistics: admitted patient care”" />
      <TextareaField name="outputs" label="What will be made from the data?" rows={5} hint="Reports, papers, lists; for whom; and at what level, such as counts of 5 and more" />
      <TextField name="outputsBy" label="By when?" hint="Such as “the first by June 2027, then each year”" />
      <RadiosField name="commercial" label="Is the data used commercially?" options={COMMERCIAL.map((answer) => ({ value: answer, label: COMMERCIAL_WORDS[answer] }))} />
      <TextareaField name="commercialWhat" label="If so, who gains what?" rows={3} hint="Leave this empty if nobody does" />
      <TextareaField name="onward" label="Is data passed on to anyone else?" rows={3} hint="To whom, in what form, on what terms. If it is not, say so" />
      <TextField name="territory" label="Where is the data kept and used?" hint="Such as “England and Wales”" />
      <TextField name="termMonths" label="For how many months is it asked for?" width={3} inputMode="numeric" />
      <TextareaField name="ethics" label="What ethics review has there been?" rows={3} hint="The body, its reference and what it decided; or why none is needed" />
      <TextField name="reference" label="What is its reference?" width={20} code spellCheck={false} hint="Such as DARS-NIC-000000-A1B2C. Leave this empty if there is none yet" />
    </FactsForm>
  )
}
