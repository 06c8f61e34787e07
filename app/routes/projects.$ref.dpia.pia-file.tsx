import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { bringInPia, takeOutPia } from '#app/documents/dpia/bring-in-pia.server.ts'
import { dpiaCrumbs } from '#app/documents/dpia/dpia-frame.tsx'
import { dpiaVersionsSchema } from '#app/documents/dpia/dpia.schema.ts'
import { DPIA_REFUSAL_STATUS, DPIA_REFUSAL_WORDS } from '#app/documents/dpia/dpia.words.ts'
import { PiaAnswers, PiaChanges, PiaSummary } from '#app/documents/dpia/pia-overview.tsx'
import { readPiaPage } from '#app/documents/dpia/read-pia.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { fileFromForm, readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { FileField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, InsetText, Table, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Assessment as a file')

const SHOWN = 200

export const loader = pageLoader('projects.read', readPiaPage)

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const form = await request.formData()
  const typed = typedFromForm(form)
  const again = (field: string, message: string, status: number, rows: readonly { readonly path: string; readonly message: string }[] = []) =>
    data({ problems: [{ field, message }], rows: rows.slice(0, SHOWN), more: Math.max(0, rows.length - SHOWN) }, { status })
  const versions = readTyped(typed, dpiaVersionsSchema)
  const bytes = typed.takeOut ? null : await fileFromForm(form, 'file')
  if (!versions.ok || (!typed.takeOut && !bytes)) return again('file', 'Choose the file that the software’s export gave you', 400)
  const saved = bytes ? await bringInPia(context, { ref, factsVersion: versions.value.factsVersion, bytes }) : await takeOutPia(context, { ref })
  if ('problems' in saved) return again('file', `Nothing was brought in: ${saved.problems.length === 1 ? 'one thing in the file is' : `${saved.problems.length} things in the file are`} wrong`, 400, saved.problems)
  if (saved.ok) throw redirect(`/projects/${ref}/dpia?done=${bytes ? 'brought-in' : 'taken-out'}`)
  const { kind } = saved.refusal
  if (kind === 'not-found') throw notFound()
  return again('', DPIA_REFUSAL_WORDS[kind], DPIA_REFUSAL_STATUS[kind])
})

export default function PiaFilePage() {
  const { page, file } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Assessment as a file" caption={page.title} wide crumbs={dpiaCrumbs(page)}>
      <p>The PIA software of the French data protection authority (CNIL) keeps an assessment as a JSON file. Such a file can be brought in here, and the assessment goes out as one.</p>
      <h2 className="nhsuk-heading-m">Out</h2>
      {file ? <PiaChanges file={file} /> : <p>The file is made from the facts and the assessment as they are now. The software has room for three risks, so yours are grouped under them.</p>}
      <p><ButtonLink to={`/projects/${page.ref}/dpia/pia.json`} secondary reload>Download the assessment for the PIA software</ButtonLink></p>
      <h2 className="nhsuk-heading-m">In</h2>
      {file ? <PiaSummary file={file} base={`/projects/${page.ref}/dpia`} /> : (
        <p>Its risks, with their scores and measures, its planned actions and what the people concerned said come into this assessment, beside what is here already. Approval and advice are never taken from a file. Everything else in the file is kept, and goes out with it again.</p>
      )}
      {page.mayDraft ? (
        <PortalForm problems={answer?.problems} encType="multipart/form-data">
          <HiddenField name="factsVersion" value={page.factsVersion} />
          <HiddenField name="assessmentVersion" value={page.assessmentVersion} />
          {file ? (
            <>
              <WarningCallout title="Taking it out"><p>The risks and actions that came with the file are taken out of the assessment, with what has been changed in them. What was written here stays.</p></WarningCallout>
              <SubmitButton name="takeOut" value="yes" warning>Take the file out</SubmitButton>
            </>
          ) : (
            <>
              <FileField name="file" label="File of the PIA software" hint="The .json file of its export, up to 4 MB" accept="application/json,.json" />
              <SubmitButton>Bring it in</SubmitButton>
            </>
          )}
        </PortalForm>
      ) : <InsetText><p>The organisation that drafts this project brings files in.</p></InsetText>}
      {answer && answer.rows.length > 0 ? (
        <>
          <Table caption="What is wrong in the file" head={['Where', 'What to do']} rows={answer.rows.map((row) => [<span className="concordat-code" key="path">{row.path || 'The file'}</span>, row.message])} />
          {answer.more > 0 ? <p>And {answer.more} more. Correct these first.</p> : null}
        </>
      ) : null}
      {file ? <PiaAnswers file={file} base={`/projects/${page.ref}/facts`} /> : null}
    </Page>
  )
}
