import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { AuthorityFields } from '#app/choices/authority-fields.tsx'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { readReplyQuery } from '#app/letters/read-reply-queries.server.ts'
import { AskByLetter } from '#app/letters/ask-by-letter.tsx'
import { recordQueryLetterSent } from '#app/letters/query-letter.server.ts'
import { QUERY_LETTER_REFUSAL_WORDS } from '#app/letters/query-letter.words.ts'
import { ScanLinks } from '#app/letters/scan-links.tsx'
import { WordField } from '#app/letters/reply-form.tsx'
import { settleQuerySchema } from '#app/letters/reply.schema.ts'
import { QUERY_WORDS, REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords, SETTLEMENT_WORDS } from '#app/letters/reply.words.ts'
import { settleReplyQuery } from '#app/letters/settle-reply-query.server.ts'
import { DateField, RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, SuccessBanner, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Settle a query')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = isId(params.replyId) ? await readReplyQuery(context, params.ref ?? '', params.replyId) : null
  if (!page) throw notFound()
  return page
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const form = typedFromForm(await request.formData())
  if (form.intent === 'letter-sent') {
    const sent = isId(params.replyId) ? await recordQueryLetterSent(context, params.ref ?? '', params.replyId) : null
    if (!sent) throw notFound()
    if (!sent.ok) return data({ problems: [{ field: '', message: QUERY_LETTER_REFUSAL_WORDS[sent.refusal.kind] }], typed: {} }, { status: 409 })
    throw redirect(`/practice/campaigns/${params.ref}/replies/queries/${params.replyId}?done=letter-sent`)
  }
  const reading = readTyped(form, settleQuerySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const settled = isId(params.replyId) ? await settleReplyQuery(context, params.ref ?? '', params.replyId, reading.value) : null
  if (!settled) throw notFound()
  if (!settled.ok) {
    const { refusal } = settled
    const field: string = REFUSAL_FIELD[refusal.kind] === 'received' ? 'on' : REFUSAL_FIELD[refusal.kind]
    return data({ problems: [{ field, message: replyRefusalWords(refusal) }], typed: reading.typed }, { status: REPLY_REFUSAL_STATUS[refusal.kind] })
  }
  const { choiceId } = settled.value
  throw redirect(`/practice/campaigns/${params.ref}/replies?done=${choiceId ? `recorded&choice=${choiceId}` : 'settled'}`)
})

export default function SettleQuery() {
  const { campaign, query, people, today, letter, scans } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const [search] = useSearchParams()
  const isWhose = query.kind === 'matches-several'
  return (
    <Page title="Settle a query" caption={campaign.projectTitle}
      crumbs={[{ href: `${base}/replies`, label: 'Reply desk' }, { href: `${base}/replies/queries`, label: 'Queries' }]}>
      {search.get('done') === 'letter-sent' && letter?.sentAt ? <SuccessBanner>The letter is recorded as sent. The query waits for the answer.</SuccessBanner> : null}
      <p>{QUERY_WORDS[query.kind].replace(/\.$/, '')}. It came on {formatDay(query.receivedDay)}{query.by ? ` and was recorded by ${query.by}` : ''}.</p>
      {people.map((person) => (
        <SummaryList key={person.id} rows={[
          { key: 'Name', value: person.name }, { key: 'Date of birth', value: formatDay(person.dateOfBirth) }, { key: 'The surgery’s number', value: person.localId },
          ...(isWhose && person.addressLine ? [{ key: 'First line of address', value: person.addressLine }] : []),
        ]} />
      ))}
      <p>{scans.length > 0 ? <ScanLinks campaignRef={campaign.ref} scans={scans} /> : <Link to={`${base}/replies/${query.id}/scan`}>Attach a scan of the paper</Link>}</p>
      {letter ? <AskByLetter letter={letter} href={`${base}/replies/queries/${query.id}/letter.pdf`} /> : null}
      {query.isSettled ? <InsetText><p>This query is settled.</p></InsetText> : (
        <PortalForm schema={settleQuerySchema} problems={result?.problems} typed={result?.typed ?? { on: partsOfDay(today) }}>
          <RadiosField name="settlement" label="What did you find out?" options={query.settlements.map((value) => ({ value, label: SETTLEMENT_WORDS[value] }))} />
          {isWhose ? (
            <>
              <RadiosField name="personId" label="Whose reply is it?" hint="Leave this blank if it is nobody’s" options={people.map((person) => ({ value: person.id, label: `${person.name}, number ${person.localId}`, hint: person.addressLine ?? undefined }))} />
              {query.isForChild ? <AuthorityFields isForChild /> : null}
            </>
          ) : (
            <>
              <p className="nhsuk-body">Answer these two only if it is a choice.</p>
              <WordField />
              <DateField name="on" label="When did you hear from them?" hint="Their choice counts from this day" />
              <AuthorityFields />
            </>
          )}
          <SubmitButton>Settle the query</SubmitButton>
        </PortalForm>
      )}
    </Page>
  )
}
