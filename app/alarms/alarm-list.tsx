import { Link } from '@remix-run/react'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { SummaryList, WarningCallout } from '#app/ui/furniture.tsx'

interface Line {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly sentence: string
  readonly nextStep: string
  readonly raisedAt: string | Date
  readonly found: string | null
  readonly acknowledgedAt: string | Date | null
  readonly acknowledgedBy: string | null
}

/** Each open alarm: what was seen, what to do, and the way to say what was found. */
export function OpenAlarms({ alarms }: { readonly alarms: readonly Line[] }) {
  return (
    <>
      {alarms.map((alarm) => (
        <section key={alarm.id} aria-labelledby={`alarm-${alarm.id}`}>
          <h3 className="nhsuk-heading-s" id={`alarm-${alarm.id}`}>{alarm.title}</h3>
          <SummaryList rows={[
            { key: 'What was seen', value: alarm.sentence },
            { key: 'Entries', value: alarm.about },
            { key: 'What to do', value: alarm.nextStep },
            { key: 'Raised', value: formatInstant(new Date(alarm.raisedAt)), change: { href: `/alarms/settle?alarm=${alarm.id}`, label: 'Say what you found', what: `about: ${alarm.sentence}` } },
          ]} />
        </section>
      ))}
    </>
  )
}

/** The open alarms on the front page of someone who can act: what was seen, and what to do. Nothing when there are none. */
export function AlarmsToActOn({ alarms }: { readonly alarms: readonly Pick<Line, 'id' | 'title' | 'about' | 'sentence' | 'nextStep'>[] }) {
  if (alarms.length === 0) return null
  return (
    <WarningCallout title={alarms.length === 1 ? 'An alarm about opt-outs' : `${alarms.length} alarms about opt-outs`}>
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.id}><strong>{alarm.title}.</strong> {alarm.sentence} What to do: {alarm.nextStep} <Link to={`/alarms/settle?alarm=${alarm.id}`}>Say what you found<span className="nhsuk-u-visually-hidden"> about: {alarm.title}, {alarm.about}</span></Link></li>
        ))}
      </ul>
      <p><Link to="/alarms">See all that is watched</Link></p>
    </WarningCallout>
  )
}

/** Alarms that someone has looked into, with what they found. */
export function AcknowledgedAlarms({ alarms }: { readonly alarms: readonly Line[] }) {
  return (
    <>
      {alarms.map((alarm) => (
        <section key={alarm.id} aria-labelledby={`alarm-${alarm.id}`}>
          <h3 className="nhsuk-heading-s" id={`alarm-${alarm.id}`}>{alarm.title}</h3>
          <SummaryList rows={[
            { key: 'What was seen', value: alarm.sentence },
            { key: 'What was found', value: alarm.found },
            { key: 'Found by', value: `${alarm.acknowledgedBy}, ${alarm.acknowledgedAt === null ? '' : formatInstant(new Date(alarm.acknowledgedAt))}` },
          ]} />
        </section>
      ))}
    </>
  )
}

export function HowToBegin() {
  return (
    <>
      <p>
        Nothing is watched yet. When a practice’s coded extracts are watched, this page compares how many opt-outs were expected with how many came, and raises an alarm
        when they fall short, stop changing, vanish or jump.
      </p>
      <p><Link to="/alarms/watch">Begin by saying whose extracts are to be watched</Link></p>
    </>
  )
}
