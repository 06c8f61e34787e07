import { formatDay, type Day } from '#app/kernel/uk-date.ts'
import { CORE_SECTIONS, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { PEOPLE_GROUP_WORDS } from '#app/projects/further-facts.words.ts'
import type { DpiaAction } from '../dpia/dpia-actions.rules.ts'
import { NO_ASSESSMENT, openAnswers, riskLeft, undecidedRisks, type DpiaAssessment } from '../dpia/dpia-assessment.rules.ts'
import { dueWords, measureWords, ownerWords, scoreWords } from '../dpia/dpia-rows.words.ts'
import { riskRule } from '../dpia/dpia-risks.rules.ts'
import { moves, overall, scoreAfter, type Score } from '../dpia/dpia-scores.rules.ts'
import { CRITERIA, criterionById, SCREENING_LISTS } from '../dpia/dpia-screening.rules.ts'
import { ADVICE_TAKEN_WORDS, CONSULTATION_OUTCOME_WORDS, factPathWords, LEVEL_WORDS, SCREENING_SOURCE_WORDS } from '../dpia/dpia.words.ts'
import { flowFigure } from '../flow-map-drawing.rules.ts'
import { FLOW_MAP_USES, flowMap } from '../flow-map.rules.ts'
import { confidencesOf, groundsOf, journeysOf } from './alike.rules.ts'
import { itemTerms } from './item-terms.rules.ts'
import { bare, capital, given, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { choiceGroups, datasetTerms, flowsAlike, flowTerms, gatewayTerms, headTerms, linkageTerms, officerTerms, PARTY_USES, partyTerms, rightsTerms, safeguardTerms, stageTerms, tellingTerms, toldWords } from './paper-terms.rules.ts'

const MOVES_WORDS = { likelihood: 'likelihood', severity: 'severity' } as const

/** A screener’s bare yes or no: who gave it, and when, is said once above the table. */
const answerSaid = (reason: string): string => reason.replace(/^Answered (yes|no) by whoever screened it\.$/, 'Answered $1.')

function stateWords({ doneOn, proof, isBlocking }: DpiaAction): string {
  if (doneOn !== null) return `Done on ${formatDay(doneOn)}. ${proof ? sentence(proof) : 'Nobody wrote down what shows it.'}`
  return isBlocking ? 'Open. Nothing may flow before it is done.' : 'Open.'
}

/** A risk's row of scores: what each measure moves, from what to what. */
function riskTerms(risk: DpiaAssessment['risks'][number], index: number) {
  const left = riskLeft(risk)
  let score: Score | null = risk.before
  const measures = risk.measures.map((measure) => {
    const moved = score ? moves(score, measure) : []
    score = score && scoreAfter(score, measure)
    return { what: sentence(measure.what), effect: measureWords(measure), moved: moved.length > 0 ? moved.map((scale) => MOVES_WORDS[scale]).join(' and ') : 'neither score', left: score ? LEVEL_WORDS[overall(score)].label : 'Gone' }
  })
  return {
    number: index + 1, title: bare(risk.title), source: bare(riskRule(risk.rule)?.citation ?? (risk.citation || 'A risk of the project’s own')), cause: sentence(risk.cause), impact: sentence(risk.impact),
    before: risk.before ? `${LEVEL_WORDS[overall(risk.before)].label} (${scoreWords(risk.before).toLowerCase()})` : 'Not scored yet', left: left ? LEVEL_WORDS[left].label : 'Not scored yet',
    measures, hasMeasures: measures.length > 0,
  }
}

function openTerms(assessment: DpiaAssessment, facts: ProjectFacts): string[] {
  const name = (kind: string, id: string) => kind === 'criterion' ? `Screening, ${criterionById(id)?.name ?? id}` : kind === 'views' ? 'What people say' : kind === 'set-aside' ? `Set aside, ${riskRule(id)?.title ?? id}` : `Risk, ${bare(assessment.risks.find((risk) => risk.id === id)?.title ?? id)}`
  return [
    ...openAnswers(assessment, facts).map((answer) => `${name(answer.kind, answer.id)}: ${answer.facts.map(factPathWords).join('; ')} changed`),
    ...(assessment.screening ? undecidedRisks(assessment, facts).map((risk) => `Suggested and not decided: ${risk.title}`) : []),
  ]
}

/** What is the same of many flows, said once: the law, the use, and the way. */
function flowGroups(facts: ProjectFacts, on: Day) {
  const lawGroups = flowsAlike(facts.flows, (flow) => {
    const { purposeKind, legalPower, gateways, article6, article9, schedule1, confidentiality, confidentialityLaw, confidentialityWhy, choices } = flowTerms(flow, facts, on)
    return { purposeKind, legalPower, gateways: gateways.map(({ name }) => name), article6, article9, schedule1, confidentiality, confidentialityLaw, confidentialityWhy, choices }
  }).map((group) => ({ ...group, isMany: group.flows.length > 1, caption: group.flows.length > 1 ? `${group.flows.length} flows: ${group.flows[0]} and ${group.flows.length === 2 ? 'one other' : 'others'}` : group.flows[0] }))
  const gateways = [...new Set(facts.flows.flatMap((flow) => flow.gateways))].map(gatewayTerms)
  const flows = facts.flows.map((flow) => flowTerms(flow, facts, on))
  return {
    lawGroups, grounds: groundsOf(flows), confidences: confidencesOf(flows), choiceGroups: choiceGroups(facts), gateways, hasGateways: gateways.length > 0, journeys: journeysOf(flows), useGroups: flowsAlike(facts.flows, (flow) => ({ use: sentence(flow.use) })),
    travelGroups: flowsAlike(facts.flows, (flow) => ({ transport: sentence(flow.transport), frequency: sentence(flow.frequency), deceased: flow.includesDeceased ? 'Included' : 'Left out' })),
  }
}

/** The reviewed lists, numbered, with where each can be read. */
const SOURCES = SCREENING_LISTS.map((list, index) => ({
  list, note: String(index + 1), what: SCREENING_SOURCE_WORDS[list], address: CRITERIA.find((criterion) => criterion.list === list)?.source.replace(/,\s.*$/, '') ?? '',
}))

export function dpiaData(source: PaperSource) {
  const { facts } = source
  const assessment = source.assessment ?? NO_ASSESSMENT
  const { screening, views, setAside, actions, advice, approval, consultation } = assessment
  const purpose = given(facts.purpose, 'purpose')
  const people = given(facts.people, 'people')
  const telling = given(facts.tellingPeople, 'telling-people')
  const nameOf = namesOf(facts)
  const stages = stageTerms(facts)
  const officers = officerTerms(facts)
  const open = openTerms(assessment, facts)
  const risks = assessment.risks.map(riskTerms)
  const measures = risks.flatMap(({ number, title, measures: taken }) => taken.map((measure) => ({ number, title, ...measure })))
  return {
    ...headTerms(source), figure: flowFigure(flowMap(facts), 'Where the data goes'),
    controllers: facts.parties.filter((party) => party.role === 'controller' || party.role === 'joint-controller').map((party) => party.name),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    parties: facts.parties.map(partyTerms), officers, hasOfficers: officers.length > 0, stages, hasStages: stages.length > 0,
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    people: {
      howMany: people.howMany.toLocaleString('en-GB'), area: bare(people.area), groups: people.groups.map((group) => PEOPLE_GROUP_WORDS[group].toLowerCase()), relationship: sentence(capital(people.relationship)),
      expectation: sentence(people.expectation), concerns: sentence(people.concerns), novelty: sentence(people.novelty),
    },
    ...flowGroups(facts, purpose.startDate), sources: SOURCES.map(({ note, what, address }) => ({ note, what, address })),
    items: itemTerms(facts, 1), datasets: facts.datasets.map((dataset) => ({ ...datasetTerms(dataset, nameOf), aboutWhom: sentence(capital(dataset.aboutWhom)) })), flows: facts.flows.map((flow) => flowTerms(flow, facts, purpose.startDate)),
    hasLinkage: facts.linkage !== null, linkage: facts.linkage ? linkageTerms(facts.linkage, nameOf) : null,
    safeguards: safeguardTerms(facts), rights: rightsTerms(given(facts.rights, 'rights')),
    telling: tellingTerms(telling), told: toldWords(facts.flows, telling),
    processing: facts.processing.map((each) => ({ processor: nameOf(each.processorCode), controller: nameOf(each.controllerCode), subject: sentence(capital(each.subject)), place: bare(each.place), others: sentence(capital(each.subProcessors)) })),
    hasProcessing: facts.processing.length > 0,
    hasInvolvement: facts.involvement !== null, involvementPlan: facts.involvement ? sentence(facts.involvement.plan) : '',
    activities: (facts.involvement?.activities ?? []).map((each) => ({ when: formatDay(each.day), who: bare(each.who), people: each.people, isOne: each.people === 1, how: sentence(capital(each.how)), said: sentence(each.said), changed: sentence(each.changed) })),
    hasActivities: (facts.involvement?.activities.length ?? 0) > 0,
    screened: screening !== null,
    screening: screening && {
      day: formatDay(screening.on), by: screening.by, factsVersion: screening.factsVersion, isNeeded: screening.isNeeded, other: screening.other ? sentence(screening.other) : '',
      findings: screening.findings.map((finding) => ({ name: criterionById(finding.criterion)?.name ?? finding.criterion, source: criterionById(finding.criterion)?.source ?? 'Not known', note: SOURCES.find(({ list }) => list === criterionById(finding.criterion)?.list)?.note ?? 'Not known', met: finding.met ? 'Yes' : 'No', reason: sentence(answerSaid(finding.reason)) })),
      hasAnswered: screening.findings.some((finding) => answerSaid(finding.reason) !== finding.reason),
    },
    hasViews: views !== null, views: views && { people: sentence(views.people), others: sentence(views.others) },
    risks, hasRisks: risks.length > 0, measures, hasMeasures: measures.length > 0, unmeasured: risks.filter((risk) => !risk.hasMeasures).map(({ number, title }) => ({ number, title })),
    aside: setAside.map((each) => ({ title: riskRule(each.rule)?.title ?? each.rule, why: sentence(each.why) })), hasAside: setAside.length > 0,
    actions: actions.map((action) => ({ what: sentence(action.what), owner: bare(ownerWords(action.owner)), due: dueWords(action.due), done: action.doneOn ? `Done on ${formatDay(action.doneOn)}` : 'Open', state: stateWords(action) })), hasActions: actions.length > 0,
    hasAdvice: advice !== null, advice: advice && { name: advice.name, day: formatDay(advice.on), words: sentence(advice.advice) },
    isApproved: approval !== null,
    approval: approval && {
      measuresBy: bare(approval.measuresBy), residualBy: bare(approval.residualBy), advice: approval.why ? `${ADVICE_TAKEN_WORDS[approval.advice]}: ${sentence(approval.why)}` : `${ADVICE_TAKEN_WORDS[approval.advice]}.`,
      departs: approval.departs ? sentence(approval.departs) : 'It does not.', keptBy: bare(approval.keptBy), by: approval.by, day: formatDay(approval.on),
    },
    hasConsultation: consultation !== null,
    consultation: consultation && {
      asked: formatDay(consultation.askedOn), reference: consultation.reference || 'None yet', outcome: consultation.outcome ? `${CONSULTATION_OUTCOME_WORDS[consultation.outcome]}.` : 'No answer yet.', words: consultation.words ? sentence(consultation.words) : 'Nothing more.',
    },
    open, hasOpen: open.length > 0,
  }
}

/** The data protection impact assessment, in the seven steps of the ICO's template. */
export const DPIA: PaperKind = {
  kind: 'dpia',
  template: 'templates/documents/dpia/v3.hbs',
  signers: NOBODY_SIGNS,
  statesAssessment: true,
  needs: [...CORE_SECTIONS, 'people', 'rights'],
  uses: [
    ...FLOW_MAP_USES, 'title', 'purpose.*', ...PARTY_USES, 'officers[].*', 'stages[].*', 'stages[].roles[].*', 'datasets[].*', 'datasets[].fields[].*', 'flows[].*', 'people.*', 'linkage.*', 'safeguards.*', 'processing[].controllerCode', 'processing[].subject',
    'processing[].place', 'processing[].subProcessors', 'rights.*',
    'tellingPeople.*', 'involvement.plan', 'involvement.activities[].*',
  ],
  subjects: () => WHOLE_PROJECT,
  data: dpiaData,
}
