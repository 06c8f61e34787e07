import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { DpiaAssessment } from './dpia-assessment.rules.ts'
import { findAssessment } from './dpia-assessments.store.server.ts'
import { piaExport } from './pia-export.rules.ts'
import { answerTo, piaText, readPiaFile, type PiaFile } from './pia-file.rules.ts'
import { findPiaFile } from './pia-files.store.server.ts'
import { takenFrom } from './pia-mapping.rules.ts'
import { newPiaFile } from './pia-new.rules.ts'
import { plainText } from './pia-text.rules.ts'
import { PIA_QUESTION_WORDS } from './pia.words.ts'
import { readDpiaPage } from './read-dpia.server.ts'

/** The file that an assessment was brought in with; null where there is none. */
export async function readPiaOf(db: Queryable, projectId: string, { piaFile }: DpiaAssessment): Promise<PiaFile | null> {
  const text = piaFile && (await findPiaFile(db, projectId, piaFile.sha256))
  if (!piaFile) return null
  const reading = text === null ? null : readPiaFile(text)
  if (!reading?.ok) throw new Error('The file that an assessment was brought in with cannot be read again')
  return reading.file
}

/** The assessment as a file of the CNIL's software, for someone who may read the project; null otherwise. */
export async function readPiaDownload(context: Context<StaffActor>, ref: string): Promise<string | null> {
  const { db } = context.runtime
  const project = await readProject(context, ref)
  if (!project) return null
  const { assessment } = await findAssessment(db, project.id)
  const file = await readPiaOf(db, project.id, assessment)
  return file ? piaExport(file, assessment).text : newPiaFile({ projectRef: project.ref, facts: project.facts, assessment })
}

/** The page that files come in by and go out by: what the file says, and what of it has been changed here. */
export async function readPiaPage(args: Pick<PageArgs<StaffActor>, 'context' | 'params'>) {
  const page = await readDpiaPage(args)
  const { db } = args.context.runtime
  const project = await readProject(args.context, args.params.ref ?? '')
  if (!project) throw notFound()
  const { assessment } = await findAssessment(db, project.id)
  const file = await readPiaOf(db, project.id, assessment)
  return { page, file: file && shown(file, assessment) }
}

function shown(file: PiaFile, assessment: DpiaAssessment) {
  const taken = takenFrom(file)
  const { changed, left } = piaExport(file, assessment)
  return {
    name: piaText(file, 'name'), author: piaText(file, 'author_name'), evaluator: piaText(file, 'evaluator_name'), validator: piaText(file, 'validator_name'),
    officer: piaText(file, 'dpos_names'), advice: plainText(piaText(file, 'dpo_opinion')),
    on: assessment.piaFile?.on ?? '', bytes: assessment.piaFile?.bytes ?? 0, sha256: assessment.piaFile?.sha256 ?? '',
    risks: taken.risks.length, actions: taken.actions.length, looseMeasures: taken.looseMeasures, comments: file.comments,
    answers: Object.entries(PIA_QUESTION_WORDS).map(([reference, { asks, page }]) => ({ reference, asks, page, says: plainText(answerTo(file, Number(reference))?.text ?? '') })),
    changed, left,
  }
}
