import type { Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { ProjectFacts } from './facts.rules.ts'
import { codesOfParties } from './groups.rules.ts'
import { holdProject } from './hold-project.server.ts'
import { applyEdit, isSameFact, pieceOf, type FactEdit, type ProjectRefusal } from './project.rules.ts'
import {
  addFacts, findFactsAt, flowRefsTakenElsewhere, setFactsVersion, setProjectParties, takeFlowRefs, type ProjectRecord,
} from './projects.store.server.ts'

export interface SaveFactsCommand {
  readonly ref: string
  /** The version of the facts that the form was filled in against. */
  readonly factsVersion: number
  readonly edit: FactEdit | WholeFactsEdit
}

/** All facts at once, for facts that come from elsewhere: they are refused when anything at all was saved meanwhile. */
export interface WholeFactsEdit {
  readonly section: 'everything'
  readonly facts: ProjectFacts
}

/**
 * Saves one section, or one thing in a list, inside the caller's transaction. Refused as `changed-since-read` when someone
 * else has meanwhile saved that same section or thing; what others saved elsewhere in the project is kept. Nothing is
 * written when the facts come out as they were, so a form sent twice is one save.
 */
export async function saveFacts(
  tx: Transaction, record: RecordEntry, context: Context<StaffActor>, command: SaveFactsCommand,
): Promise<Result<{ readonly project: ProjectRecord; readonly isChanged: boolean }, ProjectRefusal>> {
  const { actor, now } = context
  const held = await holdProject(tx, actor, command.ref)
  if (!held.ok) return held
  const project = held.value
  const edited = 'facts' in command.edit ? ok(command.edit.facts) : applyEdit(project.facts, command.edit)
  if (edited.ok && isSameFact(edited.value, project.facts)) return ok({ project, isChanged: false })
  if (await isStale(tx, project, command)) return refuse('changed-since-read', { version: project.factsVersion })
  if (!edited.ok) return edited
  const facts = edited.value
  const refused = await refuseForOthers(tx, project, facts)
  if (refused) return refused

  const version = project.factsVersion + 1
  await addFacts(tx, {
    projectId: project.id, version, facts, factsHash: sha256Hex(canonicalJson(facts as unknown as Json)), savedAt: now, savedBy: actor.userId,
    section: command.edit.section,
  })
  await setFactsVersion(tx, project.id, version, facts.title)
  await setProjectParties(tx, project.id, [...new Set([project.organisationCode, ...codesOfParties(facts)])])
  await takeFlowRefs(tx, project.id, facts.flows.map((flow) => flow.ref))
  record({ kind: 'facts-saved', projectRef: project.ref, subject: `project:${project.ref}`, data: { section: command.edit.section, version } })
  return ok({ project: { ...project, facts, factsVersion: version, title: facts.title }, isChanged: true })
}

async function isStale(tx: Transaction, project: ProjectRecord, command: SaveFactsCommand): Promise<boolean> {
  if (command.factsVersion === project.factsVersion) return false
  if ('facts' in command.edit) return true
  const read = await findFactsAt(tx, project.id, command.factsVersion)
  return !read || !isSameFact(pieceOf(read, command.edit), pieceOf(project.facts, command.edit))
}

async function refuseForOthers(tx: Transaction, project: ProjectRecord, facts: ProjectFacts) {
  const taken = await flowRefsTakenElsewhere(tx, project.id, facts.flows.map((flow) => flow.ref))
  if (taken.length > 0) return refuse('flow-reference-taken', { reference: taken.join(', ') })
  const codes = codesOfParties(facts)
  const known = new Set((await readOrganisationsByCode(tx, codes)).map(({ code }) => code))
  const unknown = codes.filter((code) => !known.has(code))
  return unknown.length === 0 ? null : refuse('organisation-unknown', { codes: unknown.join(', ') })
}
