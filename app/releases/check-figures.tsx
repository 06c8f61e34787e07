import { COARSE_REASONS, EXCLUDING_REASONS } from '#app/choices/exemptions.rules.ts'
import { COARSE_WORDS, EXCLUDING_WORDS } from '#app/choices/choice.words.ts'
import { Table } from '#app/ui/furniture.tsx'
import { Figure } from './check-state-tag.tsx'
import { TOLD_WORDS } from './release.words.ts'
import type { ToldCounts } from './told-check.rules.ts'

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** What a check came to. Each table adds up to its last line. */
export function CheckFigures({ check }: { readonly check: ToldCounts }) {
  const given = check.coarse
  const coarse = COARSE_REASONS.filter((reason) => given?.[reason])
  const reasons = EXCLUDING_REASONS.filter((reason) => check.firstReason?.[reason])
  return (
    <>
      <Table caption="What the rows were told" figures={[1]} head={['Answer', 'Rows']} rows={[
        ...(given ? coarse.map((reason) => [COARSE_WORDS[reason], <Figure value={given[reason] ?? 0} key="rows" />]) : [
          [TOLD_WORDS.included, <Figure value={check.included} key="rows" />], [TOLD_WORDS.leftOut, <Figure value={check.excluded} key="rows" />],
        ]),
        [<strong key="all">All rows</strong>, <strong key="rows"><Figure value={check.rows} /></strong>],
      ]} />
      {check.isExact ? (
        <p>
          <Figure value={check.included} /> included and <Figure value={check.excluded} /> left out.
          {check.repeatedRows !== 0 ? <> <Figure value={check.repeatedRows} /> of the rows had a number that stood in an earlier row; each got the same answer again.</> : null}
        </p>
      ) : <p>{TOLD_WORDS.rounded}</p>}
      {check.firstReason && check.excluded !== 0 ? (
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
