import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import { makeProject } from '#app/projects/make-project.server.ts'
import { newProjectSchema } from '#app/projects/project.schema.ts'
import { PATTERNS } from '#app/projects/patterns.rules.ts'
import { PATTERN_WORDS, PROJECT_REFUSAL_FIELDS, PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { RadiosField, SelectField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

const BEGINNING = { pattern: 'none' }

export const meta = titled('Start a project')

export const loader = pageLoader('projects.draft', async ({ context }) => ({
  organisations: (await readOrganisations(context.runtime.db)).map(({ code, name }) => ({ value: code, label: `${name} (${code})` })),
}))

export const action = pageAction('projects.draft', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), newProjectSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const made = await makeProject(context, reading.value)
  if (made.ok) throw redirect(`/projects/${made.value.ref}/facts?done=made`)
  const { kind, details } = made.refusal
  const problems = [{ field: PROJECT_REFUSAL_FIELDS[kind] ?? '', message: PROJECT_REFUSAL_WORDS[kind](details) }]
  return data({ problems, typed: reading.typed }, { status: PROJECT_REFUSAL_STATUS[kind] })
})

export default function NewProject() {
  const answer = useActionData<typeof action>()
  const { organisations } = useLoaderData<typeof loader>()
  return (
    <Page title="Start a project" crumbs={[{ href: '/projects', label: 'Projects' }]}>
      <p>Your organisation will draft this project: it enters the facts, and the protocol is written from them. The parties you name later can read the facts and sign.</p>
      <PortalForm schema={newProjectSchema} problems={answer?.problems} typed={answer?.typed ?? BEGINNING}>
        <TextField name="title" label="Title" hint="As it should stand on papers and letters, such as Oldham GP data sharing pilot" />
        <RadiosField name="pattern" label="What shall it begin from?" hint="Each fills in what such sharing usually implies, for you to check section by section. Nothing counts as answered until you save it"
          options={PATTERNS.map((pattern) => ({ value: pattern, ...PATTERN_WORDS[pattern] }))} />
        <SelectField name="holderCode" label="Who holds the data?" prompt="Not known yet" options={organisations} />
        <SelectField name="receiverCode" label="Who receives it?" prompt="Not known yet" options={organisations} />
        <TextField name="reference" label="Reference (optional)" code width={30} spellCheck={false}
          hint="A short name for addresses and file names, in lower-case letters, numbers and hyphens, such as oldham-gp-pilot. Left empty, it is made from the title. It cannot be changed later" />
        <SubmitButton>Start the project</SubmitButton>
      </PortalForm>
    </Page>
  )
}
