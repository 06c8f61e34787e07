import { formatInstant } from '#app/kernel/uk-date.ts'
import { SignatureStates } from './signature-states.tsx'

/** Who has signed a version, who has yet to, and the digest that every signature on it is bound to. */
export function SignatureBlock({ signing, contentHash }: {
  readonly signing: readonly { readonly party: string; readonly signer: { readonly name: string; readonly jobTitle: string; readonly role: string; readonly signedAt: Date } | null }[]
  readonly contentHash: string
}) {
  return (
    <>
      <SignatureStates parties={signing.map(({ party, signer }) => ({ name: party, signedAt: signer?.signedAt ?? null, signer: signer ? signerWords(signer) : null }))} />
      <p>Digest of these words (SHA-256): <span className="concordat-hash">{contentHash}</span></p>
    </>
  )
}

/** "Jane Doe, Director of Finance (Senior information risk owner)", with the role left out where the job title says it. */
export function signerWords(signer: { readonly name: string; readonly jobTitle: string; readonly role: string }): string {
  return signer.jobTitle.toLowerCase() === signer.role.toLowerCase() ? `${signer.name}, ${signer.jobTitle}` : `${signer.name}, ${signer.jobTitle} (${signer.role})`
}

export function signatureSentence(signer: { readonly name: string; readonly jobTitle: string; readonly role: string; readonly signedAt: Date } | null): string {
  return signer ? `Signed by ${signerWords(signer)}, on ${formatInstant(new Date(signer.signedAt))}` : 'Not signed yet'
}
