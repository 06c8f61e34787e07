import { formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, WarningCallout } from '#app/ui/furniture.tsx'
import type { ReceiptFault } from './receipt.rules.ts'
import type { Receipt } from './receipt.schema.ts'
import { HOLDS_WORDS, RECEIPT_FAULT_WORDS, VERIFY_WORDS } from './receipt.words.ts'

/** Whether a receipt holds, and why. */
export function ReceiptVerdictWords({ fault, receipt, kid }: { readonly fault: ReceiptFault | null; readonly receipt: Pick<Receipt, 'signed_at'> & { readonly audit: Pick<Receipt['audit'], 'seq'> } | null; readonly kid: string | null }) {
  if (fault || !receipt || !kid) {
    return (
      <WarningCallout title={VERIFY_WORDS.holdsNot}>
        <p>{RECEIPT_FAULT_WORDS[fault ?? 'not-a-receipt']}</p>
      </WarningCallout>
    )
  }
  return (
    <InsetText>
      <h2 className="nhsuk-heading-m">{VERIFY_WORDS.holds}</h2>
      <ul>
        <li className="concordat-breakable">{HOLDS_WORDS.signed(formatInstant(new Date(receipt.signed_at)), kid)}</li>
        <li>{HOLDS_WORDS.recorded(receipt.audit.seq)}</li>
        <li>{HOLDS_WORDS.kept}</li>
      </ul>
    </InsetText>
  )
}
