import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { assuranceWords } from '#app/projects/facts.words.ts'
import type { Context } from '#app/platform/context.server.ts'
import { MEMBER_STATES, type MemberState } from './member-standing.rules.ts'
import { OWN_ACTS, maySay, type OwnAct } from './member-act.rules.ts'
import { memberNote, MEMBER_STATE_WORDS } from './member.words.ts'
import { scheduleLine } from './schedule.words.ts'
import { readSigner } from './read-signer.server.ts'
import { readMembership, type Membership, type MemberLine } from './read-membership.server.ts'

export const MEMBERS_A_PAGE = 50

export interface MembersAsked {
  readonly state: MemberState | null
  /** In a name or a code, whatever the capitals. */
  readonly text: string
  /** From 1. */
  readonly page: number
}

/** What an address asks of the list of members; what it should not say is left out. */
export function membersAsked(query: URLSearchParams): MembersAsked {
  const state = MEMBER_STATES.find((one) => one === query.get('state')) ?? null
  const page = Number(/^[1-9]\d{0,3}$/.exec(query.get('page') ?? '')?.[0] ?? 1)
  return { state, text: (query.get('find') ?? '').trim().slice(0, 100), page }
}

/** Where each member of a paper's groups stands, so many at a time; null when the actor's organisation may not read the paper. Not found either where nobody signs as a member. */
export async function readMembersPage(context: Context<StaffActor>, documentRef: string, asked: MembersAsked) {
  const membership = await readMembership(context, context.runtime.db, documentRef)
  if (!membership || membership.members.length === 0) return null
  const { version, groups, members, own, isDrafter, projectEnded } = membership
  const found = membersFound(membership, asked)
  const pages = Math.max(1, Math.ceil(found.length / MEMBERS_A_PAGE))
  const page = Math.min(asked.page, pages)
  const { actor } = context
  const signer = await readSigner(context.runtime.db, actor, context.now)
  return {
    paper: { ref: documentRef, kind: version.kind, number: version.number, projectRef: version.projectRef, title: version.facts.title },
    counts: MEMBER_STATES.map((state) => ({ state, count: members.filter(({ standing }) => standing.state === state).length })).filter(({ count }) => count > 0),
    all: members.length, disclosing: members.filter(({ standing }) => standing.discloses).length,
    asked: { ...asked, page }, pages, found: found.length,
    lines: found.slice((page - 1) * MEMBERS_A_PAGE, page * MEMBERS_A_PAGE).map((line) => ({ code: line.code, name: line.name, group: line.group, state: line.standing.state, note: [memberNote(line.standing), line.signedBy].filter(Boolean).join(', '), reason: line.reason, schedule: line.schedule ? scheduleLine(line.schedule.schedule, version.facts) : '', assurance: line.assurance ? assuranceWords(line.assurance) : '', stopped: line.stopped })),
    stopped: members.filter(({ standing, stopped }) => standing.discloses && stopped.length > 0).length, hasAssurances: members.some(({ assurance }) => assurance !== null),
    hasSchedules: members.some(({ schedule }) => schedule !== null),
    groups: groups.map(({ organisationCode, name }) => ({ code: organisationCode, name })),
    hasManyGroups: new Set(members.map(({ group }) => group)).size > 1,
    mayManage: isDrafter && mayRole(actor.role, 'projects.draft') && !projectEnded,
    own: own && { hasSigned: own.signedAt !== null, state: own.state, note: memberNote(own), maySay: OWN_ACTS.filter((act: OwnAct) => maySay(act, own, signer, projectEnded).ok) },
  }
}

function membersFound({ members }: Membership, { state, text }: Pick<MembersAsked, 'state' | 'text'>): readonly MemberLine[] {
  const wanted = text.toLowerCase()
  return members.filter(({ standing, code, name }) => (state === null || standing.state === state) && (wanted === '' || code.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)))
}

/** The whole list as CSV; null as for the page. */
export async function readMembersCsv(context: Context<StaffActor>, documentRef: string, asked: Pick<MembersAsked, 'state' | 'text'>): Promise<string | null> {
  const membership = await readMembership(context, context.runtime.db, documentRef)
  if (!membership || membership.members.length === 0) return null
  const rows = membersFound(membership, asked).map(({ code, name, group, standing, reason, schedule, signedBy, assurance, stopped }) => [
    code, name, group, MEMBER_STATE_WORDS[standing.state].label, standing.discloses ? 'yes' : 'no', standing.signedAt?.toISOString() ?? '', standing.endsAt?.toISOString() ?? '', standing.successorCode ?? '', reason,
    signedBy ?? '', ...(schedule ? [schedule.schedule.flowsLeftOut.join(' '), schedule.schedule.startsOn ?? '', schedule.schedule.optOutContact, schedule.schedule.note, schedule.scheduleHash] : ['', '', '', '', '']),
    assurance?.status ?? '', assurance?.publishedOn ?? '', stopped.join('; '),
  ])
  return [['code', 'name', 'group', 'state', 'data_may_flow', 'signed_at', 'ends_at', 'successor', 'reason', 'signed_by', 'leaves_out', 'starts_on', 'opt_out_contact', 'note', 'schedule_sha256', 'dspt_status', 'dspt_published_on', 'stopped_flows'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** Quoted where it must be; what a spreadsheet would take for a formula is not one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
