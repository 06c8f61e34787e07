import { data } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { examinePaper, readPaperForm } from '#app/documents/examine-paper.server.ts'
import { PaperVerdictWords } from '#app/documents/paper-verdict.tsx'
import { PAPER_FILE_WORDS } from '#app/documents/paper-seal.words.ts'
import { clientAddress, publicAction, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { throttle } from '#app/platform/throttle.server.ts'
import { FileField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(PAPER_FILE_WORDS.title)
export const loader = publicLoader(async () => null)

/** Asks, and changes nothing: so the answer comes with the page, and sending the form again asks again. */
export const action = publicAction(async ({ context, request }) => {
  if ((await throttle('paper-check', clientAddress(request))) !== null) {
    return data({ problems: [{ field: '', message: PAPER_FILE_WORDS.tooMany }], verdict: null }, { status: 429 })
  }
  const form = await readPaperForm(request)
  if (!form.ok) return data({ problems: form.problems, verdict: null }, { status: form.status })
  const verdict = await examinePaper(context.runtime, form.file)
  return data({ problems: [], verdict: verdict.holds ? { ...verdict, sealedAt: verdict.sealedAt.toISOString() } : verdict })
})

export default function VerifyPaper() {
  const result = useActionData<typeof action>()
  const verdict = result?.verdict
  return (
    <Page title={PAPER_FILE_WORDS.title}>
      {verdict ? <PaperVerdictWords verdict={verdict} /> : <p>{PAPER_FILE_WORDS.intro}</p>}
      {verdict ? <h2 className="nhsuk-heading-m">Check another</h2> : null}
      <PortalForm problems={result?.problems} encType="multipart/form-data">
        <FileField name="file" label={PAPER_FILE_WORDS.label} hint={PAPER_FILE_WORDS.hint} accept=".pdf,application/pdf" />
        <SubmitButton>Check the paper</SubmitButton>
      </PortalForm>
      <p>{PAPER_FILE_WORDS.kept} {PAPER_FILE_WORDS.elsewhere}</p>
      <ul className="nhsuk-list">
        <li><Link to="/verify/certificates.pem" reloadDocument>The portal’s certificates (PEM)</Link></li>
        <li><Link to="/verify">Check a receipt instead</Link></li>
      </ul>
    </Page>
  )
}
