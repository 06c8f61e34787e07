import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { AuthorityFields } from '#app/choices/authority-fields.tsx'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { readReplyQuery } from '#app/letters/read-reply-queries.server.ts'
import { WordField } from '#app/letters/reply-form.tsx'
import { settleQuerySchema } from '#app/letters/reply.schema.ts'
import { QUERY_WORDS, REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords, SETTLEMENT_WORDS } from '#app/letters/reply.words.ts'
import { settleReplyQuery } from '#app/letters/settle-reply-query.server.ts'
import { DateField, RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Settle a query')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = isId(params.replyId) ? await readReplyQuery(context, params.ref ?? '', params.replyId) : null
  if (!page) throw notFound()
  return page
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), settleQuerySchema)
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
  const { campaign, query, people, today } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const isWhose = query.kind === 'matches-several'
  return (
    <Page title="Settle a query" caption={campaign.projectTitle}
      crumbs={[{ href: `${base}/replies`, label: 'Reply desk' }, { href: `${base}/replies/queries`, label: 'Queries' }]}>
      <p>{QUERY_WORDS[query.kind]} It came on {formatDay(query.receivedDay)}{query.by ? ` and was recorded by ${query.by}` : ''}.</p>
      {people.map((person) => (
        <SummaryList key={person.id} rows={[
          { key: 'Name', value: person.name }, { key: 'Date of birth', value: formatDay(person.dateOfBirth) }, { key: 'The surgery’s number', value: person.localId },
          ...(isWhose && person.addressLine ? [{ key: 'First line of address', value: person.addressLine }] : []),
        ]} />
      ))}
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
