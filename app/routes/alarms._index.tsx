import { Link, useLoaderData } from '@remix-run/react'
import { AcknowledgedAlarms, HowToBegin, OpenAlarms } from '#app/alarms/alarm-list.tsx'
import { NOT_WATCHED_WORDS } from '#app/alarms/alarm.words.ts'
import { readAlarmsPage } from '#app/alarms/read-alarms-page.server.ts'
import { alarmsDoneWords, CYCLE_WORDS, HOLDS_WORDS, SUPPLIER_WORDS } from '#app/alarms/watching.words.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, SuccessBanner, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Alarms')

export const loader = pageLoader('alarms.read', async ({ context, url }) => ({
  ...(await readAlarmsPage(context)), organisation: context.actor.organisationName, done: alarmsDoneWords(url.searchParams.get('done')),
  mayDeclare: mayRole(context.actor.role, 'alarms.declare'), isPractice: context.actor.organisationKind === 'gp-practice',
}))

export default function Alarms() {
  const { sources, counts, open, acknowledged, canaries, organisation, done, mayDeclare, isPractice } = useLoaderData<typeof loader>()
  const isBegun = sources.length > 0 || open.length > 0 || acknowledged.length > 0
  return (
    <Page title="Alarms" caption={organisation} wide>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <div className="nhsuk-u-reading-width">
        <p>An opt-out that is lost on its way makes no noise. Here the portal looks for what should have come and did not.</p>
        {isBegun ? null : <HowToBegin />}
      </div>
      {isBegun ? (
        <>
          <h2 className="nhsuk-heading-m">Open alarms</h2>
          {open.length === 0 ? <p>No alarm is open.</p> : <OpenAlarms alarms={open} />}
          {sources.length === 0 ? null : (
            <>
              <Table caption="Expected and received, in each source’s newest extract" figures={[3, 4, 5]} head={['Source', 'Entries', 'Extract due', 'Expected', 'Received', 'Standing']} rows={counts.map((line) => [
                line.name, line.code, line.due === null ? 'None has come' : formatDay(line.due), line.expected === null ? 'Not known yet' : line.expected.toLocaleString('en-GB'),
                line.due === null ? '' : line.received.toLocaleString('en-GB'), line.due === null ? '' : line.standing.toLocaleString('en-GB'),
              ])} />
              {counts.some(({ expected }) => expected === null) ? <p>Not known yet: {NOT_WATCHED_WORDS.charAt(0).toLowerCase()}{NOT_WATCHED_WORDS.slice(1)}</p> : null}
              <Table caption="What is watched" figures={[4]} head={['Source', 'System', 'An extract is due', 'It holds', 'Registered people', 'Watched from', 'Change']} rows={sources.map((source) => [
                source.name, SUPPLIER_WORDS[source.supplier], CYCLE_WORDS[source.cycle], HOLDS_WORDS[source.holds], source.listSize.toLocaleString('en-GB'), formatDay(source.watchedFrom),
                <Link key="change" to={`/alarms/watch?source=${source.id}`} aria-label={`Change how ${source.name} is watched`}>Change</Link>,
              ])} />
            </>
          )}
          {mayDeclare && sources.length > 0 ? <ButtonLink to="/alarms/totals">Enter a practice’s own count</ButtonLink> : null}
          {isPractice && sources.length > 0 ? null : <p><Link to="/alarms/watch">Watch a source</Link></p>}
        </>
      ) : null}
      <h2 className="nhsuk-heading-m">Test people on guard</h2>
      <p>
        {canaries === 0 ? 'No made-up person with an opt-out stands guard over a flow.' : canaries === 1 ? '1 made-up person with an opt-out stands guard.' : `${canaries} made-up people with an opt-out stand guard.`}
        {' '}<Link to="/alarms/canaries">Place or see test people</Link>
      </p>
      {acknowledged.length > 0 ? <><h2 className="nhsuk-heading-m">Looked into</h2><AcknowledgedAlarms alarms={acknowledged} /></> : null}
    </Page>
  )
}
