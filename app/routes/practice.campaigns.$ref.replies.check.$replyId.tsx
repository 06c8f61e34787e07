import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { checkReply } from '#app/letters/check-reply.server.ts'
import { readReplyCheck } from '#app/letters/read-reply-checks.server.ts'
import { BothReadings, CorrectFields, PaperFields } from '#app/letters/reply-check-form.tsx'
import { PaperToFind } from '#app/letters/reply-check-paper.tsx'
import { checkReplySchema, correctReplySchema } from '#app/letters/reply-check.schema.ts'
import { CHECK_STATE_WORDS, checkFieldOf, checkRefusalWords, checkStatusOf, correctAsRead, REPLY_CHECK_WORDS } from '#app/letters/reply-check.words.ts'
import { settleReplyCheck } from '#app/letters/settle-reply-check.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Check a reply')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = isId(params.replyId) ? await readReplyCheck(context, params.ref ?? '', params.replyId) : null
  if (!page) throw notFound()
  return { ...page, formId: newId() }
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const { ref = '', replyId } = params
  if (!isId(replyId)) throw notFound()
  const typed = typedFromForm(await request.formData())
  const here = `/practice/campaigns/${ref}/replies/check`
  const refused = (refusal: Parameters<typeof checkRefusalWords>[0]) =>
    data({ problems: [{ field: checkFieldOf(refusal), message: checkRefusalWords(refusal) }], typed }, { status: checkStatusOf(refusal) })
  if (typed.intent === 'was-right' || typed.intent === 'correct') {
    const reading = typed.intent === 'correct' ? readTyped(typed, correctReplySchema) : null
    if (reading && !reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
    const settled = await settleReplyCheck(context, ref, replyId, reading ? reading.value : null)
    if (!settled) throw notFound()
    if (!settled.ok) return refused(settled.refusal)
    throw redirect(`${here}?done=${settled.value.settledAs}`)
  }
  const reading = typed.intent === 'missing' ? null : readTyped(typed, checkReplySchema)
  if (reading && !reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const checked = await checkReply(context, ref, replyId, reading ? reading.value : null)
  if (!checked) throw notFound()
  if (!checked.ok) return refused(checked.refusal)
  const { outcome } = checked.value
  throw redirect(outcome === 'differs' ? `${here}/${replyId}` : `${here}?done=${outcome === 'agrees' ? 'agrees' : 'missing'}`)
})

export default function CheckReply() {
  const { campaign, state, isOwn, paper, readings, formId } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const isToRead = state === 'waiting' || state === 'paper-missing'
  return (
    <Page title="Check a reply" caption={campaign.projectTitle} tag={<Tag colour={CHECK_STATE_WORDS[state].colour}>{CHECK_STATE_WORDS[state].label}</Tag>}
      crumbs={[{ href: `${base}/replies`, label: 'Reply desk' }, { href: `${base}/replies/check`, label: REPLY_CHECK_WORDS.title }]}>
      <PaperToFind paper={paper} campaignRef={campaign.ref} />
      {isToRead && isOwn ? <InsetText><p>{REPLY_CHECK_WORDS.own}</p></InsetText> : null}
      {isToRead && !isOwn ? (
        <>
          <p>{REPLY_CHECK_WORDS.findPaper}</p>
          <PortalForm schema={checkReplySchema} problems={result?.problems} typed={result?.typed}>
            <PaperFields />
            <SubmitButton>Compare with what was entered</SubmitButton>
          </PortalForm>
          <Form method="post">
            <input type="hidden" name="intent" value="missing" />
            <button className="nhsuk-button nhsuk-button--secondary" type="submit">The paper cannot be found</button>
          </Form>
        </>
      ) : null}
      {readings ? <BothReadings {...readings} by={paper.by} /> : null}
      {readings?.isHeld ? <InsetText><p>{REPLY_CHECK_WORDS.held}</p></InsetText> : null}
      {readings && state === 'differs' && isOwn ? <InsetText><p>{REPLY_CHECK_WORDS.own}</p></InsetText> : null}
      {readings && state === 'differs' && !isOwn ? (
        <>
          <p>{REPLY_CHECK_WORDS.settle}</p>
          <Form method="post">
            <input type="hidden" name="intent" value="was-right" />
            <button className="nhsuk-button nhsuk-button--secondary" type="submit">What was entered is right</button>
          </Form>
          <h2 className="nhsuk-heading-m">What the paper says</h2>
          <PortalForm schema={correctReplySchema} problems={result?.problems} typed={result?.typed ?? { ...correctAsRead(readings), received: partsOfDay(readings.read.received ?? readings.entered.received) }}>
            <HiddenField name="intent" value="correct" />
            <HiddenField name="formId" value={typeof result?.typed.formId === 'string' ? result.typed.formId : formId} />
            <CorrectFields />
            <SubmitButton>Record what the paper says</SubmitButton>
          </PortalForm>
        </>
      ) : null}
    </Page>
  )
}
