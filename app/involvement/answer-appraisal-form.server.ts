import { data, redirect } from '@remix-run/node'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { notFound } from '#app/identity/route-wrappers.server.ts'
import { withTyped, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { typedWithRows } from '#app/projects/project.schema.ts'
import { appraisalVersionSchema, BLANK_CRITERION, BLANK_OPTION, choiceSchema, fixSchema, scoresSchema, setUpSchema } from './appraisal.schema.ts'
import { APPRAISAL_REFUSAL_FIELDS, APPRAISAL_REFUSAL_STATUS, APPRAISAL_REFUSAL_WORDS, type AppraisalAct } from './appraisal.words.ts'
import { readAppraisalPage } from './read-appraisals.server.ts'
import { chooseOption, fixAppraisal, scoreAppraisal, setUpAppraisal, type AppraisalAt, type AppraisalSaved } from './save-appraisal.server.ts'

/** One form of an appraisal, from what was typed to the answer: the form again with its problems, or on to the table. */
export async function answerAppraisalForm(context: Context<StaffActor>, ref: string, id: string | null, act: AppraisalAct, typed: Typed) {
  if (typeof typed.row === 'string') return data({ problems: [] as Problem[], typed: typedWithRows(typed, typed.row, { options: BLANK_OPTION, criteria: BLANK_CRITERION }), isConflict: false }, { status: 200 })
  const again = (problems: readonly Problem[], status: number, isConflict = false) => data({ problems: [...problems], typed, isConflict }, { status })
  const made = withTyped({ ...typed, ...(id === null ? {} : { id }) }, appraisalVersionSchema, (at) => at)
  if ('ok' in made) return again([{ field: '', message: 'This form is not whole. Load the page again and fill it in once more.' }], 400)
  const done = await attempt(context, ref, made, act, typed)
  if ('problems' in done) return again(done.problems, 400)
  if (done.ok) throw redirect(`/projects/${ref}/appraisals/${made.id}?done=${done.value.isChanged ? act : 'unchanged'}`)
  const { kind } = done.refusal
  if (kind === 'not-found') throw notFound()
  return again([{ field: APPRAISAL_REFUSAL_FIELDS[kind] ?? '', message: APPRAISAL_REFUSAL_WORDS[kind] }], APPRAISAL_REFUSAL_STATUS[kind], kind === 'changed-since-read')
}

async function attempt(context: Context<StaffActor>, ref: string, at: AppraisalAt, act: AppraisalAct, typed: Typed): Promise<AppraisalSaved | { readonly problems: readonly Problem[] }> {
  switch (act) {
    case 'set-up': return withTyped(typed, setUpSchema, (given) => setUpAppraisal(context, ref, at, given))
    case 'scores': {
      // The boxes are those of the table that was filled in, and not of one that somebody saved since.
      const page = await readAppraisalPage(context, ref, at.id, at.version)
      if (!page) throw notFound()
      return withTyped(typed, scoresSchema(page.shown.appraisal), (scores) => scoreAppraisal(context, ref, at, scores))
    }
    case 'choice': return withTyped(typed, choiceSchema, (chosen) => chooseOption(context, ref, at, chosen))
    case 'fix': return withTyped(typed, fixSchema, ({ decidedOn, decidedBy }) => fixAppraisal(context, ref, at, { on: decidedOn, by: decidedBy }))
  }
}
