import { theBody } from '#app/kernel/body-names.ts'
import { howTold } from '#app/projects/confidence.rules.ts'
import { CORE_SECTIONS, signingParties, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { isGroup } from '#app/projects/groups.rules.ts'
import { confidencesOf, groundsOf, journeysOf } from './alike.rules.ts'
import { itemTerms } from './item-terms.rules.ts'
import { bare, capital, namesOf, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { flowFigure } from '../flow-map-drawing.rules.ts'
import { flowMap } from '../flow-map.rules.ts'
import {
  choiceGroups, flowTerms, gatewayTerms, headTerms, linkageTerms, officerTerms, PARTY_USES, partyTerms, rightsTerms, safeguardTerms, stageTerms, tellingTerms, toldWords,
} from './paper-terms.rules.ts'

/** From how many parties on a sentence counts them instead of naming each; the table of parties names them all. */
const MANY = 12

/** Everything the protocol's templates state, worked out from the facts. Facts must be complete: see `missingFacts`. */
export function protocolData(source: PaperSource) {
  const { facts } = source
  const { purpose, safeguards, tellingPeople } = facts
  if (!purpose || !safeguards || !tellingPeople) throw new Error('A protocol is drafted from complete facts only')
  const flows = facts.flows.map((flow) => flowTerms(flow, facts, purpose.startDate))
  const controllers = facts.parties.filter((party) => party.role === 'controller' || party.role === 'joint-controller')
  const signers = signingParties(facts)
  return {
    ...headTerms(source), figure: flowFigure(flowMap(facts), 'Where the data goes'),
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    parties: facts.parties.map(partyTerms),
    controllers: controllers.map((party) => party.name), controllersNamed: named(controllers, 'those named in part 2'), controllersSaid: named(controllers, 'those named in part 2', theBody),
    hasJointControllers: facts.parties.some((party) => party.role === 'joint-controller'),
    hasManyParties: facts.parties.length > 2, hasHaven: facts.parties.some((party) => party.role === 'haven'),
    hasProcessors: facts.parties.some((party) => party.role === 'processor'),
    signers: signers.map((party) => party.name), between: named(signers, `The ${signers.length} parties in part 2 that are not processors`), signedBy: capital(named(signers, `The ${signers.length} parties in part 2 that are not processors`, theBody)),
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    ...itemTerms(facts, 1), flows, journeys: journeysOf(flows), grounds: groundsOf(flows), confidences: confidencesOf(flows),
    hasSection251: facts.flows.some((flow) => flow.confidentiality === 'section-251'),
    hasProjectOptOut: facts.flows.some((flow) => flow.projectOptOut), isByNotice: howTold(facts) === 'notices', told: toldWords(facts.flows, tellingPeople),
    isForCare: facts.flows.some((flow) => flow.purposeKind === 'direct-care'),
    safeguards: safeguardTerms(facts),
    telling: tellingTerms(tellingPeople),
    ...furtherTerms(facts),
  }
}

export type ProtocolData = ReturnType<typeof protocolData>

/** What the second template states beside the first: where the facts have no answer to it, the paper says what holds without. */
function furtherTerms(facts: ProjectFacts) {
  const { framework, linkage, rights } = facts
  const stages = stageTerms(facts)
  const officers = officerTerms(facts)
  const gateways = gatewaysOf(facts)
  return {
    hasFramework: framework !== null, frameworkCoverage: framework ? bare(framework.coverage) : '',
    scheduleOf: framework ? `The framework protocol for ${bare(framework.coverage)}` : 'No framework: it stands by itself',
    stages, hasStages: stages.length > 0, officers, hasOfficers: officers.length > 0,
    choiceGroups: choiceGroups(facts),
    gateways, hasGateways: gateways.length > 0, gatewaysNumber: facts.flows.length + 1,
    linkage: linkage ? linkageTerms(linkage, namesOf(facts)) : null, hasLinkage: linkage !== null, linkageNumber: facts.flows.length + (gateways.length > 0 ? 2 : 1),
    rights: rights ? rightsTerms(rights) : null, hasRights: rights !== null,
  }
}

/** Each gateway that a flow rests on, once. */
function gatewaysOf(facts: ProjectFacts) {
  return [...new Set(facts.flows.flatMap((flow) => flow.gateways))].map(gatewayTerms)
}

function named(parties: readonly Party[], many: string, inSentence: (name: string) => string = (name) => name): string {
  const names = parties.map((party) => (isGroup(party) ? `each member of ${inSentence(party.name)}` : inSentence(party.name)))
  return names.length > MANY ? many : names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}

/** The information sharing protocol of one purpose: signed by every party but a processor, and what the gate enforces. */
export const PROTOCOL: PaperKind = {
  kind: 'protocol',
  template: 'templates/documents/protocol/v5.hbs',
  signers: signingParties,
  needs: CORE_SECTIONS,
  uses: [
    'title', 'purpose.*', ...PARTY_USES, 'officers[].*', 'stages[].*', 'stages[].roles[].*', 'framework.coverage', 'datasets[].*', 'datasets[].fields[].*', 'flows[].*',
    'linkage.*', 'safeguards.*', 'rights.*', 'tellingPeople.*',
  ],
  subjects: () => WHOLE_PROJECT,
  data: protocolData,
}
