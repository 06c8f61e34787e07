import { data, redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { readReplyChecks } from '#app/letters/read-reply-checks.server.ts'
import { SampleByPerson, SampleTotal } from '#app/letters/reply-check-figures.tsx'
import { sampleSettingSchema } from '#app/letters/reply-check.schema.ts'
import { CHECK_REFUSAL_WORDS, CHECK_STATE_WORDS, REPLY_CHECK_WORDS } from '#app/letters/reply-check.words.ts'
import { checkAllOf, setReplySample } from '#app/letters/set-reply-sample.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details, SuccessBanner, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(REPLY_CHECK_WORDS.title)

export const loader = pageLoader('campaigns.read', async ({ context, params }) => {
  const page = await readReplyChecks(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const typed = typedFromForm(await request.formData())
  const here = `/practice/campaigns/${params.ref}/replies/check`
  const refused = (message: string) => data({ problems: [{ field: '', message }], typed }, { status: 403 })
  if (typed.intent === 'all') {
    const done = typeof typed.userId === 'string' && isId(typed.userId) ? await checkAllOf(context, params.ref ?? '', typed.userId) : null
    if (!done) throw notFound()
    if (!done.ok) return refused(CHECK_REFUSAL_WORDS['not-allowed'])
    throw redirect(`${here}?done=all`)
  }
  const reading = readTyped(typed, sampleSettingSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const set = await setReplySample(context, params.ref ?? '', reading.value)
  if (!set) throw notFound()
  if (!set.ok) return refused('Only a practice manager sets how large the sample is.')
  throw redirect(`${here}?done=set`)
})

const DONE: Readonly<Record<string, string>> = {
  agrees: 'Both readings agree. Thank you.', differs: 'The two readings differ. Look at the paper together, then settle it.', missing: 'Kept: the paper was not found. It can be checked when it is.',
  'was-right': 'Settled: what was entered first is right.', corrected: 'Settled: the reply is recorded anew, and what was entered by mistake is taken back.',
  all: 'All of their replies are in the sample now.', set: 'The sample is set.',
}

export default function ReplyChecks() {
  const { campaign, setting, people, total, sampled, mayManage, mayCheck } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const [search] = useSearchParams()
  const base = `/practice/campaigns/${campaign.ref}`
  const done = DONE[search.get('done') ?? '']
  const typed = result?.typed ?? Object.fromEntries(Object.entries(setting).map(([name, value]) => [name, String(value)]))
  return (
    <Page title={REPLY_CHECK_WORDS.title} caption={campaign.projectTitle} wide crumbs={[{ href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p className="nhsuk-u-reading-width">{REPLY_CHECK_WORDS.why}</p>
      {total.sampled > 0 ? <div className="nhsuk-u-reading-width"><SampleTotal total={total} /></div> : null}
      <SampleByPerson people={people} setting={setting} mayEnlarge={mayCheck} button={({ userId, name }) => (
        <Form method="post">
          <input type="hidden" name="intent" value="all" />
          <HiddenField name="userId" value={userId} />
          <button className="nhsuk-button" type="submit">Check all of {name}’s replies</button>
        </Form>
      )} />
      {sampled.length > 0 ? (
        <Table caption="To check, and to settle" head={['Written down', 'By', 'Reference', 'State', 'What to do']} rows={sampled.map((reply, index) => [
          formatInstant(new Date(reply.recordedAt)), reply.by, reply.reference ? <span className="concordat-reference">{reply.reference}</span> : '',
          <Tag key="state" colour={CHECK_STATE_WORDS[reply.state].colour}>{CHECK_STATE_WORDS[reply.state].label}</Tag>,
          reply.isOwn && reply.state !== 'differs' ? 'Someone else checks it' : !mayCheck ? '' : (
            <Link key="open" to={`${base}/replies/check/${reply.replyId}`}>{reply.state === 'differs' ? (reply.isOwn ? 'See both readings' : 'Settle') : 'Check'}<span className="nhsuk-u-visually-hidden"> the reply written down {formatInstant(new Date(reply.recordedAt))}, {index + 1} of {sampled.length}</span></Link>
          ),
        ])} />
      ) : people.length > 0 ? <p>Everything in the sample has been checked.</p> : null}
      {mayManage ? (
        <Details summary="How large the sample is" open={Boolean(result)}>
          <PortalForm schema={sampleSettingSchema} problems={result?.problems} typed={typed}>
            <TextField name="oneIn" label="One in how many of what each of you enters?" hint="20 means 1 in 20; 1 means all" width={4} inputMode="numeric" />
            <TextField name="atLeast" label="But at least how many of each one’s?" width={4} inputMode="numeric" />
            <TextField name="boundOneIn" label="All should be checked when more than one in how many is misread?" width={4} inputMode="numeric" />
            <TextField name="enough" label="Once how many have been checked?" width={4} inputMode="numeric" />
            <SubmitButton secondary>Set the sample</SubmitButton>
          </PortalForm>
        </Details>
      ) : null}
    </Page>
  )
}
