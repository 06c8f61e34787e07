import { signerWords } from './document.words.ts'
import { digestLine } from './end-matter.words.ts'
import { InsetText } from '#app/ui/furniture.tsx'
import { SignatureStates } from './signature-states.tsx'

/** Who has signed a version, who has yet to, and the digest that every signature on it is bound to. */
export function SignatureBlock({ signing, contentHash }: {
  readonly signing: readonly { readonly party: string; readonly schedule?: { readonly line: string; readonly hash: string } | null; readonly group?: { readonly signed: number; readonly of: number } | null; readonly signer: { readonly name: string; readonly jobTitle: string; readonly role: string; readonly authorisedBy?: string; readonly signedAt: Date } | null }[]
  readonly contentHash: string
}) {
  return (
    <>
      <SignatureStates parties={signing.map(({ party, signer, group }) => ({ name: party, group, signedAt: signer?.signedAt ?? null, signer: signer ? signerWords(signer) : null }))} />
      {signing.map(({ party, schedule }) => (schedule ? (
        <InsetText key={party}>
          <p><strong>{party} signed with a schedule of its own.</strong> {schedule.line}</p>
          <p className="concordat-breakable">Digest of the schedule (SHA-256): {schedule.hash}</p>
        </InsetText>
      ) : null))}
      <p className="concordat-breakable">{digestLine(contentHash)}</p>
    </>
  )
}
