import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { appraisalCsv } from './appraisal-csv.rules.ts'
import { resultOf } from './appraisal-result.rules.ts'
import { choiceWarning, resultSentence } from './appraisal.words.ts'
import { listNewestAppraisals, listVersionsOfAppraisal, type AppraisalRecord } from './appraisals.store.server.ts'
import { mayWriteLog } from './read-log.server.ts'

const decidedOf = ({ isFixed, decidedOn, decidedBy }: AppraisalRecord) => (isFixed && decidedOn ? { on: decidedOn, by: decidedBy } : null)

/** The appraisals of a project, by title; null where the actor's organisation has no part in it. */
export async function readAppraisals(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  const newest = await listNewestAppraisals(context.runtime.db, project.id)
  return {
    ref: project.ref, title: project.title, mayWrite: mayWriteLog(project, context.actor),
    lines: newest.map((record) => ({
      id: record.id, title: record.appraisal.title, result: resultSentence(resultOf(record.appraisal)), chosen: record.appraisal.options.find(({ id }) => id === record.appraisal.chosen?.optionId)?.name ?? null, decided: decidedOf(record),
    })).toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB') || a.id.localeCompare(b.id)),
  }
}

/** One appraisal with what it comes to; `version` names an earlier one. Null where there is none for the actor. */
export async function readAppraisalPage(context: Context<StaffActor>, ref: string, id: string, version: number | null = null) {
  const project = await readProject(context, ref)
  if (!project || !isId(id)) return null
  const versions = await listVersionsOfAppraisal(context.runtime.db, project.id, id)
  const newest = versions.at(-1)
  const shown = version === null ? newest : versions.find((each) => each.version === version)
  if (!newest || !shown) return null
  return {
    ref: project.ref, projectTitle: project.title, drafter: project.facts.parties.find(({ organisationCode }) => organisationCode === project.organisationCode)?.name ?? project.organisationCode, id, version: newest.version, mayWrite: mayWriteLog(project, context.actor),
    shown: { version: shown.version, isNewest: shown.version === newest.version, appraisal: shown.appraisal, result: resultOf(shown.appraisal), decided: decidedOf(shown), savedAt: shown.savedAt, warning: choiceWarning(shown.appraisal) },
    history: versions.map((each) => ({ number: each.version, savedAt: each.savedAt, savedByName: each.savedByName, decided: decidedOf(each) })).toReversed(),
  }
}
export type AppraisalPage = NonNullable<Awaited<ReturnType<typeof readAppraisalPage>>>

/** The table as CSV; null as for the page. */
export async function readAppraisalCsv(context: Context<StaffActor>, ref: string, id: string, version: number | null): Promise<string | null> {
  const page = await readAppraisalPage(context, ref, id, version)
  return page ? appraisalCsv(page.shown.appraisal) : null
}
