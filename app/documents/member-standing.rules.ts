import type { Member } from '#app/projects/groups.rules.ts'
import type { SignedSchedule } from './schedule.rules.ts'

/**
 * What a member of a group may say or have said of it beside signing, each a row that is added and never changed. What stands
 * at an instant follows from these and from the signatures on the newest words.
 */
export const MEMBER_ACTS = ['declined', 'left', 'returned', 'merged'] as const
export type MemberActKind = (typeof MEMBER_ACTS)[number]

export interface MemberAct {
  readonly organisationCode: string
  readonly kind: MemberActKind
  /** SHA-256 of the words that were the newest then: a refusal is a refusal of those. */
  readonly contentHash: string
  readonly recordedAt: Date
  /** From when it counts: the end of a notice, the day of a merger. */
  readonly effectiveAt: Date
  /** Into whom it merged; null for the others. */
  readonly successorCode: string | null
}

export interface SignatureOn {
  readonly organisationCode: string
  readonly contentHash: string
  readonly signedAt: Date
  /** What it varied for itself, the first first; none where it signed the whole. */
  readonly schedules: readonly SignedSchedule[]
}

export const MEMBER_STATES = ['signed', 'leaving', 'carried', 'waiting', 'declined', 'left', 'merged'] as const
export type MemberState = (typeof MEMBER_STATES)[number]

/** Where one member stands at an instant. */
export interface MemberStanding {
  readonly code: string
  readonly state: MemberState
  /** Whether the data of its people may go, because it has signed the words in force at that instant. */
  readonly discloses: boolean
  /** Where it counts only for people who were on its list before an instant: a successor goes on with those alone. */
  readonly onListBefore: Date | null
  /** When it signed these words; null when it has not. */
  readonly signedAt: Date | null
  /** When it leaves, left or merged. */
  readonly endsAt: Date | null
  readonly successorCode: string | null
}

interface Words {
  readonly contentHash: string
  readonly signatures: readonly SignatureOn[]
  readonly acts: readonly MemberAct[]
}

/**
 * Where each member of one group stands at an instant.
 *
 * A member counts from its signature on exactly these words until it leaves; a refusal recorded after the signature ends it
 * too. It has left once the notice that it gave is over, unless it came back. A member that merged with another counts for
 * the people who were on its own list before that day, as long as it had signed by then and the other, a member as well, has
 * neither signed for itself nor refused nor left: then the other's own word is what counts. Whatever is unclear does not count,
 * and of two things at one instant that which ends it does.
 */
export function memberStandings(members: readonly Member[], words: Words, at: Date): MemberStanding[] {
  const signed = new Map(words.signatures.filter(({ contentHash, signedAt }) => contentHash === words.contentHash && signedAt <= at).map((one) => [one.organisationCode, one.signedAt]))
  const acts = new Map<string, MemberAct[]>()
  for (const act of words.acts) {
    if (act.recordedAt > at) continue
    const known = acts.get(act.organisationCode)
    if (known) known.push(act)
    else acts.set(act.organisationCode, [act])
  }
  const own = new Map(members.map(({ code }) => [code, ownStanding(code, words.contentHash, signed.get(code) ?? null, acts.get(code) ?? [], at)]))
  return members.map(({ code }) => {
    const standing = own.get(code) as MemberStanding
    return standing.state === 'merged' && isCarried(standing, own) ? { ...standing, state: 'carried', discloses: true, onListBefore: standing.endsAt } : standing
  })
}

function ownStanding(code: string, contentHash: string, signedAt: Date | null, acts: readonly MemberAct[], at: Date): MemberStanding {
  const isUndone = ({ recordedAt, effectiveAt }: MemberAct) =>
    acts.some((act) => act.kind === 'returned' && act.recordedAt > recordedAt) || (signedAt !== null && signedAt > effectiveAt && signedAt > recordedAt)
  const standing = (kind: MemberActKind) => acts.filter((act) => act.kind === kind && !isUndone(act)).sort((a, b) => a.effectiveAt.getTime() - b.effectiveAt.getTime())[0]
  const refused = acts.some((act) => act.kind === 'declined' && act.contentHash === contentHash && (signedAt === null || act.recordedAt >= signedAt))
  const [merger, leave] = [standing('merged'), standing('left')]
  const say = (state: MemberState, end: MemberAct | undefined = undefined): MemberStanding => ({
    code, state, discloses: state === 'signed' || state === 'leaving', onListBefore: null, signedAt, endsAt: end?.effectiveAt ?? null, successorCode: end?.successorCode ?? null,
  })
  if (leave && leave.effectiveAt <= at && !(merger && merger.effectiveAt < leave.effectiveAt)) return say('left', leave)
  if (merger && merger.effectiveAt <= at) return { ...say('merged', merger), signedAt: leave && leave.effectiveAt <= at ? null : refused ? null : signedAt }
  if (refused) return say('declined')
  if (signedAt === null) return say('waiting', leave ?? merger)
  return leave || merger ? say('leaving', leave ?? merger) : say('signed')
}

/** Whether a member that merged had signed before, and whoever its list went to has yet to say anything for itself. */
function isCarried(merged: MemberStanding, own: ReadonlyMap<string, MemberStanding>): boolean {
  if (merged.signedAt === null || merged.endsAt === null || merged.signedAt >= merged.endsAt) return false
  const seen = new Set([merged.code])
  for (let next = merged.successorCode; ; ) {
    const successor = next === null || seen.has(next) ? undefined : own.get(next)
    if (!successor) return false
    seen.add(successor.code)
    if (successor.state === 'waiting') return true
    if (successor.state !== 'merged' || successor.signedAt !== null) return false
    next = successor.successorCode
  }
}
