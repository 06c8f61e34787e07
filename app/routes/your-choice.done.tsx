import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { askForConfirmationMail } from '#app/letters/ask-for-confirmation-mail.server.ts'
import { readResidentReceipt } from '#app/letters/read-resident-page.server.ts'
import { carryVisit } from '#app/letters/resident-cookie.server.ts'
import { ResidentDone } from '#app/letters/resident-done.tsx'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { MAILS_A_VISIT } from '#app/letters/resident.rules.ts'
import { mailSchema } from '#app/letters/resident.schema.ts'
import { MAIL_KEPT, MAIL_ON_ITS_WAY, MAILS_ENOUGH } from '#app/letters/resident.words.ts'
import { residentAction, residentLoader } from '#app/letters/resident-wrappers.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SuccessBanner } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Your choice is recorded')

export const loader = residentLoader(async (entered) => {
  const receipt = entered.visit.choiceId ? await readResidentReceipt(entered, entered.visit.choiceId) : null
  if (!receipt) throw redirect('/your-choice/project')
  const { SMTP_URL, CONCORDAT_DEMO } = entered.context.runtime.env
  return {
    ...receipt, repeated: entered.visit.repeated, mailAsked: entered.url.searchParams.get('done') === 'mail', mails: entered.visit.mails,
    // An e-mail would say that sharing may begin, which it may not while another's no stands.
    mail: receipt.isStillLeftOut ? null : SMTP_URL ? 'sent' as const : CONCORDAT_DEMO ? 'kept' as const : null,
  }
})

export const action = residentAction(async (entered) => {
  const { context, visit, request } = entered
  const reading = readTyped(typedFromForm(await request.formData()), mailSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  if (visit.mails >= MAILS_A_VISIT) return data({ problems: [{ field: 'email', message: MAILS_ENOUGH }], typed: {} }, { status: 429 })
  const asked = visit.choiceId ? await askForConfirmationMail(entered, { choiceId: visit.choiceId, to: reading.value.email }) : null
  if (!asked) throw redirect('/your-choice/project')
  throw redirect('/your-choice/done?done=mail', { headers: { 'Set-Cookie': await carryVisit(context.runtime, { ...visit, mails: visit.mails + 1 }, context.now) } })
})

export default function Done() {
  const page = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <ResidentPage title="Your choice is recorded" hideTitle frame={page.frame}>
      {page.mailAsked ? <SuccessBanner>{page.mail === 'kept' ? MAIL_KEPT : MAIL_ON_ITS_WAY}</SuccessBanner> : null}
      <ResidentDone page={page} />
      {page.mail ? (
        <>
          <h2 className="nhsuk-heading-m">Get this by e-mail</h2>
          <PortalForm key={page.mails} schema={mailSchema} problems={result?.problems} typed={result?.typed}>
            <TextField name="email" label="Email address" hint="If you want a copy. We use the address once, for this only. The e-mail does not say who you are." type="email" inputMode="email" autoComplete="email" spellCheck={false} width={30} />
            <SubmitButton secondary>Send me an e-mail</SubmitButton>
          </PortalForm>
        </>
      ) : null}
    </ResidentPage>
  )
}
