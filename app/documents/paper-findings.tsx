import { clauseFindingsSentence } from './clause-notes.words.ts'
import { FindingList } from './finding-list.tsx'
import type { FindingLine } from './read-preflight.server.ts'

/** What was found in a paper, in short: where it stands beside the words, and what the paper does not say yet. Nothing where nothing was found. */
export function PaperFindings({ findings, projectRef, documentRef }: {
  readonly findings: { readonly count: number; readonly places: readonly { readonly anchor: string; readonly label: string }[]; readonly unplaced: readonly unknown[]; readonly mayMend: boolean }
  readonly projectRef: string
  readonly documentRef: string
}) {
  const { count, places, unplaced, mayMend } = findings
  if (count === 0) return null
  return (
    <section className="concordat-paper-findings" aria-labelledby="found-in-paper">
      <h2 className="nhsuk-heading-s" id="found-in-paper">{clauseFindingsSentence(count)}</h2>
      {places.length > 0 ? (
        <>
          <p>Each stands beside the words that it is about:</p>
          <ul>{places.map(({ anchor, label }) => <li key={anchor}><a href={`#${anchor}`}>{label}</a></li>)}</ul>
        </>
      ) : null}
      {unplaced.length > 0 ? (
        <>
          <p>About the paper as a whole, or not said in it yet:</p>
          <FindingList lines={unplaced as readonly FindingLine[]} projectRef={projectRef} mayEdit={mayMend} back={{ documentRef, anchor: '' }} />
        </>
      ) : null}
    </section>
  )
}
