import { refuse, ok, type Result, type Refusal } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { signingParties, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'

/** A project's newest protocol as it stands, with what decides whether data may flow under it. */
export interface Agreement {
  readonly projectId: string
  readonly projectRef: string
  readonly projectEndedAt: Date | null
  /** The version that the facts are at now; a newer one than the protocol's means that it no longer says what is true. */
  readonly factsVersion: number
  readonly version: {
    readonly id: string
    readonly documentRef: string
    readonly number: number
    /** The newest version of the facts that it states. */
    readonly factsVersion: number
    readonly facts: ProjectFacts
    readonly contentHash: string
  } | null
  readonly signatures: readonly { readonly organisationCode: string; readonly contentHash: string; readonly signedAt: Date }[]
  /** High risks that the impact assessment leaves and the Information Commissioner has not let pass (UK GDPR Article 36). */
  readonly risksToConsultOn: number
}

export const NOT_IN_FORCE_KINDS = [
  'protocol-not-drafted', 'protocol-not-signed', 'protocol-out-of-date', 'flow-not-in-protocol', 'prior-consultation-needed', 'flow-not-begun', 'flow-ended', 'review-overdue',
] as const
export type NotInForceKind = (typeof NOT_IN_FORCE_KINDS)[number]

export interface FlowInForce {
  readonly flow: Flow
  readonly facts: ProjectFacts
  readonly documentVersionId: string
  readonly documentRef: string
  readonly documentVersion: number
  /** SHA-256 of the words that were signed. */
  readonly contentHash: string
}

/**
 * Whether a flow is in force at an instant: drafted, saying what the facts say, signed by every party that must on exactly
 * those words, no risk left high that the Commissioner must be asked about, begun, not ended, its review not overdue. The end and review dates are whole Europe/London days, the last included.
 */
export function flowInForce(agreement: Agreement, flowRef: string, at: Date): Result<FlowInForce, Refusal<NotInForceKind>> {
  const { version } = agreement
  if (!version) return refuse('protocol-not-drafted')
  if (agreement.projectEndedAt && agreement.projectEndedAt <= at) return refuse('flow-ended', { endedOn: londonDay(agreement.projectEndedAt) })
  if (version.factsVersion !== agreement.factsVersion) return refuse('protocol-out-of-date', { version: version.number })
  const flow = version.facts.flows.find((candidate) => candidate.ref === flowRef)
  if (!flow) return refuse('flow-not-in-protocol')
  const unsigned = unsignedParties(agreement, at)
  if (unsigned.length > 0) return refuse('protocol-not-signed', { waitingFor: unsigned.map((party) => party.name).join(', ') })
  if (agreement.risksToConsultOn > 0) return refuse('prior-consultation-needed', { risks: agreement.risksToConsultOn })
  const purpose = version.facts.purpose
  const today = londonDay(at)
  if (!purpose || today < purpose.startDate) return refuse('flow-not-begun', { startsOn: purpose?.startDate ?? null })
  if (today > purpose.endDate) return refuse('flow-ended', { endedOn: purpose.endDate })
  if (today > purpose.reviewDate) return refuse('review-overdue', { dueOn: purpose.reviewDate })
  return ok({
    flow, facts: version.facts, documentVersionId: version.id, documentRef: version.documentRef, documentVersion: version.number,
    contentHash: version.contentHash,
  })
}

/** The parties whose signature on exactly the newest words is still missing at an instant. */
export function unsignedParties(agreement: Agreement, at: Date): readonly { readonly organisationCode: string; readonly name: string }[] {
  const { version } = agreement
  if (!version) return []
  return signingParties(version.facts).filter(
    (party) => !agreement.signatures.some((signature) =>
      signature.organisationCode === party.organisationCode && signature.contentHash === version.contentHash && signature.signedAt <= at),
  )
}
