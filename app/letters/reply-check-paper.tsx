import { formatInstant } from '#app/kernel/uk-date.ts'
import { SummaryList } from '#app/ui/furniture.tsx'
import { ScanLinks } from './scan-links.tsx'

/** What a second person needs to find a paper by, and nothing of what was entered from it. */
export function PaperToFind({ paper, campaignRef }: {
  readonly paper: { readonly name: string; readonly by: string; readonly recordedAt: string; readonly isFromList: boolean; readonly reference: string | null; readonly scans: readonly string[] }
  readonly campaignRef: string
}) {
  return (
    <SummaryList rows={[
      { key: 'Patient', value: paper.name },
      { key: paper.isFromList ? 'Uploaded' : 'Written down', value: `${formatInstant(new Date(paper.recordedAt))}, by ${paper.by}${paper.isFromList ? '. Look at the paper or the note that the row of the list was made from' : ''}` },
      ...(paper.reference ? [{ key: 'Reference', value: <span className="concordat-reference">{paper.reference}</span> }] : []),
      ...(paper.scans.length > 0 ? [{ key: 'Scan', value: <ScanLinks campaignRef={campaignRef} scans={paper.scans} /> }] : []),
    ]} />
  )
}
