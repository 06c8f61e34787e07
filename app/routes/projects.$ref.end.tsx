import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readFactsForm } from '#app/documents/read-facts-page.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { endProject } from '#app/projects/end-project.server.ts'
import { endProjectSchema } from '#app/projects/project.schema.ts'
import { PROJECT_REFUSAL_FIELDS, PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { TextareaField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('End the project')

export const loader = pageLoader('projects.draft', async (args) => (await readFactsForm(args)).page)

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), endProjectSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const ended = await endProject(context, { ref: params.ref ?? '', ...reading.value })
  if (ended.ok) throw redirect(`/projects/${params.ref}?done=ended`)
  const { kind, details } = ended.refusal
  if (kind === 'not-found') throw notFound()
  return data({ problems: [{ field: PROJECT_REFUSAL_FIELDS[kind] ?? '', message: PROJECT_REFUSAL_WORDS[kind](details) }], typed: reading.typed }, { status: PROJECT_REFUSAL_STATUS[kind] })
})

export default function EndProject() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="End the project" caption={page.title} crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      <WarningCallout title="This cannot be undone">
        <p>From the moment it ends, none of its flows is in force and the gate refuses every check. Its facts, papers, letters and choices are kept and can still be read, but not changed.</p>
      </WarningCallout>
      <PortalForm schema={endProjectSchema} problems={answer?.problems} typed={answer?.typed}>
        <TextareaField name="reason" label="Why does it end?" rows={3} hint="The parties will read this" />
        <TextField name="typedReference" label={<>Type the project’s reference, <span className="concordat-code">{page.ref}</span>, to confirm</>} code width={30} autoComplete="off" spellCheck={false} />
        <SubmitButton warning>End the project</SubmitButton>
      </PortalForm>
    </Page>
  )
}
