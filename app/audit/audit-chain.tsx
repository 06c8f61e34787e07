import { Link } from '@remix-run/react'
import { InsetText, WarningCallout } from '#app/ui/furniture.tsx'
import type { AuditVerdict } from './audit.rules.ts'
import { verdictWords } from './audit.words.ts'

/** Whether the record holds, as far as that was looked into. `verdict` is null when it was not. */
export function AuditChain({ head, verdict, checkHref }: {
  readonly head: { readonly seq: number; readonly hash: string }
  readonly verdict: AuditVerdict | null
  readonly checkHref: string
}) {
  if (verdict && !verdict.holds) {
    return (
      <WarningCallout title="The audit record does not hold">
        <p>{verdictWords(verdict)} Tell whoever runs Concordat at once.</p>
      </WarningCallout>
    )
  }
  return (
    <InsetText>
      {verdict ? <p>{verdictWords(verdict)}</p> : <p><Link to={checkHref}>Check the whole record</Link>. It has {head.seq.toLocaleString('en-GB')} entries, so it may take a while.</p>}
      <p>The newest entry is number {head.seq.toLocaleString('en-GB')}, with the hash <span className="concordat-hash">{head.hash}</span>. Written down somewhere else, it shows later that nothing before it was changed.</p>
    </InsetText>
  )
}
