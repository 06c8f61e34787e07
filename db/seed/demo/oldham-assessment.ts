import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { ToldAssessment } from './assessment-story.ts'

/** Each body decides about its own risk. */
const BOTH = 'Martin Ashdown, senior information risk owner, for the council, and Dr Helen Okafor, Caldicott Guardian, for the surgery'

/** What the council and the surgery made of the pilot's risks before anything was shared. */
export function oldhamAssessment({ practiceCode, councilCode, drafted, today }: { readonly practiceCode: string; readonly councilCode: string; readonly drafted: Day; readonly today: Day }): ToldAssessment {
  return {
    said: {
      'large-scale': null, profiling: 'Codes for needs are counted for each person, and four or more put a person on a list to be talked about.', monitoring: null, innovative: null, refusal: null,
      biometric: null, genetic: null, tracking: null, targeting: null, harm: 'Some of the people hide their address from someone who has hurt them.',
    },
    views: {
      people: 'The patient group read the letter aloud and asked for plainer words, the last day in bold and a way to change one’s mind; it has all three. A family of six found six letters on one day alarming; the letter now begins by saying that everyone registered gets one. Nobody asked the pilot to stop.',
      others: 'The early help team and the surgery’s reception said what they would need to keep out of each other’s records. Ruth Calloway, the surgery’s data protection officer, read the assessment and agreed with the advice in it. The council’s head of digital services looked at the computer that matching is done on, and at the e-mail that carries the lists.',
    },
    risks: {
      'false-match': { before: ['possible', 'significant'], measures: [['A pair that does not agree on every key is read by a person, and stays unmatched in doubt', 'reduced', ['remote', 'significant']], ['Both bodies read eleven matched cases together before any other is used', 'accepted']] },
      reidentification: { before: ['possible', 'severe'], measures: [['Whoever counts sees numbers and codes, and has no way into either record', 'reduced', ['remote', 'severe']], ['Only the GP and the early help manager turn a number back, each in their own record, and write down that they did', 'accepted']] },
      'identifiers-kept': { before: ['possible', 'significant'], measures: [['The day of destruction is in both leads’ diaries from the first day, and a certificate says that it was done', 'reduced', ['remote', 'significant']]] },
      'kept-too-long': { before: ['possible', 'significant'], measures: [['Both lists are on one encrypted computer, so that one wiping ends them', 'reduced', ['remote', 'significant']]] },
      'too-much': { before: ['probable', 'significant'], measures: [['No diagnosis and no note of a consultation is shared: needs go as codes', 'reduced', ['possible', 'significant']], ['Names and addresses are put away once matching is finished', 'reduced', ['possible', 'minimal']]] },
      'on-the-way': { before: ['possible', 'severe'], measures: [['Lists go by encrypted e-mail between two named people, who telephone each other before and after', 'reduced', ['remote', 'severe']]] },
      'unauthorised-access': { before: ['possible', 'severe'], measures: [['Nobody may open both lists; every opening is logged, and the log is read each week', 'reduced', ['remote', 'severe']], ['Staff say if they know someone on a list, and a colleague does the work', 'accepted']] },
      'objection-missed': { before: ['possible', 'severe'], measures: [['The gate leaves out everyone who objected, each time a list is made, and one reply in ten is read again by a second person', 'reduced', ['remote', 'severe']], ['An objection that comes late keeps the person out of every later list and count, and their rows are taken out if they ask', 'reduced', ['remote', 'significant']]] },
      surprise: { before: ['probable', 'significant'], measures: [['Everyone registered gets a letter of their own, with four weeks to say no, before anything is shared', 'reduced', ['possible', 'significant']], ['The surgery’s desk answers questions, and what people ask changes the notice', 'reduced', ['possible', 'minimal']]] },
      'power-without-release': { before: ['possible', 'significant'], measures: [['Nobody sees a name but the analyst who matches the lists and those who offer the person care, and each patient was told so', 'reduced', ['remote', 'significant']]] },
      'function-creep': { before: ['possible', 'significant'], measures: [['The list is used to offer help and for nothing else: not for tenancy, debt or school attendance. A new use needs new facts, a new protocol and new letters', 'reduced', ['remote', 'significant']]] },
      labelled: { before: ['probable', 'significant'], measures: [['A case is talked over only by people who can help, and nobody has to take the help; the list is never passed on and is made anew each month', 'reduced', ['possible', 'significant']], ['Nobody is offered less for being on the list, or for saying no', 'reduced', ['possible', 'minimal']]] },
      'rights-lost': { before: ['possible', 'minimal'], measures: [['Either body takes a request for both, and passes on what is for the other within two working days', 'accepted']] },
      'out-of-date': { before: ['probable', 'minimal'], measures: [['The surgery looks at its own record before anyone is visited', 'reduced', ['possible', 'minimal']]] },
      'who-answers': { before: ['possible', 'minimal'], measures: [['The protocol names who answers at each stage, with a name and an e-mail', 'reduced', ['remote', 'minimal']]] },
    },
    aside: { 'small-numbers': 'No count leaves the two bodies while the pilot lasts. The report at its end is written from counts of 5 or more alone, and is read by both leads before it goes out.' },
    own: [{
      id: 'own-address', title: 'An address that someone hides becomes known in the home or in the street', cause: 'A visit follows the list. A person who left a violent home may be on it at an address that nobody in their family may know, and a visitor may speak to the wrong person at the door.',
      impact: 'Someone is found by the person they fled from.', before: ['possible', 'severe'], sections: ['flows', 'datasets', 'telling-people'],
      measures: [['The row of a person whose record is restricted goes without an address, and only once the surgery has told them in a way that is safe', 'reduced', ['remote', 'severe']], ['Visitors ask for the person by name and say no more than that they come from the council', 'accepted']],
    }],
    actions: [
      { id: 'action-wipe', what: 'Try out the wiping of the matching computer on made-up lists', riskId: 'identifiers-kept', owner: 'Head of digital services', ownerCode: councilCode, due: drafted, isBlocking: true, doneOn: drafted, proof: 'Wiped and read back on the day, with a second person present; the certificate is in the project’s folder.' },
      { id: 'action-restricted', what: 'Check that restricted records go into the extract without an address, with three made-up ones', riskId: 'own-address', owner: 'Practice manager', ownerCode: practiceCode, due: drafted, isBlocking: true, doneOn: drafted, proof: 'None of the three carried an address; screen prints are with the surgery.' },
      { id: 'action-certificate', what: 'Agree on the words of the certificate of destruction', riskId: 'kept-too-long', owner: 'Information governance lead', ownerCode: councilCode, due: addDays(today, 40), isBlocking: false, doneOn: null, proof: '' },
      { id: 'action-questions', what: 'Put the questions that patients asked at the desk, with their answers, into the notice', riskId: 'surprise', owner: 'Practice manager', ownerCode: practiceCode, due: addDays(today, 10), isBlocking: false, doneOn: null, proof: '' },
    ],
    advice: {
      name: 'Gareth Pilling',
      advice: 'The pilot may begin. Nothing stays high. Keep matching and counting in different hands for as long as it lasts, read the log of openings each week and not each month, and come back to me before any code is added to those that are counted.',
    },
    approval: { measuresBy: BOTH, residualBy: BOTH, keptBy: 'Daniel Whitworth, information governance lead of the council, and Priya Nair, practice manager of the surgery' },
  }
}
