import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { setUp, type Appraisal, type AppraisalRefusal, type Score } from './appraisal.rules.ts'
import { checkChoice, checkFixing } from './appraisal-result.rules.ts'
import { addAppraisalVersion, listVersionsOfAppraisal } from './appraisals.store.server.ts'
import { findPersonalDataIn } from './personal-data.rules.ts'

export type AppraisalSaved = Result<{ readonly isChanged: boolean }, AppraisalRefusal>

/** Which version of which appraisal a form was filled in against; version 0 for a new one. */
export interface AppraisalAt {
  readonly id: string
  readonly version: number
}

interface Next {
  readonly appraisal: Appraisal
  readonly decided?: { readonly on: Day; readonly by: string }
}

/** Adds the next version of an appraisal of the drafter's project; refused where another was added since the form was filled in. */
function nextVersion(
  { actor, now, ...rest }: Context<StaffActor>, ref: string, { id, version }: AppraisalAt, part: string, make: (newest: Appraisal | null) => Result<Next, AppraisalRefusal>,
): Promise<AppraisalSaved> {
  return change({ actor, now, ...rest }, async (tx, record): Promise<AppraisalSaved> => {
    const held = await holdProject(tx, actor, ref)
    if (!held.ok) return held
    if (!mayRole(actor.role, 'projects.draft')) return refuse('not-the-drafter')
    if (!isId(id)) return refuse('not-found')
    const newest = (await listVersionsOfAppraisal(tx, held.value.id, id)).at(-1)
    if (!newest && version !== 0) return refuse('not-found')
    const made = make(newest?.appraisal ?? null)
    if (!made.ok) return made
    const { appraisal, decided } = made.value
    if (newest && isSameFact(appraisal, newest.appraisal) && (decided ? newest.isFixed && newest.decidedOn === decided.on && newest.decidedBy === decided.by : true)) return ok({ isChanged: false })
    if ((newest?.version ?? 0) !== version) return refuse('changed-since-read')
    if (findPersonalDataIn([appraisal, decided?.by])) return refuse('personal-data')
    const number = version + 1
    const isAdded = await addAppraisalVersion(tx, {
      id, version: number, projectId: held.value.id, appraisal, isFixed: decided !== undefined, decidedOn: decided?.on ?? null, decidedBy: decided?.by ?? '', savedAt: now, savedBy: actor.userId,
    })
    if (!isAdded) return refuse('changed-since-read')
    const about = { projectRef: ref, subject: `appraisal:${id}` }
    if (decided) record({ kind: 'appraisal-fixed', ...about, data: { version: number, decidedOn: decided.on } })
    else record({ kind: 'appraisal-saved', ...about, data: { part, version: number } })
    return ok({ isChanged: true })
  })
}

const there = (newest: Appraisal | null, make: (newest: Appraisal) => Result<Next, AppraisalRefusal>): Result<Next, AppraisalRefusal> => (newest ? make(newest) : refuse('not-found'))

/** Begins an appraisal, or changes its options and criteria: scores stay where both of theirs do. */
export function setUpAppraisal(context: Context<StaffActor>, ref: string, at: AppraisalAt, given: Pick<Appraisal, 'title' | 'question' | 'criteria' | 'options'>): Promise<AppraisalSaved> {
  return nextVersion(context, ref, at, 'options and criteria', (newest) => {
    const made = setUp(newest, given)
    return made.ok ? ok({ appraisal: made.value }) : made
  })
}

/** Sets every score of the table; those that are left out are not given. */
export function scoreAppraisal(context: Context<StaffActor>, ref: string, at: AppraisalAt, scores: readonly Score[]): Promise<AppraisalSaved> {
  return nextVersion(context, ref, at, 'scores', (newest) => there(newest, (appraisal) => ok({ appraisal: { ...appraisal, scores } })))
}

export function chooseOption(context: Context<StaffActor>, ref: string, at: AppraisalAt, chosen: NonNullable<Appraisal['chosen']>): Promise<AppraisalSaved> {
  return nextVersion(context, ref, at, 'choice', (newest) => there(newest, (appraisal) => {
    const checked = checkChoice(appraisal, chosen)
    return checked.ok ? ok({ appraisal: { ...appraisal, chosen } }) : checked
  }))
}

/** Keeps the newest version as what was decided on: by a group or a post, on a day that has come. */
export function fixAppraisal(context: Context<StaffActor>, ref: string, at: AppraisalAt, decided: { readonly on: Day; readonly by: string }): Promise<AppraisalSaved> {
  return nextVersion(context, ref, at, 'decision', (newest) => there(newest, (appraisal) => {
    if (decided.on > londonDay(context.now)) return refuse('decided-in-future')
    const checked = checkFixing(appraisal)
    return checked.ok ? ok({ appraisal, decided }) : checked
  }))
}
