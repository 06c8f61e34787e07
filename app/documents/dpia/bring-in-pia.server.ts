import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import type { DpiaAssessment } from './dpia-assessment.rules.ts'
import { findAssessment } from './dpia-assessments.store.server.ts'
import type { DpiaRefusal } from './dpia-steps.rules.ts'
import { PIA_FILE_MAX, readPiaFile, type PiaFile, type PiaProblem } from './pia-file.rules.ts'
import { addPiaFile } from './pia-files.store.server.ts'
import { takenFrom } from './pia-mapping.rules.ts'
import { broughtIn, takenOut } from './pia-steps.rules.ts'
import { readPiaOf } from './read-pia.server.ts'
import { keepAssessment } from './save-dpia.server.ts'

interface Saved { readonly version: number }
type BroughtIn = { readonly problems: readonly PiaProblem[] } | Result<Saved, DpiaRefusal>

/**
 * Brings a file of the CNIL's PIA software into a project's assessment: what has a place there is added to what is there
 * already, and the file is kept as it came. All or nothing; a project takes one file at a time.
 */
export async function bringInPia(context: Context<StaffActor>, { ref, factsVersion, bytes }: { readonly ref: string; readonly factsVersion: number; readonly bytes: Uint8Array }): Promise<BroughtIn> {
  const reading = readBytes(bytes)
  if ('problems' in reading) return reading
  const { file } = reading
  const on = londonDay(context.now)
  const kept = { sha256: sha256Hex(bytes), bytes: bytes.length, on }
  return keep(context, ref, async (facts, version, assessment) => {
    if (assessment.piaFile) return refuse('file-already-there')
    return version === factsVersion ? ok(broughtIn(facts, assessment, takenFrom(file), kept)) : refuse('facts-changed')
  }, { sha256: kept.sha256, content: file.text })
}

/** Takes what came with the file out of the assessment again, and what was added to it with it. The file stays in the record. */
export async function takeOutPia(context: Context<StaffActor>, { ref }: { readonly ref: string }): Promise<Result<Saved, DpiaRefusal>> {
  return keep(context, ref, async (_facts, _version, assessment, projectId) => {
    const file = await readPiaOf(context.runtime.db, projectId, assessment)
    return file ? ok(takenOut(assessment, takenFrom(file))) : refuse('no-longer-there')
  }, null)
}

function readBytes(bytes: Uint8Array): { readonly problems: readonly PiaProblem[] } | { readonly file: PiaFile } {
  const problem = (message: string) => ({ problems: [{ path: '', message }] })
  if (bytes.length > PIA_FILE_MAX) return problem(`The file is larger than ${PIA_FILE_MAX / 1_000_000} MB. Check that you chose the .json file, without what is attached to it`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return problem('The file is not text in UTF-8. Export it again from the software, and choose the .json file')
  }
  const reading = readPiaFile(text)
  return reading.ok ? { file: reading.file } : { problems: reading.problems }
}

async function keep(
  context: Context<StaffActor>, ref: string,
  make: (facts: Parameters<typeof broughtIn>[0], factsVersion: number, assessment: DpiaAssessment, projectId: string) => Promise<Result<DpiaAssessment, DpiaRefusal>>,
  file: { readonly sha256: string; readonly content: string } | null,
): Promise<Result<Saved, DpiaRefusal>> {
  const { actor, now } = context
  if (!mayRole(actor.role, 'projects.draft')) return refuse('wrong-role')
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, actor, ref)
    if (!held.ok) return held
    const project = held.value
    const before = await findAssessment(tx, project.id)
    const made = await make(project.facts, project.factsVersion, before.assessment, project.id)
    if (!made.ok) return made
    if (file) await addPiaFile(tx, { projectId: project.id, ...file, broughtInAt: now, broughtInBy: actor.userId })
    const version = await keepAssessment(tx, context, project, before.version + 1, made.value, 'pia-file')
    record({ kind: 'assessment-saved', projectRef: project.ref, subject: `project:${project.ref}`, data: { part: 'pia-file', version } })
    return ok({ version })
  })
}
