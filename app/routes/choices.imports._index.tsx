import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { importRefusalSentence } from '#app/choices/choice-import.words.ts'
import { ImportFormat } from '#app/choices/import-format.tsx'
import { ImportTag } from '#app/choices/import-tag.tsx'
import { readImports } from '#app/choices/read-imports.server.ts'
import { receiveImport } from '#app/choices/receive-import.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { readListForm } from '#app/people/read-list-form.server.ts'
import { FileField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Import choices')

export const loader = pageLoader('choices.import', async ({ context }) => {
  if (context.actor.organisationKind !== 'gp-practice') throw notFound()
  return { imports: await readImports(context), code: context.actor.organisationCode }
})

export const action = pageAction('choices.import', async ({ context, request }) => {
  const isFile = request.headers.get('Content-Type')?.startsWith('multipart/form-data')
  const file = isFile ? (await readListForm(request)).file : null
  const received = file?.isTooLarge
    ? { ok: false as const, refusal: { kind: 'file-too-large' as const } }
    : await receiveImport(context, { fileName: file?.name ?? '', content: file?.content ?? new Uint8Array() })
  if (received.ok) throw redirect(`/choices/imports/${received.value.importId}`)
  const { kind } = received.refusal
  const status = kind === 'not-allowed' ? 403 : kind === 'file-too-large' ? 413 : 400
  return data({ problems: [{ field: 'file', message: importRefusalSentence(received.refusal) }] }, { status })
})

const figure = (count: number): string => count.toLocaleString('en-GB')

export default function Imports() {
  const { imports, code } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="Import choices" wide>
      <div className="nhsuk-u-reading-width">
        <p>Send the coded opt-outs and consents that your own system holds, as an extract. Each entry is kept for good, with when it holds from and when it was written down. What was sent before is not added twice.</p>
        <p>You speak for your own record alone: the source of each row is {code}. Type 2 and shared care codes are kept and explained, and never decide.</p>
        <PortalForm problems={result?.problems} encType="multipart/form-data">
          <FileField name="file" label="Coded choices, as CSV" hint="A file of up to 25 MB." accept=".csv,text/csv,text/plain" />
          <SubmitButton>Send the file</SubmitButton>
        </PortalForm>
        <ImportFormat />
      </div>
      <h2 className="nhsuk-heading-m">Imports so far</h2>
      {imports.length === 0
        ? <p>Each file you send will be shown here, with what was kept of it. An import that was a mistake can be undone as a whole.</p>
        : (
          <Table caption="Imports so far" hideCaption head={['Reference', 'Sent', 'File', 'State', 'Kept', 'Repeated', 'Rejected']} figures={[4, 5, 6]}
            rows={imports.map((each) => [
              <Link key="link" to={`/choices/imports/${each.id}`}>{each.reference}</Link>,
              formatInstant(each.startedAt), each.fileName, <ImportTag key="tag" state={each.state} isUndone={each.undoneAt !== null} />,
              figure(each.kept), figure(each.repeated), figure(each.rejected),
            ])} />
        )}
    </Page>
  )
}
