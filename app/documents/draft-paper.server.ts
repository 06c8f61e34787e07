import { randomUUID } from 'node:crypto'
import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { hasLog, readLogAsItStands } from '#app/involvement/read-log.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable, Transaction } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { changedSections } from '#app/projects/project.rules.ts'
import { findAssessment } from './dpia/dpia-assessments.store.server.ts'
import { documentRefOf, type DocumentKind, type DraftRefusalKind } from './document.rules.ts'
import { addDocument, addRestatement, addVersion, findDocument, findNewestVersion, listVersionLines, type VersionRecord } from './documents.store.server.ts'
import { missingForPaper } from './pack.rules.ts'
import type { PaperSource, VersionLine } from './papers/paper.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { renderPaper } from './render-paper.server.ts'
import { templateToDraftWith } from './template-move.rules.ts'

export interface DraftedVersion {
  readonly documentRef: string
  readonly number: number
}

export interface DraftCommand {
  readonly ref: string
  readonly factsVersion: number
  readonly kind: DocumentKind
  /** The flow or processor that the paper is about; empty for the whole project. */
  readonly about?: string
  /** Whether its words become those of the newest template. They stay those of the template it was drafted with otherwise. */
  readonly movesTemplate?: boolean
}

/**
 * Drafts one paper from the facts as they stand at `factsVersion`, as an immutable version. Asked again for facts that a
 * version already states word for word, it gives that version.
 */
export async function draftPaper(context: Context<StaffActor>, command: DraftCommand): Promise<Result<DraftedVersion, Refusal<DraftRefusalKind>>> {
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, context.actor, command.ref)
    if (!held.ok) return held
    const project = held.value
    if (project.factsVersion !== command.factsVersion) return refuse('changed-since-read')
    const paper = { kind: command.kind, about: command.about ?? '' }
    if (!paperKind(paper.kind).subjects(project.facts).includes(paper.about)) return refuse('paper-not-needed')
    if (missingForPaper(project.facts, paper.kind).length > 0) return refuse('facts-incomplete')
    return ok(await draftWithin(tx, record, context, project, paper, command.movesTemplate))
  })
}

/** The protocol, as `draftPaper` drafts any paper. */
export function draftProtocol(context: Context<StaffActor>, command: { readonly ref: string; readonly factsVersion: number }) {
  return draftPaper(context, { ...command, kind: 'protocol' })
}

export interface DraftSource {
  readonly id: string
  readonly ref: string
  readonly factsVersion: number
  readonly facts: ProjectFacts
}

interface PaperWanted {
  readonly kind: DocumentKind
  readonly about: string
}

/**
 * Makes the next version inside the caller's transaction, which holds the project. The facts that the paper needs must be
 * complete. It keeps the template of the version before it, unless whoever drafts says that it `moves` to the newest.
 */
export async function draftWithin(
  tx: Transaction, record: RecordEntry, context: Context<StaffActor>, project: DraftSource, paper: PaperWanted, moves = false,
): Promise<DraftedVersion> {
  const { actor, now } = context
  const documentRef = documentRefOf(project.ref, paper.kind, paper.about)
  const document = await findDocument(tx, project.id, paper.kind, paper.about)
  const documentId = document?.id ?? randomUUID()
  if (!document) await addDocument(tx, { id: documentId, ref: documentRef, projectId: project.id, kind: paper.kind, about: paper.about })
  const newest = await findNewestVersion(tx, project.id, paper.kind, paper.about)
  const template = templateToDraftWith(newest, paperKind(paper.kind).template, moves)
  if (newest && newest.template === template && (await restateWithin(tx, now, project, newest))) return { documentRef, number: newest.number }
  const number = (newest?.number ?? 0) + 1
  const sections = newest ? changedSections(newest.facts, project.facts) : []
  const changes = newest && newest.template === template && sections.length === 0 ? besideFacts(paper.kind) : sections
  const source: PaperSource = {
    projectRef: project.ref, documentRef, about: paper.about, facts: project.facts, ...(await statedBeside(tx, project.id, paper.kind)),
    versions: [...(await linesOf(tx, documentId)), { number, day: londonDay(now), changes }],
  }
  const content = renderPaper(paper.kind, source, template)
  await addVersion(tx, {
    id: randomUUID(), documentId, number, factsVersion: project.factsVersion, facts: project.facts, template,
    content, contentHash: sha256Hex(content), changes, madeAt: now, madeBy: actor.userId,
  })
  record({ kind: 'document-version-made', projectRef: project.ref, subject: `document:${documentRef}`, data: { document: paper.kind, number } })
  return { documentRef, number }
}

/** The assessment, for a paper that states it. */
async function statedBeside(db: Queryable, projectId: string, kind: DocumentKind): Promise<Pick<PaperSource, 'assessment' | 'log'>> {
  const { statesAssessment, statesLog } = paperKind(kind)
  return {
    ...(statesAssessment ? { assessment: (await findAssessment(db, projectId)).assessment } : {}),
    ...(statesLog ? { log: await readLogAsItStands(db, projectId) } : {}),
  }
}

/** What a paper states that is no fact, by the name under which its versions tell of a change. */
function besideFacts(kind: DocumentKind): readonly string[] {
  const { statesAssessment, statesLog } = paperKind(kind)
  return [...(statesAssessment ? ['assessment'] : []), ...(statesLog ? ['log'] : [])]
}

/** Whether a paper may have become old while the facts did not change: only then has it to be drawn again to know. */
export async function mayBeOldAnyhow(db: Queryable, projectId: string, kind: DocumentKind): Promise<boolean> {
  const { statesAssessment, statesLog } = paperKind(kind)
  return statesAssessment === true || (statesLog === true && hasLog(db, projectId))
}

async function linesOf(db: Queryable, documentId: string): Promise<VersionLine[]> {
  return (await listVersionLines(db, documentId)).map(({ number, madeAt, changes }) => ({ number, day: londonDay(madeAt), changes }))
}

/**
 * Whether the newest version says of the facts as they are now exactly what it says: then it states them, and nobody has to
 * sign again because of a fact that the paper does not use. Drawn with the template it was drafted with.
 */
export async function restateWithin(tx: Transaction, now: Date, project: DraftSource, newest: VersionRecord): Promise<boolean> {
  if (newest.statesFactsVersion === project.factsVersion && !(await mayBeOldAnyhow(tx, project.id, newest.kind))) return true
  if (!(await saysTheSame(tx, project, newest))) return false
  await addRestatement(tx, { documentVersionId: newest.id, factsVersion: project.factsVersion, statedAt: now })
  return true
}

/** A paper about something that the project no longer has, or that lacks facts now, cannot say the same: it is kept as it was. */
async function saysTheSame(db: Queryable, project: DraftSource, newest: VersionRecord): Promise<boolean> {
  if (!paperKind(newest.kind).subjects(project.facts).includes(newest.about) || missingForPaper(project.facts, newest.kind).length > 0) return false
  return renderPaper(newest.kind, await sourceOf(db, project, newest), newest.template) === newest.content
}

/** What a version would be made from if it were made now. */
export async function sourceOf(db: Queryable, project: DraftSource, version: VersionRecord): Promise<PaperSource> {
  return {
    projectRef: project.ref, documentRef: version.documentRef, about: version.about, facts: project.facts, versions: await linesOf(db, version.documentId),
    ...(await statedBeside(db, project.id, version.kind)),
  }
}

/** Whether a project's newest version of a paper says what the facts say now and, where it states the assessment or the involvement log, what that says. */
export async function saysWhatIsTrue(db: Queryable, project: DraftSource, newest: VersionRecord): Promise<boolean> {
  if (newest.statesFactsVersion !== project.factsVersion) return false
  return !(await mayBeOldAnyhow(db, project.id, newest.kind)) || saysTheSame(db, project, newest)
}
