import { useActionData, useLoaderData } from '@remix-run/react'
import { answerFactsForm, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { safeguardsSchema, typedFromSafeguards } from '#app/projects/facts.schema.ts'
import { TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Retention and security')

export const loader = pageLoader('projects.draft', openSection('safeguards'))

export const action = pageAction('projects.draft', async (args) =>
  answerFactsForm(args, {
    typed: typedFromForm(await args.request.formData()), schema: safeguardsSchema,
    edit: (value) => ({ section: 'safeguards', value }), next: `/projects/${args.params.ref}/facts`,
  }))

export default function Safeguards() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="safeguards" title="Retention and security" schema={safeguardsSchema} saved={typedFromSafeguards(page.facts.safeguards)} answer={answer}
      savedRows={factGroups(page.facts, 'safeguards')[0]?.rows ?? []}>
      <TextField name="retentionMonths" label="For how many months is the data kept?" width={3} inputMode="numeric" />
      <TextField name="retentionFrom" label="From when do the months run?" hint="It goes on from “6 months from …”, such as “the day the matching is finished”" />
      <TextareaField name="retentionEnd" label="What happens to the data then?" rows={3}
        hint="It goes on from “Then …”, such as “it is destroyed, and the surgery is given a certificate that says so”" />
      <TextareaField name="securityMeasures" label="How is the data protected?" rows={8} hint="Write each measure on a line of its own" />
      <TextareaField name="breach" label="What happens after a breach?" hint="Who must be told, by whom, and how fast" />
    </FactsForm>
  )
}
