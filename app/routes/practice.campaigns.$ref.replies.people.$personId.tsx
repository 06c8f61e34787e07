import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { FLAG_WORDS } from '#app/choices/choice.words.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { fileFromForm, readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { readReplyForm } from '#app/letters/read-reply-form.server.ts'
import { recordReply } from '#app/letters/record-reply.server.ts'
import { ReplyFields, ScanField } from '#app/letters/reply-form.tsx'
import { recordReplySchema } from '#app/letters/reply.schema.ts'
import { CHANNEL_WORDS, QUERY_WORDS, REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords } from '#app/letters/reply.words.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, SummaryList, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Record a reply')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = isId(params.personId) ? await readReplyForm(context, params.ref ?? '', params.personId) : null
  if (!page) throw notFound()
  return { ...page, formId: newId() }
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const form = await request.formData()
  const reading = readTyped(typedFromForm(form), recordReplySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const recorded = isId(params.personId) ? await recordReply(context, params.ref ?? '', params.personId, reading.value, await fileFromForm(form, 'scan')) : null
  if (!recorded) throw notFound()
  if (!recorded.ok) {
    const { refusal } = recorded
    return data({ problems: [{ field: REFUSAL_FIELD[refusal.kind], message: replyRefusalWords(refusal) }], typed: reading.typed }, { status: REPLY_REFUSAL_STATUS[refusal.kind] })
  }
  const { choiceId, repeated, isLate, outcome } = recorded.value
  const done = outcome === 'query' ? (repeated ? 'query-repeated' : 'query') : repeated ? 'repeated' : 'recorded'
  throw redirect(`/practice/campaigns/${params.ref}/replies?done=${done}${choiceId ? `&choice=${choiceId}` : ''}${isLate && !repeated ? '&late=yes' : ''}`)
})

const STANDING = {
  NONE_RECORDED: 'Nothing recorded', DENIED: 'Do not share', PERMITTED: 'May be shared: they took back an earlier “do not share”, or told us so',
} as const

export default function RecordReply() {
  const { campaign, person, letter, standing, parents, isDisputed, queries, today, formId } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const typed = result?.typed ?? { received: partsOfDay(today), word: person.age >= 18 ? 'self' : '' }
  return (
    <Page title="Record a reply" caption={campaign.projectTitle}
      crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      <h2 className="nhsuk-heading-m">Is this the right patient?</h2>
      <SummaryList rows={[
        { key: 'Name', value: <strong>{person.name}</strong> },
        { key: 'Date of birth', value: `${formatDay(person.dateOfBirth)} (aged ${person.age})` },
        { key: 'Choice now', value: standing.recordedAt ? <>{STANDING[standing.is]}. Recorded on {formatInstant(new Date(standing.recordedAt))}{standing.channel ? ` (${CHANNEL_WORDS[standing.channel].toLowerCase()})` : ''}, reference <span className="concordat-reference">{standing.reference}</span></> : STANDING[standing.is] },
        ...parents.map(({ name, isNo, recordedAt }) => ({ key: <>Said by {name}</>, value: `${isNo ? 'Do not share' : 'May be shared'}, recorded on ${formatInstant(new Date(recordedAt))}` })),
      ]} />
      {isDisputed ? <InsetText><p>{FLAG_WORDS.PARENTS_DISAGREE}</p></InsetText> : null}
      {person.isDeceased ? <WarningCallout title="This patient has died"><p>The list says that this patient has died. Check that the reply is theirs. A choice may still be recorded.</p></WarningCallout> : null}
      {person.hasLeft ? <InsetText><p>This patient is no longer on the surgery’s list. A choice may still be recorded.</p></InsetText> : null}
      {letter?.addressee === 'parent-or-carer' && person.age >= 13
        ? <InsetText><p>The letter was addressed to a parent or carer. The patient is 13 or over now, so the patient decides.</p></InsetText> : null}
      {queries.map((query) => (
        <InsetText key={query.id}><p>{QUERY_WORDS[query.queryKind as keyof typeof QUERY_WORDS]}: <Link to={`${base}/replies/queries/${query.id}`}>settle this query</Link> if the reply in your hand answers it.</p></InsetText>
      ))}
      <PortalForm schema={recordReplySchema} problems={result?.problems} typed={typed} encType="multipart/form-data">
        <HiddenField name="formId" value={typeof result?.typed.formId === 'string' ? result.typed.formId : formId} />
        <ReplyFields />
        <ScanField />
        {campaign.isClosed && campaign.closingDate
          ? <InsetText><p>The closing date was {formatDay(campaign.closingDate)}. A reply after it counts from the day it came, and holds for everything shared from then on.</p></InsetText> : null}
        <SubmitButton>Record this reply</SubmitButton>
      </PortalForm>
      <p><Link to={`${base}/replies/household/${person.id}`}>One form for several people: record them together</Link></p>
      <p><Link to={`${base}/replies`}>This is not the patient: go back</Link></p>
    </Page>
  )
}
