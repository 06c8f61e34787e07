import { ARTICLE_6_WORDS, article9Words, CONFIDENTIALITY_WORDS, PARTY_ROLE_WORDS } from '#app/projects/facts.words.ts'
import { datasetOfFlow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { bare, capital, namesOf, sentence } from '../papers/paper.rules.ts'
import type { DpiaAssessment, DpiaRisk } from './dpia-assessment.rules.ts'
import { LIKELIHOODS, residualScore, SEVERITIES, type Score } from './dpia-scores.rules.ts'
import { GAUGE_OF_LIKELIHOOD, GAUGE_OF_SEVERITY, PIA_EVENTS, PIA_EVENT_NAMES, questionsOf, type PiaEvent } from './pia-mapping.rules.ts'
import { htmlText } from './pia-text.rules.ts'
import { PIA_QUESTION_WORDS } from './pia.words.ts'

/** Which of the software's three events a risk of ours belongs to; one of the project's own belongs to the first. */
export const EVENT_OF_RULE: Readonly<Record<string, PiaEvent>> = {
  'false-match': 'change', 'out-of-date': 'change', 'objection-missed': 'change', 'computer-decides': 'change', 'rights-lost': 'loss', 'kept-too-long': 'access', 'identifiers-kept': 'access',
  'on-the-way': 'loss', 'who-answers': 'loss',
}
const eventOf = (risk: Pick<DpiaRisk, 'id' | 'rule'>): PiaEvent => EVENT_OF_RULE[risk.rule ?? ''] ?? PIA_EVENT_NAMES.find((event) => risk.id === `pia-${event}`) ?? 'access'

/** An assessment that was made here, as a file that the CNIL's software can take in. The same assessment gives the same text. */
export function newPiaFile({ projectRef, facts, assessment }: { readonly projectRef: string; readonly facts: ProjectFacts; readonly assessment: DpiaAssessment }): string {
  const { advice, approval, views, screening } = assessment
  const measures = assessment.risks.flatMap((risk) => risk.measures.map((measure) => ({ risk, title: bare(measure.what).slice(0, 120), content: measure.what })))
    .filter(({ title }, index, all) => all.findIndex((other) => other.title === title) === index)
  const answers = [...Object.keys(PIA_QUESTION_WORDS).map(Number).map((reference) => ({ reference, text: htmlText(answerOf(facts, reference)), gauge: null, list: [] as string[] })), ...PIA_EVENT_NAMES.flatMap((event) => eventAnswers(event, assessment))]
  const file = {
    pia: {
      status: 0, is_example: 0, is_archive: 0, id: 1, name: facts.title, category: projectRef, author_name: screening?.by ?? '', evaluator_name: advice?.name ?? '', validator_name: approval?.residualBy ?? '',
      dpos_names: advice?.name ?? '', dpo_opinion: advice ? htmlText(advice.advice) : '', concerned_people_searched_opinion: views !== null, people_names: '', concerned_people_opinion: views ? htmlText(views.people) : '',
      structure_id: '',
    },
    answers: answers.map(({ reference, text, gauge, list }, index) => ({ pia_id: 1, reference_to: reference, data: { text: text === '' ? null : text, gauge, list }, id: index + 1 })),
    measures: measures.map(({ title, content }, index) => ({ title, pia_id: 1, content: htmlText(content), placeholder: 'measures.default_placeholder', id: index + 1 })),
    evaluations: PIA_EVENT_NAMES.flatMap((event) => eventPlan(event, assessment)).map((plan, index) => ({ ...plan, id: index + 1 })),
    comments: [],
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function eventAnswers(event: PiaEvent, { risks }: DpiaAssessment) {
  const asked = questionsOf(event)
  const own = risks.filter((risk) => eventOf(risk) === event)
  const left = gravest(own)
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
  const list = (reference: number, items: readonly string[]) => ({ reference, text: '', gauge: null, list: [...new Set(items.map(oneLine).filter(Boolean))] })
  return [
    list(asked.impacts, own.map((risk) => risk.impact)), list(asked.threats, own.map((risk) => `${bare(risk.title)}: ${risk.cause}`)), list(asked.sources, []),
    list(asked.measures, own.flatMap((risk) => risk.measures.map((measure) => bare(measure.what).slice(0, 120)))),
    { reference: asked.severity, text: '', gauge: left && GAUGE_OF_SEVERITY[left.severity], list: [] }, { reference: asked.likelihood, text: '', gauge: left && GAUGE_OF_LIKELIHOOD[left.likelihood], list: [] },
  ]
}

/** The gravest of what these risks leave when their measures are in place, scale by scale; null where none has been scored. */
function gravest(risks: readonly DpiaRisk[]): Score | null {
  const left = risks.flatMap((risk) => (risk.before ? residualScore(risk.before, risk.measures) ?? { severity: 'minimal' as const, likelihood: 'remote' as const } : []))
  const most = <T extends string>(scale: readonly T[], values: readonly T[]): T => scale[Math.max(...values.map((value) => scale.indexOf(value)))] as T
  return left.length === 0 ? null : { severity: most(SEVERITIES, left.map(({ severity }) => severity)), likelihood: most(LIKELIHOODS, left.map(({ likelihood }) => likelihood)) }
}

/** What is still to be done about an event: the software has one plan for each. */
function eventPlan(event: PiaEvent, { risks, actions }: DpiaAssessment) {
  const open = actions.filter((action) => action.doneOn === null && risks.some((risk) => risk.id === action.riskId && eventOf(risk) === event))
  if (open.length === 0) return []
  const days = open.flatMap(({ due }) => due ?? []).sort()
  return [{
    status: 2, pia_id: 1, reference_to: `3.${PIA_EVENTS[event]}`, action_plan_comment: htmlText(open.map(({ what }) => sentence(what)).join('\n')), evaluation_comment: null, gauges: { x: 0, y: 0 },
    estimated_implementation_date: days.length > 0 ? `${days.at(-1)}T12:00:00.000Z` : null, person_in_charge: [...new Set(open.map(({ owner }) => owner).filter(Boolean))].join('; '), global_status: 1,
  }]
}

/** What the facts say to one of the software's questions; empty where nobody has said. */
function answerOf(facts: ProjectFacts, reference: number): string {
  const { purpose, linkage, safeguards, tellingPeople, rights } = facts
  const nameOf = namesOf(facts)
  const lines = (...said: readonly (string | null | undefined | false)[]) => said.filter(Boolean).map((each) => sentence(capital(each as string))).join('\n')
  switch (reference) {
    case 111: return lines(purpose?.purpose, purpose?.benefits)
    case 112: return lines(...facts.parties.map((party) => `${party.name}, ${PARTY_ROLE_WORDS[party.role].toLowerCase()}, will ${party.does}`))
    case 113: return lines('The data sharing code of the Information Commissioner', 'The Caldicott Principles', 'The Data Security and Protection Toolkit of the NHS')
    case 121: return lines(...facts.datasets.map((dataset) => `${dataset.name}, of ${nameOf(dataset.controllerCode)}: ${dataset.fields.map((field) => field.name).join(', ')}`))
    case 122: return lines(...facts.flows.map((flow) => `${flow.name}, from ${nameOf(flow.fromCode)} to ${nameOf(flow.toCode)}: ${flow.use}`), ...facts.stages.map((stage) => `${stage.name}: ${stage.does}`))
    case 123: return lines(...new Set(facts.flows.map((flow) => flow.transport)), linkage && `Linked at: ${linkage.where}`)
    case 211: return lines(purpose?.necessity)
    case 212: return lines(...facts.flows.map((flow) => `${flow.name}: ${ARTICLE_6_WORDS[flow.article6]}; ${article9Words(flow, datasetOfFlow(facts, flow))}; ${flow.legalPower}`))
    case 213: return lines(...facts.datasets.flatMap((dataset) => dataset.fields.map((field) => `${field.name}: ${field.why}`)))
    case 214: return lines(linkage?.quality)
    case 215: return safeguards ? lines(`${safeguards.retentionMonths} months from ${safeguards.retentionFrom}; then ${safeguards.retentionEnd}`) : ''
    case 221: return tellingPeople ? lines(`The notice is at ${tellingPeople.noticeAddress}`, `People have ${tellingPeople.replyDays} days to reply`) : ''
    case 222: return lines(...facts.flows.map((flow) => `${flow.name}: ${CONFIDENTIALITY_WORDS[flow.confidentiality]}; ${flow.confidentialityWhy}`))
    case 223: return rights ? lines(`Requests go to ${rights.requestsTo}`, rights.requestsHow) : ''
    case 224: return lines(rights?.erasure)
    case 225: return lines(rights?.objections)
    case 226: return lines(...facts.processing.map((each) => `${nameOf(each.processorCode)}: ${each.subject}`))
    case 227: return rights ? lines(rights.transfers === 'none' ? 'No data leaves the United Kingdom' : rights.transfersWhat) : ''
    default: return ''
  }
}
