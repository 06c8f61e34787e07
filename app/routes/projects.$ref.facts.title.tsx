import { useActionData, useLoaderData } from '@remix-run/react'
import { answerFactsForm } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { readFactsForm } from '#app/documents/read-facts-page.server.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { titleSchema } from '#app/projects/project.schema.ts'
import { TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Title of the project')

export const loader = pageLoader('projects.draft', async (args) => (await readFactsForm(args)).page)

export const action = pageAction('projects.draft', async (args) =>
  answerFactsForm(args, {
    typed: typedFromForm(await args.request.formData()), schema: titleSchema,
    edit: ({ title }) => ({ section: 'title', value: title }), next: `/projects/${args.params.ref}/facts`,
  }))

export default function Title() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  return (
    <FactsForm page={page} section="title" title="Title of the project" schema={titleSchema} saved={{ title: page.facts.title }} answer={answer}
      savedRows={[{ key: 'Title', value: page.facts.title }]}>
      <TextField name="title" label="What is the project called?" hint="As it stands at the head of every paper and letter. Its reference does not change" />
    </FactsForm>
  )
}
