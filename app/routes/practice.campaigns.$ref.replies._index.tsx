import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { findReplyLetter, readReplyDesk } from '#app/letters/read-reply-desk.server.ts'
import { SampleAtDesk } from '#app/letters/reply-check-figures.tsx'
import { RecentReplies, ReplyDone, ReplyFigures } from '#app/letters/reply-desk-figures.tsx'
import { findReplySchema } from '#app/letters/reply.schema.ts'
import { REPLY_CODE_NOT_FOUND } from '#app/letters/reply.words.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Reply desk')

export const loader = pageLoader('campaigns.read', async ({ context, params, url }) => {
  const choice = url.searchParams.get('choice') ?? undefined
  const desk = await readReplyDesk(context, params.ref ?? '', isId(choice) ? choice : null)
  if (!desk) throw notFound()
  const counted = (name: string): number => Number(/^\d{1,3}$/.exec(url.searchParams.get(name) ?? '')?.[0] ?? 0)
  return {
    desk, done: url.searchParams.get('done'), isLate: url.searchParams.has('late'),
    household: { recorded: counted('recorded'), repeated: counted('repeated'), queries: counted('queries') },
  }
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), findReplySchema)
  const typed = { code: reading.typed.code }
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const found = await findReplyLetter(context, params.ref ?? '', reading.value.code)
  if (!found) throw notFound()
  if (!found.ok) return data({ problems: [{ field: 'code', message: REPLY_CODE_NOT_FOUND }], typed }, { status: 400 })
  throw redirect(`/practice/campaigns/${found.value.campaignRef}/replies/people/${found.value.personId}`)
})

export default function ReplyDesk() {
  const { desk, done, isLate, household } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const { campaign } = desk
  const base = `/practice/campaigns/${campaign.ref}`
  useEffect(() => {
    if (!result?.problems) document.getElementById('field-code')?.focus({ preventScroll: true })
  }, [result])
  return (
    <Page title="Reply desk" caption={campaign.projectTitle} wide crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }]}>
      <ReplyDone done={done} isLate={isLate} household={household} desk={desk} />
      {campaign.canRecord ? (
        <div className="nhsuk-u-reading-width">
          {campaign.closingDate ? (
            <InsetText>
              <p>{campaign.isClosed
                ? `The closing date was ${formatDay(campaign.closingDate)}. Record replies all the same: each counts from the day it comes.`
                : `Replies are asked for by ${formatDay(campaign.closingDate)}. One that comes later counts too, from the day it comes.`}</p>
            </InsetText>
          ) : null}
          <PortalForm schema={findReplySchema} problems={result?.problems} typed={result?.typed}>
            <TextField name="code" label="Reply code" hint="Scan the slip, or type the 12 letters and numbers. Spaces, hyphens and small letters do not matter." width={20} code
              autoComplete="off" spellCheck={false} />
            <SubmitButton>Find the patient</SubmitButton>
          </PortalForm>
          <ul className="nhsuk-list">
            <li><Link to="/people">No code: find the patient by name or number</Link></li>
            <li>One form with several names: find anyone who is on it, then record them together</li>
            <li><Link to={`${base}/replies/upload`}>Upload a list of opt-outs</Link></li>
            <li><a href={`${base}/replies/opt-outs.csv`} download>Download the opt-out list (CSV)</a></li>
          </ul>
        </div>
      ) : <p>{campaign.closingDate ? 'You can read the replies here. Practice managers and receptionists record them.' : 'The letters have not been made yet. When they have, replies are recorded here: start on the campaign’s page.'}</p>}
      <ReplyFigures desk={desk} />
      <SampleAtDesk total={desk.sample.total} isAboveBound={desk.sample.isAboveBound} href={`${base}/replies/check`} />
      <RecentReplies desk={desk} />
    </Page>
  )
}
