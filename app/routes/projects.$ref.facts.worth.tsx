import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { BLANK_BENEFIT, BLANK_COST, typedFromWorth, worthSchema } from '#app/projects/application-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['worth'])

export const loader = pageLoader('projects.draft', openSection('worth'))

export const action = pageAction('projects.draft', answerSection('worth', worthSchema, { costs: BLANK_COST, benefits: BLANK_BENEFIT }))

export default function Worth() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="worth" title={SECTION_WORDS['worth']} schema={worthSchema} saved={typedFromWorth(page.facts.worth)} answer={answer} wide
      savedRows={factGroups(page.facts, 'worth')[0]?.rows ?? []} removes={page.facts.worth ? 'these answers' : undefined}>

      <RowBoxes name="costs" title="Costs" one="cost" blank={BLANK_COST} first="what" intro="What the project costs from beginning to end. If it costs nothing, remove the row.">
        {(at) => (
          <>
            <TextField name={`${at}.what`} label="What is it for?" />
            <TextField name={`${at}.pounds`} label="How many pounds?" width={10} inputMode="numeric" hint="Whole pounds, such as 12,500" />
            <TextField name={`${at}.paidBy`} label="Who pays?" />
          </>
        )}
      </RowBoxes>
      <RowBoxes name="benefits" title="Benefits" one="benefit" blank={BLANK_BENEFIT} first="what" intro="What good it will do, for whom, and how anyone will know that it has.">
        {(at) => (
          <>
            <TextareaField name={`${at}.what`} label="What is the benefit?" rows={3} />
            <TextField name={`${at}.forWhom`} label="For whom?" />
            <TextareaField name={`${at}.measure`} label="How is it measured?" rows={3} />
            <TextField name={`${at}.by`} label="By when?" hint="Such as “March 2027”" />
          </>
        )}
      </RowBoxes>
    </FactsForm>
  )
}
