import { CORE_SECTIONS, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { CONFIDENTIALITY_WORDS } from '#app/projects/facts.words.ts'
import { PEOPLE_GROUP_WORDS, SUPPORT_CLASS_WORDS } from '#app/projects/further-facts.words.ts'
import { documentRefOf } from '../document.rules.ts'
import { flowFigure } from '../flow-map-drawing.rules.ts'
import { flowMap } from '../flow-map.rules.ts'
import { alike, confidencesOf, gatewaysOf, groundsOf, journeysOf, lawsOf, optOutsOf, waysOf } from './alike.rules.ts'
import { activityTerms } from './involvement-report.rules.ts'
import { itemTerms } from './item-terms.rules.ts'
import { flowTerms, fullPartyTerms, headTerms, linkageTerms, months, officerTerms, PARTY_USES, rightsTerms, safeguardTerms, stageTerms, tellingTerms, toldWords } from './paper-terms.rules.ts'
import { bare, capital, given, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'

const isController = (party: Party) => party.role === 'controller' || party.role === 'joint-controller'

/** The controller for whom confidential information comes in with support: the recipient, or the one for whom the recipient works. */
function applicantOf(facts: ProjectFacts): Party {
  const recipients = facts.flows.filter((flow) => flow.confidentiality === 'section-251').map((flow) => flow.toCode)
  const answerable = recipients.map((code) => facts.processing.find((terms) => terms.processorCode === code)?.controllerCode ?? code)
  const applicant = facts.parties.find((party) => answerable.includes(party.organisationCode) && isController(party)) ?? facts.parties.find(isController) ?? facts.parties[0]
  if (!applicant) throw new Error('An application is drafted from complete facts only')
  return applicant
}

export function section251Data(source: PaperSource) {
  const { facts, projectRef } = source
  const purpose = given(facts.purpose, 'purpose')
  const telling = given(facts.tellingPeople, 'telling-people')
  const people = given(facts.people, 'people')
  const support = given(facts.section251, 'section-251')
  const involvement = given(facts.involvement, 'involvement')
  const nameOf = namesOf(facts)
  const applicant = applicantOf(facts)
  const flows = facts.flows.map((flow) => flowTerms(flow, facts, purpose.startDate))
  const officers = officerTerms(facts)
  const identifiers = [...new Set(facts.datasets.flatMap((dataset) => dataset.fields).filter((field) => field.kind === 'identifies').map((field) => bare(field.meaning)))]
  const officerOf = (post: string) => facts.officers.find((officer) => officer.organisationCode === applicant.organisationCode && officer.post === post)
  const custodian = officerOf('information-asset-owner') ?? officerOf('siro')
  const guardian = officerOf('caldicott-guardian') ?? facts.officers.find((officer) => officer.post === 'caldicott-guardian')
  return {
    ...headTerms(source), figure: flowFigure(flowMap(facts), 'Where the data goes'),
    applicant: { ...fullPartyTerms(applicant), custodian: custodian?.name ?? '', guardian: guardian ? `${guardian.name}, ${nameOf(guardian.organisationCode)}` : '' },
    reference: support.reference, paperReference: source.documentRef,
    startDate: purpose.startDate, reviewDate: purpose.reviewDate, endDate: purpose.endDate,
    purpose: sentence(purpose.purpose), benefits: sentence(purpose.benefits), plainSummary: bare(purpose.plainSummary), necessity: sentence(purpose.necessity),
    medicalPurpose: sentence(capital(support.medicalPurpose)), cohort: sentence(capital(support.cohort)),
    classes: support.classes.map((one) => SUPPORT_CLASS_WORDS[one]), hasClasses: support.classes.length > 0,
    whyNoConsent: sentence(capital(support.whyNoConsent)), whyIdentifiable: sentence(capital(support.whyIdentifiable)), dissent: sentence(capital(support.dissent)),
    exit: sentence(capital(support.exit)),
    people: {
      howMany: people.howMany.toLocaleString('en-GB'), area: bare(people.area), groups: people.groups.map((group) => PEOPLE_GROUP_WORDS[group].toLowerCase()),
      relationship: bare(people.relationship), expectation: sentence(people.expectation), concerns: sentence(people.concerns), novelty: sentence(people.novelty),
    },
    parties: facts.parties.map(fullPartyTerms), officers,
    ...itemTerms(facts, 2),
    identifying: alike(facts.datasets, (dataset) => ({ fields: [...new Set(dataset.fields.filter((field) => field.kind === 'identifies').map((field) => bare(field.meaning)))].join('; ') || 'None' })),
    identifiers: identifiers.join('; '), hasIdentifiers: identifiers.length > 0,
    ways: waysOf(flows), optOuts: optOutsOf(flows), laws: lawsOf(flows), journeys: journeysOf(flows), numberedJourneys: journeysOf(flows.map((flow, index) => ({ ...flow, ref: `${index + 1}, ${flow.ref}` }))), grounds: groundsOf(flows), confidences: confidencesOf(flows), gateways: gatewaysOf(flows), hasGateways: flows.some((flow) => flow.hasGateways),
    supported: alike(facts.flows, (flow) => ({
      from: nameOf(flow.fromCode), to: nameOf(flow.toCode), support: flow.confidentiality === 'section-251' ? 'Sought' : `Not sought. ${CONFIDENTIALITY_WORDS[flow.confidentiality]}`,
    })),
    stages: stageTerms(facts), hasStages: facts.stages.length > 0,
    linkage: facts.linkage && linkageTerms(facts.linkage, nameOf),
    processing: facts.processing.map((terms) => ({
      processor: nameOf(terms.processorCode), code: terms.processorCode, controller: nameOf(terms.controllerCode), subject: sentence(capital(terms.subject)), nature: sentence(capital(terms.nature)),
      duration: bare(terms.duration), subProcessors: bare(terms.subProcessors), place: bare(terms.place), atEnd: sentence(capital(terms.atEnd)),
    })),
    hasProcessing: facts.processing.length > 0,
    safeguards: { ...safeguardTerms(facts), time: months(given(facts.safeguards, 'safeguards').retentionMonths) },
    rights: rightsTerms(given(facts.rights, 'rights')),
    telling: tellingTerms(telling), told: toldWords(facts.flows, telling),
    plan: sentence(capital(involvement.plan)), reportDue: involvement.reportDue, ...activityTerms(involvement.activities),
    papers: {
      protocol: documentRefOf(projectRef, 'protocol'), assessment: documentRefOf(projectRef, 'dpia'), notice: documentRefOf(projectRef, 'privacy-notice'),
      report: documentRefOf(projectRef, 'involvement-report'),
    },
  }
}

/**
 * The application for support under section 251 of the NHS Act 2006 for a purpose other than research: what the form of the
 * Confidentiality Advisory Group asks, in its order. The body that sends the data may rely on it only once support is given.
 */
export const SECTION_251: PaperKind = {
  kind: 'section-251',
  template: 'templates/documents/section-251/v3.hbs',
  signers: NOBODY_SIGNS,
  needs: [...CORE_SECTIONS, 'people', 'officers', 'rights', 'involvement', 'section-251'],
  uses: [
    'title', 'purpose.*', 'people.*', ...PARTY_USES, 'parties[].address', 'parties[].assurance.*', 'officers[].*', 'stages[].name', 'stages[].does', 'stages[].roles[].*', 'datasets[].*', 'datasets[].fields[].*', 'flows[].*',
    'linkage.*', 'processing[].*', 'safeguards.*', 'rights.*', 'tellingPeople.*', 'involvement.*', 'involvement.activities[].*', 'section251.*',
  ],
  subjects: (facts) => (facts.flows.some((flow) => flow.confidentiality === 'section-251') ? WHOLE_PROJECT : []),
  data: section251Data,
}
