import { Link } from '@remix-run/react'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { Table, Tag } from '#app/ui/furniture.tsx'
import { Figure } from './check-state-tag.tsx'
import type { ExtractStanding } from './extracts.rules.ts'
import { EXTRACT_WORDS, STANDING_WORDS } from './receipt.words.ts'
import type { ToldCount } from './small-numbers.rules.ts'

interface Shown {
  readonly extract: string
  readonly flow: string
  readonly linkage: { readonly id: string; readonly at: string; readonly rows: ToldCount } | null
  readonly release: { readonly id: string; readonly at: string; readonly rows: ToldCount } | null
  readonly standing: ExtractStanding
  readonly leftOutBetween: ToldCount | null
}

const COLOURS = { both: 'green', 'linkage-only': 'blue', 'release-only': 'orange', 'release-not-later': 'orange', 'release-larger': 'red' } as const satisfies Record<ExtractStanding, string>

/** The extracts that were checked before linkage and before release, and how each stands. */
export function ExtractTable({ extracts, projectRef, names }: { readonly extracts: readonly Shown[]; readonly projectRef: string; readonly names: ReadonlyMap<string, string> }) {
  const check = (shown: Shown, which: 'linkage' | 'release') => {
    const found = shown[which]
    if (!found) return EXTRACT_WORDS.none
    return (
      <>
        <Link to={`/projects/${projectRef}/releases/${found.id}`}>{formatInstant(new Date(found.at))}<span className="nhsuk-u-visually-hidden">: {shown.extract}, before {which}</span></Link>
        <br /><Figure value={found.rows} /> {found.rows === 1 ? 'row' : 'rows'}
      </>
    )
  }
  return (
    <Table caption={EXTRACT_WORDS.caption} figures={[4]} head={['Extract', 'Flow', 'Before linkage', 'Before release', 'Left out between', 'State']}
      rows={extracts.map((shown) => [
        <span className="concordat-code" key="extract">{shown.extract}</span>,
        names.get(shown.flow) ?? shown.flow,
        check(shown, 'linkage'),
        check(shown, 'release'),
        <Figure value={shown.leftOutBetween} key="between" />,
        <div key="state"><Tag colour={COLOURS[shown.standing]}>{STANDING_WORDS[shown.standing].label}</Tag><br />{STANDING_WORDS[shown.standing].says}</div>,
      ])} />
  )
}
