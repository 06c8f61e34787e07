import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { factsCrumbs, SigningAgain } from '#app/documents/facts-frame.tsx'
import { readFactsForm } from '#app/documents/read-facts-page.server.ts'
import { FileClashes } from '#app/documents/file-clashes.tsx'
import { takeInFacts } from '#app/documents/take-in-facts.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { fileFromForm, readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { FileField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Table, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Facts from a file')

const SHOWN = 200

export const loader = pageLoader('projects.draft', async (args) => (await readFactsForm(args)).page)

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const form = await request.formData()
  const again = (message: string, status: number, rows: readonly { readonly path: string; readonly message: string }[] = []) =>
    data({ problems: [{ field: 'file', message }], rows: rows.slice(0, SHOWN), more: Math.max(0, rows.length - SHOWN), conflict: null }, { status })
  const version = readTyped(typedFromForm(form), factsVersionSchema)
  const bytes = await fileFromForm(form, 'file')
  if (!bytes || !version.ok) return again('Choose a file of facts', 400)
  const taken = await takeInFacts(context, { ref: params.ref ?? '', factsVersion: version.value.factsVersion, text: new TextDecoder().decode(bytes), replaces: form.get('replaces') === 'yes' })
  if ('conflict' in taken) return data({ problems: [{ field: 'file', message: 'Someone saved facts since the file was made, so nothing was saved. Compare the two, then choose the file again or correct it' }], rows: [], more: 0, conflict: taken.conflict }, { status: 409 })
  if ('problems' in taken) return again(`Nothing was saved: ${taken.problems.length === 1 ? 'one thing in the file is' : `${taken.problems.length} things in the file are`} wrong`, 400, taken.problems)
  if (taken.ok) throw redirect(`/projects/${params.ref}/facts?done=${!taken.value.isChanged ? 'unchanged' : taken.value.drafted ? 'redrafted' : taken.value.isOutOfDate ? 'out-of-date' : 'saved'}`)
  const { kind, details } = taken.refusal
  if (kind === 'not-found') throw notFound()
  return again(PROJECT_REFUSAL_WORDS[kind](details), PROJECT_REFUSAL_STATUS[kind])
})

export default function ImportFacts() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const conflict = answer?.conflict ?? null
  const factsVersion = conflict?.now.factsVersion ?? page.factsVersion
  return (
    <Page title="Facts from a file" caption={page.title} crumbs={factsCrumbs(page)}>
      <PortalForm problems={answer?.problems} encType="multipart/form-data">
        <p>A file of facts is made by <Link to={`/projects/${page.ref}/facts.json`} reloadDocument>Facts as a file</Link>, here or in another project. Change it there, and bring it in here.</p>
        <SigningAgain page={page} />
        <WarningCallout title="It takes the place of every fact">
          <p>Every fact of this project becomes what the file says. If anything in the file is wrong, nothing is saved and every problem is listed. Earlier facts are kept in the record.</p>
        </WarningCallout>
        {conflict ? <FileClashes conflict={conflict} /> : null}
        <HiddenField key={factsVersion} name="factsVersion" value={factsVersion} />
        <FileField name="file" label="File of facts" hint="A JSON file" accept="application/json,.json" />
        {conflict ? <SubmitButton name="replaces" value="yes" warning>Take in the file all the same</SubmitButton> : <SubmitButton>Take in the facts</SubmitButton>}
      </PortalForm>
      {answer && answer.rows.length > 0 ? (
        <>
          <Table caption="What is wrong in the file" head={['Where', 'What to do']} rows={answer.rows.map((row) => [<span className="concordat-code" key="path">{row.path || 'The file'}</span>, row.message])} />
          {answer.more > 0 ? <p>And {answer.more} more. Correct these first.</p> : null}
        </>
      ) : null}
    </Page>
  )
}
