import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { makeFeed, readOwnFeed, withdrawFeed } from '#app/reminders/calendar-feed.server.ts'
import { FEED_DONE_WORDS, FEED_REFUSAL_WORDS } from '#app/reminders/calendar.words.ts'
import { CalendarSteps } from '#app/reminders/calendar-steps.tsx'
import { carryNewFeed, takeNewFeed } from '#app/reminders/new-feed-cookie.server.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Panel, SuccessBanner, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Your calendar')

export const loader = pageLoader('desk.open', async ({ context, request, url }) => {
  const feed = await readOwnFeed(context)
  const fresh = feed && (await takeNewFeed(context.runtime, request, feed.id))
  const { publicUrl } = context.runtime
  return data(
    { feed, address: fresh ? `${publicUrl}/calendar/${fresh.token}.ics` : null, done: url.searchParams.get('done') === 'withdrawn' && !feed ? FEED_DONE_WORDS.withdrawn : null },
    { headers: { 'Cache-Control': 'no-store', ...(fresh ? { 'Set-Cookie': fresh.letGo } : {}) } },
  )
})

export const action = pageAction('desk.open', async ({ context, request }) => {
  const { what } = typedFromForm(await request.formData())
  if (what === 'withdraw') {
    const withdrawn = await withdrawFeed(context)
    if (withdrawn.ok) throw redirect('/account/calendar?done=withdrawn')
    return data({ problems: [{ field: '', message: FEED_REFUSAL_WORDS[withdrawn.refusal.kind] }] }, { status: 409 })
  }
  const made = await makeFeed(context)
  if (!made.ok) return data({ problems: [{ field: '', message: FEED_REFUSAL_WORDS[made.refusal.kind] }] }, { status: 409 })
  throw redirect('/account/calendar', { headers: { 'Set-Cookie': await carryNewFeed(context.runtime, made.value) } })
})

export default function YourCalendar() {
  const { feed, address, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Your calendar" crumbs={[{ href: '/desk', label: 'Desk' }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p>Your own calendar can show what is due: conditions and clocks, reviews and last days of agreements and decisions, security assurance, actions of impact assessments, approvals that wait for you, and the meetings of boards that you sit on. It names projects and organisations, and no patient.</p>
      {feed ? (
        <>
          {address ? (
            <>
              <Panel title="The address is made">Copy it now. It is shown this once and kept nowhere.</Panel>
              <p><label className="nhsuk-label" htmlFor="address">The address for your calendar</label></p>
              <p><textarea className="nhsuk-textarea concordat-code" id="address" readOnly rows={3} defaultValue={address} spellCheck={false} /></p>
              <p>Whoever has the address can read the dates without signing in. Give it to nobody; if somebody may have seen it, withdraw it and make another.</p>
              <CalendarSteps />
            </>
          ) : null}
          <SummaryList rows={[
            { key: 'Made', value: formatInstant(new Date(feed.madeAt)) },
            { key: 'Last read by a calendar', value: feed.lastReadOn ? formatDay(feed.lastReadOn) : 'Not yet' },
          ]} />
          <PortalForm problems={answer?.problems}>
            <p>Calendars that use the address show nothing new once it is withdrawn.</p>
            <SubmitButton secondary name="what" value="withdraw">Withdraw the address</SubmitButton>
          </PortalForm>
        </>
      ) : (
        <PortalForm problems={answer?.problems}>
          <p>You have no address yet. Make one, and subscribe to it in your calendar: Outlook, Google Calendar, Apple Calendar or any other. It keeps itself up to date.</p>
          <SubmitButton name="what" value="make">Make an address</SubmitButton>
        </PortalForm>
      )}
    </Page>
  )
}
