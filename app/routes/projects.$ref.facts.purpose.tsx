import { useActionData, useLoaderData } from '@remix-run/react'
import { answerFactsForm, openSection } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { purposeSchema, typedFromPurpose } from '#app/projects/facts.schema.ts'
import { DateField, TextareaField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Purpose and dates')

export const loader = pageLoader('projects.draft', openSection('purpose'))

export const action = pageAction('projects.draft', async (args) =>
  answerFactsForm(args, {
    typed: typedFromForm(await args.request.formData()), schema: purposeSchema,
    edit: (value) => ({ section: 'purpose', value }), next: `/projects/${args.params.ref}/facts`,
  }))

export default function Purpose() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="purpose" title="Purpose and dates" schema={purposeSchema} saved={typedFromPurpose(page.facts.purpose)} answer={answer}
      savedRows={factGroups(page.facts, 'purpose')[0]?.rows ?? []}>
      <TextareaField name="purpose" label="What is the sharing for?" hint="A paragraph for the protocol" />
      <TextareaField name="benefits" label="What good does it do, and for whom?" />
      <TextareaField name="plainSummary" label="Say the purpose in plain English" rows={3}
        hint="For letters and public pages. It goes on from “We are …”, such as “working with the council to find people who may need some help”" />
      <TextareaField name="necessity" label="Why would less not do?" hint="Why the aim cannot be met with fewer fields, fewer people, or data that identifies nobody" />
      <DateField name="startDate" label="When does it begin?" hint="The first day on which data may flow, such as 1 5 2026" />
      <DateField name="reviewDate" label="By when must it be reviewed?" hint="No data flows after this day until it has been, such as 30 4 2027" />
      <DateField name="endDate" label="When does it end?" hint="The last day on which data may flow, such as 31 10 2027" />
    </FactsForm>
  )
}
