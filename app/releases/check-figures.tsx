import { COARSE_REASONS, EXCLUDING_REASONS, type CoarseReason, type ExcludingReason } from '#app/choices/exemptions.rules.ts'
import { COARSE_WORDS, EXCLUDING_WORDS } from '#app/choices/choice.words.ts'
import { Table } from '#app/ui/furniture.tsx'
import { Figure } from './check-state-tag.tsx'

interface Counted {
  readonly rows: number | null
  readonly included: number | null
  readonly excluded: number
  readonly repeatedRows: number
  readonly coarse: Readonly<Partial<Record<CoarseReason, number>>>
  readonly firstReason: Readonly<Partial<Record<ExcludingReason, number>>> | null
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** What a check came to. Each table adds up to its last line. */
export function CheckFigures({ check }: { readonly check: Counted }) {
  const coarse = COARSE_REASONS.filter((reason) => check.coarse[reason])
  const reasons = EXCLUDING_REASONS.filter((reason) => check.firstReason?.[reason])
  return (
    <>
      <Table caption="What the rows were told" figures={[1]} head={['Answer', 'Rows']} rows={[
        ...coarse.map((reason) => [COARSE_WORDS[reason], <Figure value={check.coarse[reason] ?? 0} key="rows" />]),
        [<strong key="all">All rows</strong>, <strong key="rows"><Figure value={check.rows} /></strong>],
      ]} />
      <p>
        <Figure value={check.included} /> included and <Figure value={check.excluded} /> left out.
        {check.repeatedRows > 0 ? <> <Figure value={check.repeatedRows} /> of the rows had a number that stood in an earlier row; each got the same answer again.</> : null}
      </p>
      {check.firstReason && check.excluded > 0 ? (
        <>
          <Table caption="Why rows were left out" figures={[1]} head={['First reason', 'Rows']} rows={[
            ...reasons.map((reason) => [sentence(EXCLUDING_WORDS[reason]), <Figure value={check.firstReason?.[reason] ?? 0} key="rows" />]),
            [<strong key="all">All that were left out</strong>, <strong key="rows"><Figure value={check.excluded} /></strong>],
          ]} />
          <p>Only your organisation sees this table, because the data is yours. A row with several reasons is counted at the first.</p>
        </>
      ) : null}
    </>
  )
}
