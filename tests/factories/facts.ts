import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { COUNCIL, PRACTICE } from './who.ts'

/** Complete facts between the test council and the test practice: begun on 1 May 2026, to be reviewed by 30 April 2027, ending on 31 October 2027. */
export function someFacts(changes: Partial<ProjectFacts> = {}): ProjectFacts {
  const facts = oldhamFacts({ councilCode: COUNCIL.code, practiceCode: PRACTICE.code, startDate: '2026-05-01', reviewDate: '2027-04-30', endDate: '2027-10-31' })
  const parties = facts.parties.map((party) => ({ ...party, name: party.organisationCode === COUNCIL.code ? COUNCIL.name : PRACTICE.name }))
  return { ...facts, parties, ...changes }
}

/** The same with an answer to everything else that a paper may ask for. */
export function furtherFacts(changes: Partial<ProjectFacts> = {}): ProjectFacts {
  return someFacts({
    people: {
      howMany: 9500, area: 'Oldham', groups: ['adults', 'older-people'], relationship: 'patients of the surgery', expectation: 'They have been told in a letter',
      concerns: 'None that we know of', novelty: 'Two lists are matched for the first time',
    },
    officers: [{ organisationCode: COUNCIL.code, post: 'dpo', name: 'Dee Officer', email: 'dpo@council.example' }],
    stages: [{ id: 'matching', name: 'Matching', does: 'The two lists are matched', roles: [{ organisationCode: COUNCIL.code, role: 'controller' }, { organisationCode: PRACTICE.code, role: 'joint-controller' }] }],
    framework: {
      coverage: 'Bodies of Oldham', principles: ['Share what is needed', 'Tell people'], scenarios: [{ name: 'Early help', does: 'Help is offered early', basis: 'Public task' }],
      governance: 'A board that meets each quarter', joining: 'By signing', leaving: 'By writing to the board',
    },
    linkage: {
      method: 'deterministic', keys: ['name', 'date of birth'], byCode: COUNCIL.code, where: 'A locked office', quality: 'Two people check a sample',
      depersonalised: ['Names are taken out'], clockMonths: 6, clockFrom: 'the first extract', reidentification: 'Nobody', leastCount: 5, smallNumbers: 'A star',
    },
    processing: [{
      processorCode: PRACTICE.code, controllerCode: COUNCIL.code, subject: 'Sends letters', nature: 'Prints and posts', duration: 'A month', subProcessors: 'None',
      place: 'England', atEnd: 'Destroyed',
    }],
    rights: {
      requestsTo: 'The officer', requestsHow: 'Within a month', objections: 'The controller weighs them', erasure: 'Until names are destroyed', automated: 'some',
      automatedWhat: 'A score', transfers: 'adequate', transfersWhat: 'Norway', publication: 'On the web',
    },
    consent: { statements: ['the council may ring me'], withdrawal: 'By telephone', record: 'In a list' },
    involvement: { plan: 'Ask the group', reportDue: '2027-01-31', activities: [{ day: '2026-03-27', who: 'The group', people: 12, how: 'A meeting', said: 'Yes', changed: 'The letter' }] },
    worth: { costs: [{ what: 'Staff', pounds: 12_500, paidBy: 'The council' }], benefits: [{ what: 'Help', forWhom: 'Residents', measure: 'Counts', by: 'March 2027' }] },
    section251: {
      medicalPurpose: 'Care', cohort: 'Patients', classes: ['link-sources', 'access'], whyNoConsent: 'Too many', whyIdentifiable: 'To match', dissent: 'By letter',
      exit: 'When names go', reference: '26/CAG/0001',
    },
    nationalData: {
      products: ['Admitted patient care'], outputs: 'A report', outputsBy: '2027', commercial: 'some', commercialWhat: 'A firm is paid', onward: 'No', territory: 'England',
      termMonths: 12, ethics: 'None needed', reference: '',
    },
    ...changes,
  })
}
