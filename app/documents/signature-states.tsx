import { formatInstant } from '#app/kernel/uk-date.ts'
import { Table, Tag } from '#app/ui/furniture.tsx'

/** Who has to sign and who has, a row for each party. */
export function SignatureStates({ parties }: {
  readonly parties: readonly { readonly name: string; readonly signedAt: Date | null; readonly signer?: string | null; readonly group?: { readonly signed: number; readonly of: number } | null }[]
}) {
  return (
    <Table caption="Signatures" hideCaption head={['Party', 'State', 'Signed']} rows={parties.map((party) => [
      party.name,
      party.signedAt || (party.group && party.group.signed === party.group.of) ? <Tag colour="green" key="state">Signed</Tag> : <Tag colour="yellow" key="state">Waiting</Tag>,
      party.group ? `${party.group.signed} of ${party.group.of}, each for itself` : party.signedAt ? `${party.signer ? `${party.signer}, ` : ''}${formatInstant(new Date(party.signedAt))}` : 'Nobody yet',
    ])} />
  )
}
