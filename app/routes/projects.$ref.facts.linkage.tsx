import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { linkageSchema, typedFromLinkage } from '#app/projects/further-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { MATCH_METHODS } from '#app/projects/further-facts.rules.ts'
import { MATCH_METHOD_WORDS } from '#app/projects/further-facts.words.ts'
import { RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['linkage'])

export const loader = pageLoader('projects.draft', openSection('linkage'))

export const action = pageAction('projects.draft', answerSection('linkage', linkageSchema))

export default function Linkage() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="linkage" title={SECTION_WORDS['linkage']} schema={linkageSchema} saved={typedFromLinkage(page.facts.linkage)} answer={answer}
      savedRows={factGroups(page.facts, 'linkage')[0]?.rows ?? []} removes={page.facts.linkage ? 'these answers' : undefined}>

      <h2 className="nhsuk-heading-m">Finding records of the same person</h2>
      <RadiosField name="method" label="How are records matched?" options={MATCH_METHODS.map((method) => ({ value: method, label: MATCH_METHOD_WORDS[method] }))} />
      <TextareaField name="keys" label="Which fields are compared?" rows={4} hint="Write each on a line of its own, such as “NHS number” or “date of birth”" />
      <SelectField name="byCode" label="Which party matches?" prompt="Select a party" options={page.facts.parties.map((party) => ({ value: party.organisationCode, label: party.name }))} />
      <TextField name="where" label="Where is it done?" hint="Such as “the data haven of the commissioning support unit”" />
      <TextareaField name="quality" label="How is the matching checked?" rows={4} hint="How false and missed matches are kept few, and who looks at a sample" />
      <h2 className="nhsuk-heading-m">So that the data no longer identifies people</h2>
      <TextareaField name="depersonalised" label="What is done, step by step?" rows={6} hint="Write each step on a line of its own, such as “the date of birth becomes an age band”" />
      <TextField name="clockMonths" label="Within how many months is all that identifies people destroyed?" width={3} inputMode="numeric" />
      <TextField name="clockFrom" label="From when do those months run?" hint="Such as “the day the last dataset arrives”" />
      <TextareaField name="reidentification" label="Who may turn a pseudonym back into a person?" rows={3} hint="When, and who agrees to it. If nobody may, say so" />
      <h2 className="nhsuk-heading-m">Small numbers</h2>
      <TextField name="leastCount" label="What is the smallest count that is passed on?" width={3} inputMode="numeric" hint="Such as 5: a count of 4 people could show who they are" />
      <TextField name="smallNumbers" label="What is done with a smaller count?" hint="Such as “it is replaced by a star, and so is the next smallest”" />
    </FactsForm>
  )
}
