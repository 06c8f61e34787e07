import { data } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { clientAddress, publicAction, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { throttle } from '#app/platform/throttle.server.ts'
import { examineReceipt } from '#app/releases/examine-receipt.server.ts'
import { readReceiptForm } from '#app/releases/read-receipt-form.server.ts'
import { ReceiptSays } from '#app/releases/receipt-says.tsx'
import { ReceiptVerdictWords } from '#app/releases/receipt-verdict.tsx'
import { VERIFY_WORDS } from '#app/releases/receipt.words.ts'
import { FileField, TextareaField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(VERIFY_WORDS.title)
export const loader = publicLoader(async () => null)

/** Asks, and changes nothing: so the answer comes with the page, and sending the form again asks again. */
export const action = publicAction(async ({ context, request }) => {
  if ((await throttle('receipt-check', clientAddress(request))) !== null) {
    return data({ problems: [{ field: '', message: VERIFY_WORDS.tooMany }], typed: { receipt: '' }, verdict: null }, { status: 429 })
  }
  const form = await readReceiptForm(request)
  if (!form.ok) return data({ problems: form.problems, typed: form.typed, verdict: null }, { status: form.status })
  return data({ problems: [], typed: form.typed, verdict: await examineReceipt(context.runtime, form.text, context.now) })
})

export default function Verify() {
  const result = useActionData<typeof action>()
  const verdict = result?.verdict
  return (
    <Page title={VERIFY_WORDS.title} wide>
      {verdict ? <ReceiptVerdictWords {...verdict} /> : null}
      {verdict?.receipt ? (
        <>
          <h2 className="nhsuk-heading-m">What it says</h2>
          <ReceiptSays receipt={verdict.receipt} />
          <h2 className="nhsuk-heading-m">Check another</h2>
        </>
      ) : null}
      <div className="nhsuk-u-reading-width">
        {verdict ? null : <p>{VERIFY_WORDS.intro}</p>}
        <PortalForm problems={result?.problems} typed={result?.typed} encType="multipart/form-data">
          <FileField name="file" label="A receipt" hint="The file that ends in .jws" accept=".jws,.txt,application/jose,text/plain" />
          <TextareaField name="receipt" label="Or paste a receipt" hint="All of it: it is one long word with two full stops in it." rows={6} />
          <SubmitButton>Check the receipt</SubmitButton>
        </PortalForm>
        <p>{VERIFY_WORDS.nobody}</p>
        <p><Link to="/verify/paper">Check a signed paper instead</Link></p>
      </div>
    </Page>
  )
}
