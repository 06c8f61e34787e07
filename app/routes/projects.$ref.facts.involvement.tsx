import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { BLANK_ACTIVITY, involvementSchema, typedFromInvolvement } from '#app/projects/application-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { DateField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['involvement'])

export const loader = pageLoader('projects.draft', openSection('involvement'))

export const action = pageAction('projects.draft', answerSection('involvement', involvementSchema, { activities: BLANK_ACTIVITY }))

export default function Involvement() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="involvement" title={SECTION_WORDS['involvement']} schema={involvementSchema} saved={typedFromInvolvement(page.facts.involvement)} answer={answer}
      savedRows={factGroups(page.facts, 'involvement')[0]?.rows ?? []} removes={page.facts.involvement ? 'these answers' : undefined}>

      <TextareaField name="plan" label="How is the public asked?" rows={5} hint="Whom you ask, how, and when, from the beginning to the end of the project" />
      <DateField name="reportDue" label="Is a report due?" hint="The day, such as 31 3 2027. Leave this empty if nobody has asked for one" />
      <RowBoxes name="activities" title="What has been done" one="activity" blank={BLANK_ACTIVITY} first="day.day" intro={<>Add each meeting, survey or conversation. Do not name the people who took part. What is in the <Link to={`/projects/${page.ref}/involvement`}>involvement log</Link> need not be entered here: the report tells what the log says of a day, and what stands here of others.</>}>
        {(at) => (
          <>
            <DateField name={`${at}.day`} label="When was it?" hint="Such as 27 3 2026" />
            <TextField name={`${at}.who`} label="Who was asked?" hint="Such as “the patient participation group”" />
            <TextField name={`${at}.people`} label="How many people took part?" width={5} inputMode="numeric" />
            <TextField name={`${at}.how`} label="How were they asked?" />
            <TextareaField name={`${at}.said`} label="What did they say?" rows={3} />
            <TextareaField name={`${at}.changed`} label="What did that change?" rows={3} hint="If nothing, say why" />
          </>
        )}
      </RowBoxes>
    </FactsForm>
  )
}
