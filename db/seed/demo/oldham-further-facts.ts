import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

type OldhamFurther = Pick<ProjectFacts, 'people' | 'officers' | 'stages' | 'linkage' | 'rights' | 'involvement' | 'worth'>

/** What the pilot's papers other than its protocol ask for. No section 251: both flows are for people's own care. */
export function oldhamFurtherFacts({ councilCode, practiceCode, startDate }: {
  readonly councilCode: string
  readonly practiceCode: string
  readonly startDate: Day
}): OldhamFurther {
  const [surgery, council] = [practiceCode, councilCode]
  return {
    people: {
      howMany: 3000,
      area: 'Fitton Hill, Hathershaw and the streets around them in Oldham',
      groups: ['children', 'adults', 'older-people', 'vulnerable'],
      relationship: 'Patients of the surgery, of all ages, nearly all of whom live in Oldham and use one or more of the council’s services',
      expectation: 'People know that a surgery works with other services, but few would expect it to give the council a list of its patients. Each is therefore told in a letter of their own, with a slip to say no, before anything is sent.',
      concerns: 'That what is told to a doctor might reach the council; that a visit from a stranger who knows too much drives people away; that codes could be read the wrong way by someone who is not a clinician.',
      novelty: 'It is the first time that a surgery here shares a list of all its patients with the council. The way of matching the lists has been used by the council for its own records before.',
    },
    officers: [
      { organisationCode: surgery, post: 'caldicott-guardian', name: 'Dr Helen Okafor', email: 'caldicott@hill-top-surgery.example' },
      { organisationCode: surgery, post: 'siro', name: 'Priya Nair', email: 'manager@hill-top-surgery.example' },
      { organisationCode: surgery, post: 'dpo', name: 'Ruth Calloway', email: 'dpo@oldham-surgeries.example' },
      { organisationCode: surgery, post: 'information-asset-owner', name: 'Priya Nair', email: 'manager@hill-top-surgery.example' },
      { organisationCode: council, post: 'caldicott-guardian', name: 'Yasmin Choudhry', email: 'caldicott@oldham-council.example' },
      { organisationCode: council, post: 'siro', name: 'Martin Ashdown', email: 'siro@oldham-council.example' },
      { organisationCode: council, post: 'dpo', name: 'Gareth Pilling', email: 'dpo@oldham-council.example' },
      { organisationCode: council, post: 'ig-lead', name: 'Daniel Whitworth', email: 'ig.lead@oldham-council.example' },
      { organisationCode: council, post: 'information-asset-owner', name: 'Bernadette Lomas', email: 'early.help.manager@oldham-council.example' },
    ],
    stages: [
      {
        id: 'telling-people', name: 'Telling people and keeping their replies',
        does: 'The surgery writes to each of its patients, keeps the slips that come back, and leaves out everyone who says no.',
        roles: [{ organisationCode: surgery, role: 'controller' }],
      },
      {
        id: 'extract', name: 'Making the two lists',
        does: 'The surgery runs two reports on its own system: who its patients are, and which coded needs each has, with a number for a name.',
        roles: [{ organisationCode: surgery, role: 'controller' }],
      },
      {
        id: 'matching', name: 'Matching names',
        does: 'One analyst of the council finds each person in the early help record, notes the surgery’s number, and puts the names away.',
        roles: [{ organisationCode: council, role: 'controller' }],
      },
      {
        id: 'counting', name: 'Counting codes',
        does: 'Another analyst, who has never seen the names, counts the codes of both bodies for each number.',
        roles: [{ organisationCode: council, role: 'controller' }],
      },
      {
        id: 'case-discussion', name: 'Case discussion',
        does: 'A GP and the early help manager look up the numbers on the list, each in their own record, and agree who should offer help. Each decides case by case what they say.',
        roles: [{ organisationCode: surgery, role: 'controller' }, { organisationCode: council, role: 'controller' }],
      },
      {
        id: 'destruction', name: 'Destruction',
        does: 'The council destroys both lists and everything made by matching them. What was agreed in a case discussion is in each body’s own record.',
        roles: [{ organisationCode: council, role: 'controller' }],
      },
    ],
    linkage: {
      method: 'deterministic',
      keys: ['given name', 'family name', 'date of birth', 'gender', 'address', 'postcode'],
      byCode: council,
      where: 'a locked office of the council, on one encrypted computer that has no e-mail or web access',
      quality: 'A pair that agrees on all keys is matched by rule; a pair that nearly agrees is looked at by a person, and left unmatched in doubt. Groups of people at one address that are too large for a household, such as a children’s home, are taken apart. Eleven matched cases are checked by both bodies before the others are used. Children under three are often not found, because the council knows few of them; that is said whenever the figures are used.',
      depersonalised: [
        'the names, addresses and dates of birth are replaced by the surgery’s number and put away',
        'the needs of both bodies are shown as codes that say nothing to whoever counts them',
        'whoever counts sees numbers and codes only',
      ],
      clockMonths: 6,
      clockFrom: 'the day the matching is finished',
      reidentification: 'Only for people on the list made by counting, only by the GP and the early help manager, each in their own record, and only for a case discussion. Nobody else may turn a number back into a name.',
      leastCount: 5,
      smallNumbers: 'it is shown as “fewer than 5”, and a second figure is hidden where the first could be worked out from it',
    },
    rights: {
      requestsTo: 'the practice manager at Hill Top Surgery, or the data protection officer at Oldham Council',
      requestsHow: 'in person, by telephone, by letter or by e-mail; either body answers for its own part, and passes on within two working days what is for the other',
      objections: 'An objection that arrives before the closing date keeps the person out of both lists without any question. One that arrives later takes them out from the next list and the next count on. It does not take back what has been sent, which is destroyed with both lists.',
      erasure: 'A person who asks for it has their rows found by the surgery’s number and taken out, for as long as there are lists to take them out of. What a case discussion added to a care record stays there like any other note.',
      automated: 'none',
      automatedWhat: '',
      transfers: 'none',
      transfersWhat: '',
      publication: 'The protocol, the assessment and the privacy notice are on the websites of both bodies; details that would weaken security are blacked out.',
    },
    involvement: {
      plan: 'The surgery decided with the council how its patients would be told. A line in the newsletter was thought too easy to miss, so everyone gets a letter. The surgery answers questions at its desk, and what people ask is used to make the words clearer.',
      reportDue: '',
      activities: [
        {
          day: addDays(startDate, -75), who: 'Patients in the surgery’s waiting room', people: 9, how: 'Talks on two mornings, on how patients should be told',
          said: 'A notice in the newsletter would be missed. A letter should come from the surgery, which they trust, and not from the council.',
          changed: 'Everyone registered gets a letter from the surgery, and the surgery alone collects the replies.',
        },
        {
          day: addDays(startDate, -50), who: 'The surgery’s patient group', people: 12, how: 'The draft letter read aloud and talked over at an evening meeting',
          said: 'Some words were the services’ own and meant nothing to patients. People wanted the last day for replies in bold, and to know what happens if they change their mind later.',
          changed: 'The letter says “working with” for “co-work”, gives the day in bold, and says that people may say no at any time.',
        },
        {
          day: addDays(startDate, -40), who: 'A family with six people at one address', people: 6, how: 'A visit by a focused care worker',
          said: 'Six letters through one door on one day looked alarming.',
          changed: 'The letter begins by saying that everyone registered at the surgery gets one.',
        },
      ],
    },
    worth: {
      costs: [
        { what: 'Printing and posting about 3,000 letters, and prepaid replies', pounds: 3200, paidBy: 'Oldham Council' },
        { what: 'An analyst’s time for matching and counting, thirty days', pounds: 7500, paidBy: 'Oldham Council' },
        { what: 'The practice manager’s and a GP’s time for reports and case discussions', pounds: 4800, paidBy: 'Hill Top Surgery' },
      ],
      benefits: [
        {
          what: 'Households in need are found that neither body had marked as such', forWhom: 'people with several needs at once',
          measure: 'of the households with six or seven codes, the share that needed help at once and was on nobody’s list; a trial on the council’s own records found 52 in 100', by: 'the end of the first six months',
        },
        {
          what: 'Case discussions that are worth having', forWhom: 'the surgery and the early help team',
          measure: 'cases above the number of codes that is agreed, of which there were 75 in that trial, each with an agreed next step', by: 'the review date',
        },
        {
          what: 'A GP knows of trouble at home that explains an illness', forWhom: 'patients, above all those who live with domestic abuse',
          measure: 'cases in which the GP learned something that changed the care they gave', by: 'the review date',
        },
      ],
    },
  }
}
