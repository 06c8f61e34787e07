import { changeOfList, changesOfMembers, memberOf, withChanges, type TextChange } from '#app/kernel/json-places.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import type { DpiaAssessment, DpiaRisk } from './dpia-assessment.rules.ts'
import { residualScore, type Measure, type Score } from './dpia-scores.rules.ts'
import { answerTo, piaText, type JsonObject, type PiaFile, type PiaList } from './pia-file.rules.ts'
import {
  evaluationOf, GAUGE_OF_LIKELIHOOD, GAUGE_OF_SEVERITY, PIA_EVENTS, PIA_MARK, PLAN_ID, questionsOf, takenFrom, type TakenAction, type TakenRisk,
} from './pia-mapping.rules.ts'
import { htmlText, plainText, textParts } from './pia-text.rules.ts'
import { PIA_HEADINGS } from './pia.words.ts'

/** A file as it goes out again. */
export interface PiaExport {
  readonly text: string
  /** Where it differs from the file that came in, such as `answers 325`; empty when it is that file, byte for byte. */
  readonly changed: readonly string[]
  /** Risks and actions of the assessment that the software's file has no place for. */
  readonly left: { readonly risks: number; readonly actions: number }
}

type Values = Readonly<Record<string, unknown>>
/** What is changed, collected until all is known: an object takes its changes at once, and so does a list. */
interface Draft {
  readonly file: PiaFile
  readonly values: Map<JsonObject, Record<string, unknown>>
  readonly added: Record<PiaList, Values[]>
  readonly changed: Set<string>
}

/**
 * The file that was brought in, with what has been changed since. What nobody changed stays as it was written, to the
 * byte: only the places of changed values are written anew. A value counts as changed when it says something else than
 * what the file itself comes in as.
 */
export function piaExport(file: PiaFile, assessment: DpiaAssessment): PiaExport {
  const taken = takenFrom(file)
  const draft: Draft = { file, values: new Map(), added: { answers: [], measures: [], evaluations: [], comments: [] }, changed: new Set() }
  changePeople(draft, taken.people, assessment)
  changeSignOff(draft, assessment)
  for (const before of taken.risks) {
    const now = assessment.risks.find((risk) => risk.id === before.id)
    if (now) changeRisk(draft, before, now)
  }
  const left = changeActions(draft, taken.actions, assessment)
  const changes: TextChange[] = [...draft.values].flatMap(([node, values]) => changesOfMembers(node, values))
  const newLists: Record<string, unknown> = {}
  for (const [name, items] of Object.entries(draft.added) as [PiaList, Values[]][]) {
    const list = file.lists[name]
    if (items.length === 0) continue
    if (list) changes.push(changeOfList(list, items))
    else newLists[name] = items
  }
  if (Object.keys(newLists).length > 0) changes.push(...changesOfMembers(file.root, newLists))
  const ours = assessment.risks.filter((risk) => !taken.risks.some(({ id }) => id === risk.id)).length
  return { text: withChanges(file.text, changes), changed: [...draft.changed], left: { risks: ours, actions: left } }
}

function set(draft: Draft, node: JsonObject, values: Values, where: string): void {
  draft.values.set(node, { ...draft.values.get(node), ...values })
  draft.changed.add(where)
}

function changePeople(draft: Draft, before: string, { views }: DpiaAssessment): void {
  if (!views || views.people === before) return
  const wasWhyNot = plainText(piaText(draft.file, 'concerned_people_opinion')) === '' && before !== ''
  set(draft, draft.file.pia, { [wasWhyNot ? 'concerned_people_searched_content' : 'concerned_people_opinion']: htmlText(views.people) }, 'pia, what people say')
}

function changeSignOff(draft: Draft, { advice, approval }: DpiaAssessment): void {
  const { file } = draft
  if (advice && (plainText(piaText(file, 'dpo_opinion')) !== advice.advice || piaText(file, 'dpos_names') !== advice.name)) {
    set(draft, file.pia, { dpos_names: advice.name, dpo_opinion: htmlText(advice.advice) }, 'pia, advice')
  }
  if (approval && piaText(file, 'validator_name') !== approval.residualBy) set(draft, file.pia, { validator_name: approval.residualBy }, 'pia, validator')
}

/** One answer of the file with part of its data changed, or a new one where the file has none. */
function changeAnswer(draft: Draft, reference: number, data: Values): void {
  const { file } = draft
  const answer = answerTo(file, reference)
  const where = `answers ${reference}`
  if (answer?.data) return set(draft, answer.data, data, where)
  const whole = { text: null, gauge: null, list: [], ...data }
  if (answer) return set(draft, answer.node, { data: whole }, where)
  draft.changed.add(where)
  const open = draft.added.answers.find((added) => added.reference_to === reference)
  if (open) Object.assign(open.data as object, data)
  else draft.added.answers.push({ pia_id: valueOf(file, 'id'), reference_to: reference, data: whole, created_at: null, id: nextId(draft, 'answers') })
}

function valueOf(file: PiaFile, name: string): unknown {
  const node = memberOf(file.pia, name)
  return node?.kind === 'number' || node?.kind === 'string' ? node.value : null
}

function nextId({ file, added }: Draft, name: PiaList): number {
  const ids = (file.lists[name]?.items ?? []).map((node) => { const id = memberOf(node, 'id'); return id?.kind === 'number' && Number.isSafeInteger(id.value) ? id.value : 0 })
  return Math.max(0, ...ids) + added[name].length + 1
}

function changeRisk(draft: Draft, before: TakenRisk, now: DpiaRisk): void {
  const asked = questionsOf(before.event)
  changeParts(draft, before.cause, now.cause, { '': asked.threats, [PIA_HEADINGS.sources]: asked.sources }, { [PIA_HEADINGS.likelihood]: asked.likelihood })
  changeParts(draft, before.impact, now.impact, { '': asked.impacts }, { [PIA_HEADINGS.severity]: asked.severity })
  changeScores(draft, before, now)
  changeMeasures(draft, before, now, asked.measures)
}

/** Each part of a text that says something else goes back to the question it came from: lists of points, and texts. */
function changeParts(draft: Draft, before: string, now: string, lists: Readonly<Record<string, number>>, texts: Readonly<Record<string, number>>): void {
  const headings = [...Object.keys(lists), ...Object.keys(texts)]
  const [was, is] = [textParts(before, headings), textParts(now, headings)]
  for (const heading of headings) {
    const [then, lines] = [was[heading] ?? [], is[heading] ?? []]
    if (isSameFact(then, lines)) continue
    const list = lists[heading]
    if (list !== undefined) changeAnswer(draft, list, { list: lines })
    else changeAnswer(draft, texts[heading] as number, { text: htmlText(lines.join('\n')) })
  }
}

function changeScores(draft: Draft, before: TakenRisk, now: DpiaRisk): void {
  const asked = questionsOf(before.event)
  if (before.before?.severity !== now.before?.severity) changeAnswer(draft, asked.severity, { gauge: now.before ? GAUGE_OF_SEVERITY[now.before.severity] : null })
  if (before.before?.likelihood !== now.before?.likelihood) changeAnswer(draft, asked.likelihood, { gauge: now.before ? GAUGE_OF_LIKELIHOOD[now.before.likelihood] : null })
  const left = (risk: Pick<DpiaRisk, 'before' | 'measures'>): Score | null => risk.before && residualScore(risk.before, risk.measures)
  const then = left(now)
  if (!now.before || isSameFact(left(before), then) || (isSameFact(then, now.before) && !evaluationOf(draft.file, before.event))) return
  const moved = { x: then ? GAUGE_OF_SEVERITY[then.severity] : 1, y: then ? GAUGE_OF_LIKELIHOOD[then.likelihood] : 1 }
  changeEvaluation(draft, `3.${PIA_EVENTS[before.event]}`, { gauges: moved })
}

function changeEvaluation(draft: Draft, reference: string, values: Values): void {
  const { file } = draft
  const found = file.evaluations.find((evaluation) => evaluation.reference === reference)
  const where = `evaluations ${reference}`
  if (found) return set(draft, found.node, values, where)
  draft.changed.add(where)
  const open = draft.added.evaluations.find((added) => added.reference_to === reference)
  if (open) Object.assign(open, values)
  else {
    draft.added.evaluations.push({
      status: 2, pia_id: valueOf(file, 'id'), reference_to: reference, action_plan_comment: null, evaluation_comment: null, gauges: { x: 0, y: 0 }, estimated_implementation_date: null, person_in_charge: null,
      global_status: 1, ...values, id: nextId(draft, 'evaluations'),
    })
  }
}

function changeMeasures(draft: Draft, before: TakenRisk, now: DpiaRisk, reference: number): void {
  const { file } = draft
  const inPlace = (measures: readonly Measure[]) => measures.filter(({ id }) => id !== PLAN_ID)
  const [was, is] = [inPlace(before.measures), inPlace(now.measures)]
  const titles = answerTo(file, reference)?.list ?? []
  const title = new Map(was.map((measure, place) => [measure.id, titles[place] ?? measure.what]))
  const rows = is.map((measure) => {
    const then = was.find(({ id }) => id === measure.id)
    const known = title.get(measure.id)
    if (then?.what === measure.what && known !== undefined) return known
    const [name, content] = named(measure.what)
    const index = measure.id.startsWith(`${PIA_MARK}measure-`) && then ? Number(measure.id.slice(`${PIA_MARK}measure-`.length)) - 1 : -1
    const kept = file.measures[index]
    if (kept && known !== undefined) {
      const said = measure.what.startsWith(`${known}: `) ? measure.what.slice(known.length + 2) : measure.what
      set(draft, kept.node, { content: htmlText(said) }, `measures ${index + 1}`)
      return known
    }
    if (then) return name
    draft.added.measures.push({ title: name, pia_id: valueOf(file, 'id'), content: htmlText(content), placeholder: 'measures.default_placeholder', created_at: null, id: nextId(draft, 'measures') })
    draft.changed.add(`measures ${(file.lists.measures?.items.length ?? 0) + draft.added.measures.length}`)
    return name
  })
  if (!isSameFact(rows, was.map(({ id }) => title.get(id)))) changeAnswer(draft, reference, { list: rows })
  const [plan, planned] = [now.measures.find(({ id }) => id === PLAN_ID), before.measures.find(({ id }) => id === PLAN_ID)]
  if (plan && planned && plan.what !== planned.what) changeEvaluation(draft, `3.${PIA_EVENTS[before.event]}`, { action_plan_comment: htmlText(plan.what) })
}

const NAME_MAX = 80
/** A measure of ours as the software has it: a short title, and what it is. */
function named(what: string): readonly [string, string] {
  const [first, ...rest] = what.split(/:\s+/)
  if (rest.length > 0 && (first as string).length <= NAME_MAX) return [first as string, rest.join(': ')]
  return [what.length <= NAME_MAX ? what : `${what.slice(0, NAME_MAX).replace(/\s+\S*$/, '')} …`, what]
}

/** Answers how many actions have no place: the file has one plan for each part. */
function changeActions(draft: Draft, taken: readonly TakenAction[], assessment: DpiaAssessment): number {
  const { file } = draft
  let left = 0
  for (const action of assessment.actions) {
    const before = taken.find(({ id }) => id === action.id)
    const evaluation = before && file.evaluations[before.at]
    if (!before || !evaluation) {
      if (!changeNewAction(draft, action)) left += 1
      continue
    }
    const values: Record<string, unknown> = {
      ...(before.what === action.what ? {} : { action_plan_comment: htmlText(action.what) }), ...(before.owner === action.owner ? {} : { person_in_charge: action.owner }),
      ...(before.due === action.due ? {} : { estimated_implementation_date: action.due && `${action.due}T12:00:00.000Z` }),
    }
    if (Object.keys(values).length > 0) set(draft, evaluation.node, values, `evaluations ${evaluation.reference}`)
  }
  return left
}

/** An action of our own about one of the three events goes where its plan is still empty. */
function changeNewAction(draft: Draft, action: DpiaAssessment['actions'][number]): boolean {
  const event = (Object.keys(PIA_EVENTS) as (keyof typeof PIA_EVENTS)[]).find((each) => action.riskId === `${PIA_MARK}${each}`)
  if (!event) return false
  const reference = `3.${PIA_EVENTS[event]}`
  const found = evaluationOf(draft.file, event)
  const isTaken = found ? plainText(found.plan) !== '' || draft.values.get(found.node)?.action_plan_comment !== undefined : draft.added.evaluations.some((added) => added.reference_to === reference && added.action_plan_comment)
  if (isTaken) return false
  changeEvaluation(draft, reference, { action_plan_comment: htmlText(action.what), person_in_charge: action.owner, estimated_implementation_date: action.due && `${action.due}T12:00:00.000Z` })
  return true
}
