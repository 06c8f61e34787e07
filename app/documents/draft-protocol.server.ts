import { randomUUID } from 'node:crypto'
import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { missingFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { changedSections } from '#app/projects/project.rules.ts'
import { PROTOCOL_TEMPLATE, protocolRef, type DraftRefusalKind } from './document.rules.ts'
import { addDocument, addVersion, findDocument, listVersionsOfProject } from './documents.store.server.ts'
import { protocolData } from './protocol-data.rules.ts'

export interface DraftedVersion {
  readonly documentRef: string
  readonly number: number
}

/**
 * Drafts the protocol from the facts as they stand at `factsVersion`, as an immutable version. Asked again for facts that a
 * version already states, it gives that version.
 */
export async function draftProtocol(
  context: Context<StaffActor>, command: { readonly ref: string; readonly factsVersion: number },
): Promise<Result<DraftedVersion, Refusal<DraftRefusalKind>>> {
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, context.actor, command.ref)
    if (!held.ok) return held
    const project = held.value
    if (project.factsVersion !== command.factsVersion) return refuse('changed-since-read')
    if (missingFacts(project.facts).length > 0) return refuse('facts-incomplete')
    return ok(await draftWithin(tx, record, context, project))
  })
}

export interface DraftSource {
  readonly id: string
  readonly ref: string
  readonly factsVersion: number
  readonly facts: ProjectFacts
}

/** Makes the next version inside the caller's transaction, which holds the project. The facts must be complete. */
export async function draftWithin(tx: Transaction, record: RecordEntry, context: Context<StaffActor>, project: DraftSource): Promise<DraftedVersion> {
  const { actor, now } = context
  const documentRef = protocolRef(project.ref)
  const document = await findDocument(tx, project.id, 'protocol')
  const documentId = document?.id ?? randomUUID()
  if (!document) await addDocument(tx, { id: documentId, ref: documentRef, projectId: project.id, kind: 'protocol' })
  const earlier = await listVersionsOfProject(tx, project.id, 'protocol')
  const newest = earlier[earlier.length - 1]
  if (newest?.factsVersion === project.factsVersion) return { documentRef, number: newest.number }
  const number = (newest?.number ?? 0) + 1
  const changes = newest ? changedSections(newest.facts, project.facts) : []
  const lines = [...earlier.map((version) => ({ number: version.number, day: londonDay(version.madeAt), changes: version.changes })), { number, day: londonDay(now), changes }]
  const content = renderTemplate(PROTOCOL_TEMPLATE, protocolData({ projectRef: project.ref, documentRef, facts: project.facts, versions: lines }), 'html')
  await addVersion(tx, {
    id: randomUUID(), documentId, number, factsVersion: project.factsVersion, facts: project.facts, template: PROTOCOL_TEMPLATE,
    content, contentHash: sha256Hex(content), changes, madeAt: now, madeBy: actor.userId,
  })
  record({ kind: 'document-version-made', projectRef: project.ref, subject: `document:${documentRef}`, data: { document: 'protocol', number } })
  return { documentRef, number }
}
