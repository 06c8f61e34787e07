import { formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, SummaryList, WarningCallout } from '#app/ui/furniture.tsx'
import { PAPER_FAULT_WORDS, PAPER_FILE_WORDS, type PaperFault } from './paper-seal.words.ts'

type Verdict =
  | { readonly holds: false; readonly fault: PaperFault }
  | {
      readonly holds: true; readonly documentRef: string; readonly number: number; readonly title: string; readonly contentHash: string; readonly sealedAt: string
      readonly fingerprint: string; readonly isNewest: boolean
    }

/** Whether a file is a signed paper of this portal, and which. */
export function PaperVerdictWords({ verdict }: { readonly verdict: Verdict }) {
  if (!verdict.holds) {
    return (
      <WarningCallout title={PAPER_FILE_WORDS.holdsNot}>
        <p>{PAPER_FAULT_WORDS[verdict.fault]}</p>
      </WarningCallout>
    )
  }
  return (
    <>
      <InsetText>
        <h2 className="nhsuk-heading-m">{PAPER_FILE_WORDS.holds}</h2>
        <p>{verdict.isNewest ? PAPER_FILE_WORDS.newest : PAPER_FILE_WORDS.notNewest}</p>
      </InsetText>
      <SummaryList
        rows={[
          { key: 'Project', value: verdict.title },
          { key: 'Paper', value: `${verdict.documentRef}, version ${verdict.number}` },
          { key: 'Last signed', value: formatInstant(new Date(verdict.sealedAt)) },
          { key: 'Digest of its words (SHA-256)', value: <span className="concordat-breakable">{verdict.contentHash}</span> },
          { key: 'Certificate (SHA-256)', value: <span className="concordat-breakable">{verdict.fingerprint}</span> },
        ]}
      />
    </>
  )
}
