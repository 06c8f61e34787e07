import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ROLE_WORDS, type Role } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { isMemberStopped, type Assurance } from '#app/projects/assurance.rules.ts'
import type { Party } from '#app/projects/facts.rules.ts'
import { isGroup, membersOf, withMembersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { listMemberActs } from './member-acts.store.server.ts'
import { memberStandings, type MemberStanding } from './member-standing.rules.ts'
import { findNewestVersionFor, listSignatures, type ScheduleRecord, type SignatureRecord, type VersionRecord } from './documents.store.server.ts'
import { signerWords } from './document.words.ts'
import { isWhole } from './schedule.rules.ts'
import { paperKind } from './papers/papers.rules.ts'

/** One member of a group that signs a paper. */
export interface MemberLine {
  readonly code: string
  readonly name: string
  readonly group: string
  readonly standing: MemberStanding
  /** Why, where it said why. */
  readonly reason: string
  /** What it varied for itself; null where it signed the whole, or has not. */
  readonly schedule: ScheduleRecord | null
  /** Who signed for it, with their position. */
  readonly signedBy: string | null
  /** What is said of its security assurance; null while nothing is. */
  readonly assurance: Assurance | null
  /** The names of the flows of its group that carry none of its people, because that does not count today. */
  readonly stopped: readonly string[]
}

export interface Membership {
  readonly version: VersionRecord
  readonly projectEnded: boolean
  readonly isDrafter: boolean
  /** The parties that stand for them. */
  readonly groups: readonly Party[]
  readonly members: readonly MemberLine[]
  /** Where the actor's own organisation stands; null where it is no member. */
  readonly own: MemberStanding | null
}

/** The members who sign the newest version of a paper, and where each stands now. A fixed number of queries, however many there are. Null when the actor's organisation may not read the paper. */
export async function readMembership({ actor, now }: Context<StaffActor>, db: Queryable, documentRef: string): Promise<Membership | null> {
  const version = await findNewestVersionFor(db, actor.organisationCode, documentRef)
  if (!version) return null
  const [project, signatures, acts] = await Promise.all([readProjectAsItStands(db, { ref: version.projectRef }), listSignatures(db, version.id), listMemberActs(db, version.projectId)])
  const facts = project ? withMembersOf(version.facts, project.facts) : version.facts
  const reasons = new Map(acts.filter(({ reason }) => reason !== '').map((act) => [act.organisationCode, act.reason]))
  const signatureOf = new Map(signatures.map((signature) => [signature.organisationCode, signature]))
  const scheduleOf = (code: string) => {
    const last = signatureOf.get(code)?.schedules.at(-1)
    return last && !isWhole(last.schedule) ? last : null
  }
  const today = londonDay(now)
  const groups = paperKind(version.kind).signers(facts, version.about).filter(isGroup)
  const members = groups.flatMap((group): MemberLine[] => {
    const listed = new Map(membersOf(group).map((member) => [member.code, member]))
    const sent = facts.flows.filter(({ fromCode }) => fromCode === group.organisationCode)
    const stoppedOf = (assurance: Assurance | undefined) => sent.filter((flow) => isMemberStopped(flow, assurance, today)).map(({ name }) => name)
    return memberStandings(membersOf(group), { contentHash: version.contentHash, signatures, acts }, now)
      .map((standing) => ({ code: standing.code, name: listed.get(standing.code)?.name ?? '', group: group.name, standing, reason: standing.state === 'signed' ? '' : reasons.get(standing.code) ?? '', schedule: scheduleOf(standing.code), signedBy: signerOf(signatureOf.get(standing.code)),
        assurance: listed.get(standing.code)?.assurance ?? null, stopped: stoppedOf(listed.get(standing.code)?.assurance) }))
  })
  return {
    version, projectEnded: project === null || project.endedAt !== null, isDrafter: project?.organisationCode === actor.organisationCode, groups, members,
    own: members.find(({ code }) => code === actor.organisationCode)?.standing ?? null,
  }
}

const signerOf = (signature: SignatureRecord | undefined): string | null => (signature ? signerWords({ ...signature, role: ROLE_WORDS[signature.role as Role] }) : null)
