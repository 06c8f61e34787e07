import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { copyProject } from '#app/projects/copy-project.server.ts'
import { newProjectSchema } from '#app/projects/project.schema.ts'
import { PROJECT_REFUSAL_FIELDS, PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Start another project from this one')

export const loader = pageLoader('projects.draft', async ({ context, params }) => {
  const project = await readProject(context, params.ref ?? '')
  if (!project) throw notFound()
  return { ref: project.ref, title: project.title }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), newProjectSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const { title, reference } = reading.value
  const made = await copyProject(context, { from: params.ref ?? '', title, reference })
  if (made.ok) throw redirect(`/projects/${made.value.ref}/facts?done=copied`)
  const { kind, details } = made.refusal
  if (kind === 'not-found') throw notFound()
  return data({ problems: [{ field: PROJECT_REFUSAL_FIELDS[kind] ?? '', message: PROJECT_REFUSAL_WORDS[kind](details) }], typed: reading.typed }, { status: PROJECT_REFUSAL_STATUS[kind] })
})

export default function CopyProject() {
  const { ref, title } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Start another project from this one" caption={title} crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${ref}`, label: title }]}>
      <p>The new project begins with every fact of this one, under its own title. Each flow gets a reference of its own, and the references of applications are left out. Nothing is drafted or signed until you have looked at the facts.</p>
      <p>Your organisation drafts the new project. The parties that its facts name can read it at once.</p>
      <PortalForm schema={newProjectSchema} problems={answer?.problems} typed={answer?.typed}>
        <TextField name="title" label="Title of the new project" />
        <TextField name="reference" label="Reference (optional)" code width={30} spellCheck={false} hint="Lower-case letters, numbers and hyphens. Left empty, it is made from the title. It cannot be changed later" />
        <SubmitButton>Start the project</SubmitButton>
      </PortalForm>
    </Page>
  )
}
