import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Party } from '#app/projects/facts.rules.ts'
import type { Assurance } from '#app/projects/assurance.rules.ts'
import { assuranceOfCells } from '#app/projects/member-assurance.rules.ts'
import { membersOf, type Member } from '#app/projects/groups.rules.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { checkRows, mayKeep, rowsOfList, ROWS_MAX, type CheckedRow } from '#app/projects/member-list.rules.ts'
import { isSameFact, type ProjectRefusal } from '#app/projects/project.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { listMemberActs, setMemberContacts } from './member-acts.store.server.ts'
import { saveFactsWithin } from './save-facts-and-redraft.server.ts'

export interface MembersChecked {
  readonly rows: readonly (CheckedRow & { readonly knownName: string })[]
  readonly joining: number
  readonly toMend: number
}

/** Whose list it is: the project and the party that stands, or is to stand, for the members; null for another organisation's project. */
export async function readMembersUpload(context: Context<StaffActor>, projectRef: string, partyCode: string) {
  const project = await readProject(context, projectRef)
  const party = project?.facts.parties.find(({ organisationCode }) => organisationCode === partyCode)
  if (!project || !party || !project.isDrafter || project.endedAt) return null
  return { id: project.id, ref: project.ref, title: project.title, factsVersion: project.factsVersion, facts: project.facts, party, members: membersOf(party).length }
}

type Uploaded = NonNullable<Awaited<ReturnType<typeof readMembersUpload>>>

/** How each row of an uploaded list stands, with nothing kept. The same few queries, however many rows there are. */
export async function checkMembersList(context: Context<StaffActor>, upload: Uploaded, text: string): Promise<Result<MembersChecked, Refusal<'no-rows' | 'too-many-rows'>>> {
  return check(context.runtime.db, upload, text)
}

async function check(db: Queryable, { id, facts, party }: Uploaded, text: string): Promise<Result<MembersChecked, Refusal<'no-rows' | 'too-many-rows'>>> {
  const listed = rowsOfList(text)
  if (listed.length === 0) return refuse('no-rows')
  if (listed.length > ROWS_MAX || new Set([...membersOf(party).map(({ code }) => code), ...listed.map(({ code }) => code)]).size > ROWS_MAX) return refuse('too-many-rows')
  const [organisations, acts] = await Promise.all([readOrganisationsByCode(db, [...new Set(listed.map(({ code }) => code))]), listMemberActs(db, id)])
  const names = new Map(organisations.map(({ code, name }) => [code, name]))
  const successors = new Map(acts.flatMap(({ organisationCode, successorCode }) => (successorCode ? [[organisationCode, successorCode] as const] : [])))
  const rows = checkRows(listed, { organisations: new Set(names.keys()), parties: facts.parties, groupCode: party.organisationCode, successors })
  return ok({
    rows: rows.map((row) => ({ ...row, knownName: names.get(row.code) ?? '' })), joining: rows.filter(({ standing }) => standing === 'new').length, toMend: rows.filter((row) => !mayKeep(row)).length,
  })
}

export type KeepListRefusal = ProjectRefusal | Refusal<'no-rows' | 'too-many-rows' | 'rows-to-mend'>

/**
 * Adds an uploaded list to a group's members, and keeps where those who sign can be reached, in one transaction: the whole list, or
 * nothing where one row has to be mended. Nobody is taken off. Members that are there already stay as they are, but for the security
 * assurance that the list says of them.
 */
export async function keepMembersList(context: Context<StaffActor>, upload: Uploaded, given: { readonly text: string; readonly factsVersion: number }): Promise<Result<{ readonly joined: number }, KeepListRefusal>> {
  const { actor, now } = context
  if (!mayRole(actor.role, 'projects.draft')) return refuse('not-the-drafter')
  return change(context, async (tx, record): Promise<Result<{ readonly joined: number }, KeepListRefusal>> => {
    const held = await holdProject(tx, actor, upload.ref)
    if (!held.ok) return held
    const checked = await check(tx, upload, given.text)
    if (!checked.ok) return checked
    if (checked.value.toMend > 0) return refuse('rows-to-mend', { rows: checked.value.toMend })
    const said = new Map(checked.value.rows.flatMap(({ code, status, published }) => {
      const assurance = assuranceOfCells([status, published])
      return status !== '' && assurance.ok ? [[code, assurance.value] as const] : []
    }))
    const before = new Map(membersOf(upload.party).map(({ code, assurance }) => [code, assurance]))
    const joining = checked.value.rows.filter(({ standing }) => standing === 'new')
    const value: Party = { ...upload.party, members: [...membersOf(upload.party), ...joining.map(({ code, knownName }) => ({ code, name: knownName }))].map((member) => withAssurance(member, said.get(member.code))) }
    const told = value.members?.filter(({ code, assurance }) => said.has(code) && !isSameFact(assurance ?? null, before.get(code) ?? null)).length ?? 0
    if (joining.length + told > 0) {
      const saved = await saveFactsWithin(tx, record, context, { ref: upload.ref, factsVersion: given.factsVersion, edit: { section: 'parties', key: upload.party.organisationCode, value } })
      if (!saved.ok) return saved
    }
    const reached = checked.value.rows.filter(({ email }) => email !== '')
    await setMemberContacts(tx, reached.map(({ code, email }) => ({ projectId: upload.id, organisationCode: code, email, givenAt: now, givenBy: actor.userId })))
    if (joining.length + reached.length + told > 0) {
      record({ kind: 'members-uploaded', projectRef: upload.ref, subject: `organisation:${upload.party.organisationCode}`, data: { rows: checked.value.rows.length, joined: joining.length, contacts: reached.length, ...(told > 0 ? { assurances: told } : {}) } })
    }
    return ok({ joined: joining.length })
  })
}

/** `said`: null takes back what was said before; undefined leaves it. */
function withAssurance(member: Member, said: Assurance | null | undefined): Member {
  if (said === undefined) return member
  const { assurance: _before, ...bare } = member
  return said === null ? bare : { ...bare, assurance: said }
}
