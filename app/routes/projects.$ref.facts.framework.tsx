import { useActionData, useLoaderData } from '@remix-run/react'
import { answerSection, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { BLANK_SCENARIO, frameworkSchema, typedFromFramework } from '#app/projects/further-facts.schema.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled(SECTION_WORDS['framework'])

export const loader = pageLoader('projects.draft', openSection('framework'))

export const action = pageAction('projects.draft', answerSection('framework', frameworkSchema, { scenarios: BLANK_SCENARIO }))

export default function Framework() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="framework" title={SECTION_WORDS['framework']} schema={frameworkSchema} saved={typedFromFramework(page.facts.framework)} answer={answer} wide
      savedRows={factGroups(page.facts, 'framework')[0]?.rows ?? []} removes={page.facts.framework ? 'these answers' : undefined}>

      <p>Only for a framework: a protocol that many bodies sign once, and that purposes are added to by schedule. Leave this out where there is one purpose.</p>
      <TextareaField name="coverage" label="Whom does the framework cover?" rows={3} hint="Such as “health and care bodies of Cambridgeshire and Peterborough”" />
      <TextareaField name="principles" label="By what principles do they share?" rows={8} hint="Write each principle on a line of its own" />
      <RowBoxes name="scenarios" title="Scenarios" one="scenario" blank={BLANK_SCENARIO} first="name" intro="A scenario is one kind of sharing that the framework foresees. Each has schedules of its own.">
        {(at) => (
          <>
            <TextField name={`${at}.name`} label="What is it called?" />
            <TextareaField name={`${at}.does`} label="What is shared in it, and for what?" rows={3} />
            <TextareaField name={`${at}.basis`} label="On what basis?" rows={2} hint="The usual legal power, lawful basis and ground of confidence" />
          </>
        )}
      </RowBoxes>
      <h2 className="nhsuk-heading-m">How it is run</h2>
      <TextareaField name="governance" label="Who runs it?" rows={4} hint="The group that looks after it, how often it meets, and what it decides" />
      <TextareaField name="joining" label="How does a body join?" rows={3} />
      <TextareaField name="leaving" label="How does a body leave?" rows={3} hint="And what becomes of the data it has" />
    </FactsForm>
  )
}
