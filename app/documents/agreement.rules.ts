import { refuse, ok, type Result, type Refusal } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { isMemberStopped } from '#app/projects/assurance.rules.ts'
import { signingParties, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { groupsThatSendNothing, isGroup, membersOf, sendersOf } from '#app/projects/groups.rules.ts'
import { memberStandings, type MemberAct, type MemberStanding, type SignatureOn } from './member-standing.rules.ts'
import { partInFlow, scheduleAt } from './schedule.rules.ts'

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
    /** Of that version; of an older one, as it was drafted from them, where it does not state those of now. With the members that its groups have now. */
    readonly facts: ProjectFacts
    readonly contentHash: string
  } | null
  readonly signatures: readonly SignatureOn[]
  /** What members of groups said beside signing. */
  readonly memberActs: readonly MemberAct[]
  /** High risks that the impact assessment leaves and the Information Commissioner has not let pass (UK GDPR Article 36). */
  readonly risksToConsultOn: number
  /** Actions of the impact assessment that nothing may flow before, and that are not done. */
  readonly openBlockingActions: number
}

export const NOT_IN_FORCE_KINDS = [
  'protocol-not-drafted', 'protocol-not-signed', 'no-member-signed', 'flow-left-out', 'members-not-assured', 'protocol-out-of-date', 'flow-not-in-protocol', 'prior-consultation-needed', 'blocking-action-open', 'flow-not-begun', 'flow-ended', 'review-overdue',
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
  /** Whose people it may carry: one organisation, or the members of the group that it comes from. */
  readonly disclosers: readonly Discloser[]
}

/** Why the people of an organisation that a flow comes from stay out of it: it has not signed for itself what is in force, signed with a schedule by which it takes no part in this flow yet, or at all, or the security assurance that was said of it does not count. */
export type Withheld = 'not-signed' | 'left-out' | 'not-assured'

/** An organisation that a flow comes from. */
export interface Discloser {
  readonly code: string
  /** Null where the data of its people may go. */
  readonly withheld: Withheld | null
  /** Where it has signed only for those who were on its list before an instant: see `memberStandings`. */
  readonly onListBefore: Date | null
}

/**
 * Whether a flow is in force at an instant: drafted, saying what the facts say, signed by every party that must on exactly
 * those words, no risk left high that the Commissioner must be asked about, no action open that nothing may flow before, begun, not ended, its review not overdue. The end and review dates are whole Europe/London days, the last included.
 * A flow from a group is in force once one of its members has signed, and carries only people of those that have.
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
  const varied = variedOut(agreement, flow, at)
  if (varied) return varied
  const disclosers = disclosersOf(agreement, flow, at)
  if (disclosers.every(({ withheld }) => withheld !== null)) {
    const group = nameOf(version.facts, flow.fromCode)
    const isSome = (why: Withheld) => disclosers.some(({ withheld }) => withheld === why)
    return refuse(isSome('not-assured') ? 'members-not-assured' : isSome('left-out') ? 'flow-left-out' : 'no-member-signed', { group })
  }
  if (agreement.risksToConsultOn > 0) return refuse('prior-consultation-needed', { risks: agreement.risksToConsultOn })
  if (agreement.openBlockingActions > 0) return refuse('blocking-action-open', { actions: agreement.openBlockingActions })
  const purpose = version.facts.purpose
  const today = londonDay(at)
  if (!purpose || today < purpose.startDate) return refuse('flow-not-begun', { startsOn: purpose?.startDate ?? null })
  if (today > purpose.endDate) return refuse('flow-ended', { endedOn: purpose.endDate })
  if (today > purpose.reviewDate) return refuse('review-overdue', { dueOn: purpose.reviewDate })
  return ok({
    flow, facts: version.facts, documentVersionId: version.id, documentRef: version.documentRef, documentVersion: version.number,
    contentHash: version.contentHash, disclosers,
  })
}

/** Whose people's data a flow may carry at an instant, and who of those it comes from has not signed: none while there is no protocol. */
export function disclosersOf({ version, signatures, memberActs }: Agreement, flow: Pick<Flow, 'ref' | 'fromCode' | 'confidentiality'>, at: Date): readonly Discloser[] {
  if (!version) return []
  const sender = version.facts.parties.find((party) => party.organisationCode === flow.fromCode)
  if (!sender || !isGroup(sender)) return [{ code: flow.fromCode, withheld: null, onListBefore: null }]
  if (!signingParties(version.facts).includes(sender)) return membersOf(sender).map(({ code }) => ({ code, withheld: 'not-signed', onListBefore: null }))
  const schedules = schedulesOn(version.contentHash, signatures)
  const today = londonDay(at)
  const takesPart = (code: string) => partInFlow(scheduleAt(schedules.get(code) ?? [], at), flow.ref, today) === 'takes-part'
  const assuranceOf = new Map(membersOf(sender).map(({ code, assurance }) => [code, assurance]))
  const whyNot = (code: string): Withheld | null => (!takesPart(code) ? 'left-out' : isMemberStopped(flow, assuranceOf.get(code), today) ? 'not-assured' : null)
  return memberStandings(membersOf(sender), { contentHash: version.contentHash, signatures, acts: memberActs }, at)
    .map(({ code, discloses, onListBefore }) => ({ code, withheld: discloses ? whyNot(code) : 'not-signed', onListBefore }))
}

const schedulesOn = (contentHash: string, signatures: readonly SignatureOn[]) => new Map(signatures.filter((one) => one.contentHash === contentHash).map((one) => [one.organisationCode, one.schedules]))

/** Why a flow does not run that the one party which sends it, or receives it, signed with a schedule without it; null where neither did. */
function variedOut({ version, signatures }: Agreement, { ref, fromCode, toCode }: Flow, at: Date): { readonly ok: false; readonly refusal: Refusal<NotInForceKind> } | null {
  if (!version) return null
  const schedules = schedulesOn(version.contentHash, signatures)
  for (const code of [fromCode, toCode]) {
    const schedule = scheduleAt(schedules.get(code) ?? [], at)
    const part = partInFlow(schedule, ref, londonDay(at))
    if (part === 'left-out') return refuse('flow-left-out', { party: nameOf(version.facts, code) })
    if (part === 'not-begun') return refuse('flow-not-begun', { startsOn: schedule.startsOn })
  }
  return null
}

/** What the schedules of a protocol leave of it for the people of one organisation. */
export interface OwnTerms {
  /** The flows that carry their data, by reference: without those that it, or whoever else must take part in them, has left out. One that begins later is among them. */
  readonly flows: readonly string[]
  /** Whom there they ask about opting out; empty where the protocol's own words say it. */
  readonly optOutContact: string
}

/** What goes of the people of one organisation, by what is signed at an instant: what they are told, and by whom, is the same. None of it while there is no protocol. */
export function ownTerms({ version, signatures }: Agreement, organisationCode: string, at: Date): OwnTerms {
  if (!version) return { flows: [], optOutContact: '' }
  const schedules = schedulesOn(version.contentHash, signatures)
  const scheduleOf = (code: string) => scheduleAt(schedules.get(code) ?? [], at)
  const flows = version.facts.flows.filter((flow) => sendersOf(version.facts, flow).includes(organisationCode)
    && [organisationCode, flow.fromCode, flow.toCode].every((code) => !scheduleOf(code).flowsLeftOut.includes(flow.ref)))
  return { flows: flows.map(({ ref }) => ref), optOutContact: scheduleOf(organisationCode).optOutContact }
}

/** Where every member of a protocol's groups stands at an instant. */
export function standingsOf({ version, signatures, memberActs }: Agreement, at: Date): readonly MemberStanding[] {
  if (!version) return []
  return signingParties(version.facts).filter(isGroup).flatMap((group) => memberStandings(membersOf(group), { contentHash: version.contentHash, signatures, acts: memberActs }, at))
}

/** Whether an organisation's own signature is missing: that of a party, or of a member that has neither refused, left nor merged. */
export function waitsFor(agreement: Agreement, organisationCode: string, at: Date): boolean {
  return unsignedParties(agreement, at).some((party) => party.organisationCode === organisationCode) ||
    standingsOf(agreement, at).some(({ code, state }) => code === organisationCode && state === 'waiting')
}

/** Whether each group that a flow comes from has nobody yet who has signed, so that no flow of a group can run. */
export function waitsForAMember(agreement: Agreement, at: Date): boolean {
  const flows = agreement.version?.facts.flows ?? []
  return flows.length > 0 && flows.every((flow) => hasNoSigner(disclosersOf(agreement, flow, at)))
}

const hasNoSigner = (disclosers: readonly Discloser[]): boolean => disclosers.every(({ withheld }) => withheld === 'not-signed')

/** For whom a protocol waits, by name: parties that have not signed, and groups that send and of which no member has. */
export function namesWaitedFor(agreement: Agreement, at: Date): readonly string[] {
  const facts = agreement.version?.facts
  const silent = (facts?.flows ?? []).filter((flow) => hasNoSigner(disclosersOf(agreement, flow, at))).map((flow) => nameOf(facts as ProjectFacts, flow.fromCode))
  return [...unsignedParties(agreement, at).map((party) => party.name), ...[...new Set(silent)].map((name) => `a member of ${name}`)]
}

const nameOf = (facts: ProjectFacts, code: string): string => facts.parties.find((party) => party.organisationCode === code)?.name ?? code

/**
 * The parties whose signature on exactly the newest words is still missing at an instant. Members sign each for itself: see
 * `disclosersOf`. A group that sends nothing has no flow that waits for its members, so it is waited for itself.
 */
export function unsignedParties(agreement: Agreement, at: Date): readonly { readonly organisationCode: string; readonly name: string }[] {
  const { version } = agreement
  if (!version) return []
  const signers = signingParties(version.facts)
  const silent = new Set(groupsThatSendNothing(signers, version.facts.flows))
  return signers.filter(
    (party) => (!isGroup(party) || silent.has(party)) && !agreement.signatures.some((signature) =>
      signature.organisationCode === party.organisationCode && signature.contentHash === version.contentHash && signature.signedAt <= at),
  )
}
