import { Link } from '@remix-run/react'
import { formatDay, formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import { Table } from '#app/ui/furniture.tsx'
import type { CheckState } from './check.rules.ts'
import { ANSWERED_BEFORE_WORDS, CHECK_STATE_WORDS, CHOICE_INCIDENT_WORDS, INCIDENT_WORDS } from './release.words.ts'

interface Incident {
  readonly checkId: string
  readonly flowRef: string
  readonly projectRef: string
  readonly state: CheckState
  readonly beganAt: string
  readonly rows: number | null
  readonly included: number | null
}

const figure = (count: number | null): string => (count === null ? 'none' : count.toLocaleString('en-GB'))

/** Checks that were answered while an import, or one choice, counted, for someone to look at. */
export function PossibleIncidents({ incidents, isUndone, of = 'import' }: { readonly incidents: readonly Incident[]; readonly isUndone: boolean; readonly of?: 'import' | 'choice' }) {
  const words = (of === 'import' ? INCIDENT_WORDS : CHOICE_INCIDENT_WORDS)[isUndone ? 'undone' : 'standing']
  return (
    <>
      <h2 className="nhsuk-heading-m">{words.title}</h2>
      <p>{incidents.length === 0 ? words.none : words.some}</p>
      {incidents.length === 0 ? null : <ChecksToLookAt caption={words.title} hideCaption checks={incidents} />}
    </>
  )
}

/** Each no that counts from before it was written down, with the checks that were answered without it. */
export function AnsweredBefore({ late }: { readonly late: readonly { readonly choiceId: string; readonly what: string; readonly reference: string; readonly from: string; readonly to: string; readonly checks: readonly Incident[] }[] }) {
  if (late.length === 0) return null
  return (
    <>
      <h2 className="nhsuk-heading-m">{ANSWERED_BEFORE_WORDS.title}</h2>
      <p className="nhsuk-u-reading-width">{ANSWERED_BEFORE_WORDS.what}</p>
      {late.map(({ choiceId, what, reference, from, to, checks }) => (
        <ChecksToLookAt key={choiceId} caption={`${what} (${reference}): counts from ${formatDay(londonDay(new Date(from)))}, written down ${formatInstant(new Date(to))}`} checks={checks} />
      ))}
    </>
  )
}

function ChecksToLookAt({ caption, hideCaption, checks }: { readonly caption: string; readonly hideCaption?: boolean; readonly checks: readonly Incident[] }) {
  return (
    <Table caption={caption} hideCaption={hideCaption} head={['Answered', 'Flow', 'State', 'Rows', 'Included']} figures={[3, 4]}
      rows={checks.map((check) => [
        <Link key="link" to={`/projects/${check.projectRef}/releases/${check.checkId}`}>{formatInstant(new Date(check.beganAt))}</Link>,
        check.flowRef, CHECK_STATE_WORDS[check.state].label, figure(check.rows), figure(check.included),
      ])} />
  )
}
