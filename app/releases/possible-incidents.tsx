import { Link } from '@remix-run/react'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { Table } from '#app/ui/furniture.tsx'
import type { CheckState } from './check.rules.ts'
import { CHECK_STATE_WORDS, CHOICE_INCIDENT_WORDS, INCIDENT_WORDS } from './release.words.ts'

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
      {incidents.length === 0 ? null : (
        <Table caption={words.title} hideCaption head={['Answered', 'Flow', 'State', 'Rows', 'Included']} figures={[3, 4]}
          rows={incidents.map((check) => [
            <Link key="link" to={`/projects/${check.projectRef}/releases/${check.checkId}`}>{formatInstant(new Date(check.beganAt))}</Link>,
            check.flowRef, CHECK_STATE_WORDS[check.state].label, figure(check.rows), figure(check.included),
          ])} />
      )}
    </>
  )
}
