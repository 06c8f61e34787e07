import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { changeSchedule, readSchedulePage } from '#app/documents/change-schedule.server.ts'
import { DOCUMENT_KIND_WORDS, SIGN_REFUSAL_FIELDS, SIGN_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { ScheduleFields } from '#app/documents/schedule-fields.tsx'
import { scheduleLines } from '#app/documents/schedule.words.ts'
import { changeScheduleSchema, scheduleSaid, typedFromSchedule } from '#app/documents/sign.schema.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CheckboxField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, StackedTable, SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Your schedule')

export const loader = pageLoader('documents.sign-for', async ({ context, params }) => {
  const page = await readSchedulePage(context, params.ref ?? '')
  if (!page) throw notFound()
  return { ...page, organisation: context.actor.organisationName }
})

export const action = pageAction('documents.sign-for', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), changeScheduleSchema)
  const { password: _password, ...typed } = reading.typed
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const changed = await changeSchedule(context, params.ref ?? '', { ...reading.value, schedule: scheduleSaid(reading.value) })
  if (changed === null) throw notFound()
  if (changed.ok) throw redirect(`/documents/${params.ref}/schedule?done=changed`)
  const { kind } = changed.refusal
  const field = SIGN_REFUSAL_FIELDS[kind] ?? ''
  return data({ problems: [{ field, message: SIGN_REFUSAL_WORDS[kind] }], typed }, { status: field ? 400 : kind === 'not-a-party' || kind === 'wrong-role' ? 403 : 409 })
})

export default function ScheduleOfOurs() {
  const { paper, flows, startDate, schedule, history, mayNot, organisation } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isDone = useSearchParams()[0].get('done') === 'changed'
  const lines = scheduleLines(schedule, { flows })
  return (
    <Page title="Your schedule" caption={paper.title} crumbs={[
      { href: `/projects/${paper.projectRef}`, label: paper.title }, { href: `/documents/${paper.ref}/v${paper.number}`, label: `${DOCUMENT_KIND_WORDS[paper.kind]}, version ${paper.number}` },
    ]}>
      {isDone ? <SuccessBanner>The schedule is signed. It counts from now on.</SuccessBanner> : null}
      <p>What {organisation} varies for itself, with its signature on version {paper.number}:</p>
      {lines.length > 0 ? <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul> : <InsetText><p>Nothing. It takes part in the whole protocol.</p></InsetText>}
      {mayNot ? <InsetText><p>{SIGN_REFUSAL_WORDS[mayNot]}</p></InsetText> : null}
      {mayNot === null || answer ? (
        <>
          <h2 className="nhsuk-heading-m">Sign another schedule in its place</h2>
          <PortalForm schema={changeScheduleSchema} problems={answer?.problems} typed={answer?.typed ?? typedFromSchedule(schedule)}>
            <ScheduleFields organisation={organisation} flows={flows} startDate={startDate} />
            <CheckboxField name="agree" label={`I sign this schedule for ${organisation}. It counts from now on in the place of the one before.`} />
            <TextField name="fullName" label="Your full name" width={30} autoComplete="name" spellCheck={false} />
            <TextField name="password" label="Your password" hint="To show that it is still you" type="password" width={20} autoComplete="current-password" />
            <SubmitButton>Sign the schedule</SubmitButton>
          </PortalForm>
        </>
      ) : null}
      {history.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">Schedules that were signed</h2>
          <StackedTable caption="Schedules that were signed" head={['Signed', 'What it said', 'Digest']} rows={history.map((one) => [
            <span key="signed">{formatInstant(new Date(one.signedAt))}<br />{one.by}</span>, scheduleLines(one.schedule, { flows }).join('. ') || 'The whole protocol', <span key="hash" className="concordat-hash">{one.scheduleHash}</span>,
          ])} />
        </>
      ) : null}
    </Page>
  )
}
