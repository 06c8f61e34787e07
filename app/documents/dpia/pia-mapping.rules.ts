import { londonDay, readDay, type Day } from '#app/kernel/uk-date.ts'
import type { DpiaAction } from './dpia-actions.rules.ts'
import type { DpiaRisk } from './dpia-assessment.rules.ts'
import type { Likelihood, Measure, Score, Severity } from './dpia-scores.rules.ts'
import { moves } from './dpia-scores.rules.ts'
import { answerTo, piaText, type PiaFile } from './pia-file.rules.ts'
import { PIA_HEADINGS, PIA_RISK_WORDS } from './pia.words.ts'
import { partsText, plainPoint, plainText } from './pia-text.rules.ts'

/** The three events that the software asks about, by the number of their part: questions 321 to 326, 331 to 336, 341 to 346. */
export const PIA_EVENTS = { access: 2, change: 3, loss: 4 } as const
export type PiaEvent = keyof typeof PIA_EVENTS
export const PIA_EVENT_NAMES = Object.keys(PIA_EVENTS) as PiaEvent[]

/** The questions of an event. */
export function questionsOf(event: PiaEvent) {
  const first = 300 + PIA_EVENTS[event] * 10
  return { impacts: first + 1, threats: first + 2, sources: first + 3, measures: first + 4, severity: first + 5, likelihood: first + 6 } as const
}

/** What comes in with a file begins with this, so that it can be told from what was written here. */
export const PIA_MARK = 'pia-'
export const riskIdOf = (event: PiaEvent): string => `${PIA_MARK}${event}`
export const PLAN_ID = `${PIA_MARK}plan`

/** The software's four steps, negligible, limited, significant and maximum, on our three: never a lower one. */
export const SEVERITY_OF = { 1: 'minimal', 2: 'significant', 3: 'severe', 4: 'severe' } as const satisfies Record<number, Severity>
export const LIKELIHOOD_OF = { 1: 'remote', 2: 'possible', 3: 'probable', 4: 'probable' } as const satisfies Record<number, Likelihood>
/** The other way, where someone has changed a score: the graver of two. */
export const GAUGE_OF_SEVERITY = { minimal: 1, significant: 2, severe: 4 } as const satisfies Record<Severity, number>
export const GAUGE_OF_LIKELIHOOD = { remote: 1, possible: 2, probable: 4 } as const satisfies Record<Likelihood, number>

export function scoreOf(severity: number | null, likelihood: number | null): Score | null {
  return severity === null || likelihood === null ? null : { severity: SEVERITY_OF[severity as 1], likelihood: LIKELIHOOD_OF[likelihood as 1] }
}

export type TakenRisk = Omit<DpiaRisk, 'restsOn'> & { readonly event: PiaEvent }
export interface TakenAction extends DpiaAction {
  /** Which evaluation of the file it comes from, by its place there. */
  readonly at: number
}

/** What of a file has a place in our assessment, as it is when it comes in. */
export interface TakenIn {
  /** What the people concerned said, or why they were not asked; empty for nothing. */
  readonly people: string
  readonly risks: readonly TakenRisk[]
  readonly actions: readonly TakenAction[]
  /** Measures that the file ties to no event: they stay in the file. */
  readonly looseMeasures: number
}

export function takenFrom(file: PiaFile): TakenIn {
  const risks = PIA_EVENT_NAMES.flatMap((event) => takenRisk(file, event) ?? [])
  const tied = new Set(risks.flatMap((risk) => risk.measures.map((measure) => measure.id)))
  return {
    people: plainText(piaText(file, 'concerned_people_opinion')) || plainText(piaText(file, 'concerned_people_searched_content')),
    risks, actions: takenActions(file, risks), looseMeasures: file.measures.filter((_measure, index) => !tied.has(measureId(index))).length,
  }
}

const measureId = (index: number): string => `${PIA_MARK}measure-${index + 1}`

function takenRisk(file: PiaFile, event: PiaEvent): TakenRisk | null {
  const asked = questionsOf(event)
  const list = (reference: number) => (answerTo(file, reference)?.list ?? []).map(plainPoint).filter(Boolean)
  const lines = (reference: number) => plainText(answerTo(file, reference)?.text ?? '').split('\n').filter(Boolean)
  const [severity, likelihood] = [answerTo(file, asked.severity)?.gauge ?? null, answerTo(file, asked.likelihood)?.gauge ?? null]
  const cause = partsText([
    { heading: '', lines: list(asked.threats) }, { heading: PIA_HEADINGS.sources, lines: list(asked.sources) }, { heading: PIA_HEADINGS.likelihood, lines: lines(asked.likelihood) },
  ])
  const impact = partsText([{ heading: '', lines: list(asked.impacts) }, { heading: PIA_HEADINGS.severity, lines: lines(asked.severity) }])
  const before = scoreOf(severity, likelihood)
  const measures = [...inPlace(file, asked.measures), ...planned(file, event, before)]
  if (cause === '' && impact === '' && severity === null && likelihood === null && measures.length === 0) return null
  const words = PIA_RISK_WORDS[event]
  return { event, id: riskIdOf(event), rule: null, title: words.title, citation: words.citation(severity, likelihood), cause, impact, before, measures }
}

/** Measures that are in place already: the software's scores count them, so here they move none. */
function inPlace(file: PiaFile, reference: number): Measure[] {
  const used = new Set<number>()
  return (answerTo(file, reference)?.list ?? []).map((title, place): Measure => {
    const index = file.measures.findIndex((measure, at) => measure.title === title && !used.has(at))
    used.add(index)
    const content = plainText(file.measures[index]?.content ?? '')
    const name = plainPoint(title)
    return { id: index < 0 ? `${PIA_MARK}named-${reference}-${place + 1}` : measureId(index), what: content === '' ? name : `${name}: ${content}`, effect: 'accepted', after: null }
  })
}

/** What the evaluator of an event plans, where it lowers a score. */
function planned(file: PiaFile, event: PiaEvent, before: Score | null): Measure[] {
  const found = evaluationOf(file, event)
  const what = plainText(found?.plan ?? '')
  const after = scoreOf(found?.severity ?? null, found?.likelihood ?? null)
  if (what === '' || before === null || after === null) return []
  const measure: Measure = { id: PLAN_ID, what, effect: 'reduced', after }
  const isLower = moves(before, measure).length > 0 && GAUGE_OF_SEVERITY[after.severity] <= GAUGE_OF_SEVERITY[before.severity] && GAUGE_OF_LIKELIHOOD[after.likelihood] <= GAUGE_OF_LIKELIHOOD[before.likelihood]
  return [isLower ? measure : { ...measure, effect: 'accepted', after: null }]
}

export function evaluationOf(file: PiaFile, event: PiaEvent) {
  return file.evaluations.find((evaluation) => evaluation.reference === `3.${PIA_EVENTS[event]}`)
}

/** What evaluators plan, with who does it and by when where the file says so. */
function takenActions(file: PiaFile, risks: readonly TakenRisk[]): TakenAction[] {
  const seen = new Map<string, number>()
  return file.evaluations.flatMap((evaluation, at): TakenAction[] => {
    const what = plainText(evaluation.plan)
    if (what === '') return []
    const name = evaluation.reference.replace(/[^0-9A-Za-z]+/g, '-') || 'plan'
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    const risk = risks.find(({ event }) => evaluation.reference === `3.${PIA_EVENTS[event]}`)
    return [{
      at, id: `${PIA_MARK}${name}${times > 1 ? `-again-${times}` : ''}`, what, riskId: risk?.id ?? '', owner: plainPoint(evaluation.owner), ownerCode: '', due: dayOf(evaluation.day), isBlocking: false, doneOn: null, proof: '',
    }]
  })
}

/** The day in London that an instant or a day of the file falls on; null where it names none. */
export function dayOf(written: string): Day | null {
  const text = written.trim()
  if (!text.includes('T')) return readDay(text)
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? null : londonDay(instant)
}
