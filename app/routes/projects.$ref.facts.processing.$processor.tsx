import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerItem, openItem } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { processingSchema, typedFromProcessing } from '#app/projects/further-facts.schema.ts'
import { processingOf, processorOfKey } from '#app/projects/processing-key.rules.ts'
import { SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Processor’s terms')

export const loader = pageLoader('projects.draft', openItem('processing', 'processor'))

export const action = pageAction('projects.draft', answerItem('processing', {
  param: 'processor', schema: processingSchema, nameField: 'processorCode',
  // A key may say for which further controller; the processor is its first part, and cannot be changed.
  fixed: (key) => ({ processorCode: processorOfKey(key) }),
  value: (read) => read,
}))

export default function ProcessorTerms() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const key = useParams().processor ?? 'new'
  const isNew = key === 'new'
  const saved = processingOf(page.facts, key)
  const shown = isNew ? String(answer?.typed.processorCode ?? '') : key
  const groups = factGroups(page.facts, 'processing')
  const parties = page.facts.parties.map((party) => ({ value: party.organisationCode, label: party.name }))
  return (
    <FactsForm page={page} section="processing" title={isNew ? 'Add a processor’s terms' : (groups.find((group) => group.href === `processing/${key}`)?.title ?? 'Processor’s terms')} schema={processingSchema} saved={typedFromProcessing(saved)} answer={answer}
      savedRows={groups.find((group) => group.href === `processing/${shown}`)?.rows ?? []}
      removes={isNew ? undefined : 'these terms'} parent={{ href: `/projects/${page.ref}/facts/processing`, label: SECTION_WORDS.processing }}>

      {isNew ? <SelectField name="processorCode" label="Which party is the processor?" prompt="Select a party" options={parties} /> : <HiddenField name="processorCode" value={processorOfKey(key)} />}
      <SelectField name="controllerCode" label="For which controller does it work?" prompt="Select a party" options={parties.filter((party) => party.value !== processorOfKey(key))} />
      <TextareaField name="subject" label="What is it asked to do?" rows={3} hint="Such as “match the extracts, and take out what identifies people”" />
      <TextareaField name="nature" label="How does it do that?" rows={4} hint="Collecting, storing, matching, looking at, destroying" />
      <TextField name="duration" label="How long does it last?" hint="Such as “from the first extract until the end of the project”" />
      <TextareaField name="subProcessors" label="Which other processors may it use?" rows={3} hint="Each needs the controller’s written agreement. If it may use none, say so" />
      <TextField name="place" label="Where is the data kept?" hint="Such as “England”" />
      <TextareaField name="atEnd" label="What becomes of the data at the end?" rows={3} hint="It goes back or it is destroyed, and who says so in writing" />
    </FactsForm>
  )
}
