import { wholeFacts, type DatasetField, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { MIDLANDS_MENTAL_HEALTH, STAFFORDSHIRE_COUNCIL, WEIR_LANE_SURGERY } from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const FAMILY = field('family', 'the team’s number for the family', 'Ties the answer to the family without a name', 'pseudonym')
const MEMBERS: readonly DatasetField[] = [
  finds('name', 'name of each member of the family', 'Finds them in the service’s record'), finds('date_of_birth', 'date of birth', 'Tells people of the same name apart'), finds('address', 'address', 'Tells people of the same name apart'),
]

const SERVICES = [
  [WEIR_LANE_SURGERY, 'surgery', 'gp', 'the surgery’s record system'],
  [MIDLANDS_MENTAL_HEALTH, 'mental-health', 'hospital', 'the trust’s record system, for adults and for children'],
] as const

const TOGETHER = 'Children Act 2004, sections 10 and 11 (co-operation to improve children’s well-being, and safeguarding)'

function flows(): Flow[] {
  const council = STAFFORDSHIRE_COUNCIL.code
  const match = { purposeKind: 'secondary', article6: '6-1-e', confidentiality: 'public-interest', gateways: ['children-act-2004-10'], legalPower: TOGETHER, transport: 'Encrypted e-mail between two named people', frequency: 'Once a quarter', projectOptOut: true, includesDeceased: false } as const satisfies Partial<Flow>
  return [
    ...SERVICES.map(([service, word]): Flow => ({
      ...match, ref: `troubled-families-list-${word}`, name: `Filtered list of families to ${service.name}`, fromCode: council, toCode: service.code, datasetId: `families-${word}`, drawsOn: ['childrens-social-care', 'education', 'council'], article9: '9-2-g',
      use: 'Looks each family up in its own record, marks it yes or no, and destroys the list. It learns that a family is on the list, and not why.',
      confidentialityWhy: 'That a family is on the list tells that it has troubles. It goes only to a service that knows the family already, only for families with two troubles or more that are not about health, and in lists as short as the two agree. The council’s Caldicott Guardian weighs each list against what would happen if nobody came, and writes down why.',
    })),
    ...SERVICES.map(([service, word, source]): Flow => ({
      ...match, ref: `troubled-families-mark-${word}`, name: `Yes or no for each family, from ${service.name}`, fromCode: service.code, toCode: council, datasetId: `marks-${word}`, drawsOn: [source], article9: '9-2-g',
      use: 'Puts families with a yes first, and goes to see them. The first thing that is said at the door is how the team knows, and that they may say no.',
      confidentialityWhy: 'One yes or no for a whole family: not who, not what, not since when. A yes means one of five health needs that the team and the service agreed on beforehand. The Caldicott Guardian of the service weighs it for each list: the family is at risk, help cannot be offered to those whom nobody finds, and less could not be said. Families who have objected are left out.',
    })),
    ...SERVICES.map(([service, word, source]): Flow => ({
      ref: `troubled-families-needs-${word}`, name: `What somebody agreed to have shared, from ${service.name}`, fromCode: service.code, toCode: council, datasetId: `needs-${word}`, drawsOn: [source], purposeKind: 'direct-care', article6: '6-1-e', article9: '9-2-h', confidentiality: 'consent', gateways: ['children-act-2004-10'],
      legalPower: `${TOGETHER}; and Care Act 2014, section 3, for adults`, use: 'The family’s keyworker plans support with them, and with the nurse or the doctor.',
      confidentialityWhy: 'The person has agreed in writing to exactly this, after the keyworker explained what would be asked for and why. Each adult decides for themselves, and a child who understands decides too. Nobody loses support by saying no.', transport: 'Encrypted e-mail to the keyworker by name', frequency: 'When somebody has agreed', projectOptOut: true, includesDeceased: false,
    })),
  ]
}

/** Six steps: agree on needs, send a filtered list, mark yes or no, ask the family, and only then ask for more, with consent. */
export function familiesMatchingFacts(dates: ProjectDates): ProjectFacts {
  const council = STAFFORDSHIRE_COUNCIL.code
  return wholeFacts({
    title: 'Finding families who need help with their health, in six steps',
    purpose: {
      ...dates,
      purpose: 'To find, among families in Staffordshire that are known to have several troubles, those in which somebody’s health is one of them, so that the families team can offer its support to those who need it most.',
      benefits: 'Families are offered one keyworker in place of many services that each see one trouble. A child whose parent is too ill to get out of the house is helped to school by helping the parent. Families that would have been found too late are found in time.',
      plainSummary: 'finding families who have a hard time and could do with help, so that one person can support the whole family',
      necessity: 'The team knows of missed school, crime and debt but not of illness; health services know of illness and not of the rest. Asking every family for consent first would mean telling thousands that they might be on a list. A yes or no for each family on a short list is the least with which the right ones can be asked.',
    },
    people: {
      howMany: 900, area: 'Staffordshire', groups: ['children', 'adults', 'vulnerable'], relationship: 'Families whom the council knows, as patients of the surgery and the trust', expectation: 'Families who are told do not mind services talking to each other about help. They mind learning it from someone else.',
      concerns: 'That a label sticks to a family; that children are taken away; that the surgery can no longer be trusted with a worry.', novelty: 'Names have been matched with schools, police and job centres before. Matching with health services is new here.',
    },
    parties: [
      party(STAFFORDSHIRE_COUNCIL, 'controller', 'draw the filtered lists, visit families, ask for their consent, and support them', 'Karen Tixall', 'Families programme manager'),
      party(WEIR_LANE_SURGERY, 'controller', 'tell its patients, keep their objections, and mark families yes or no', 'Dr Ahmed Salt', 'GP partner'),
      party(MIDLANDS_MENTAL_HEALTH, 'controller', 'tell its patients, keep their objections, and mark families yes or no', 'Judith Hixon', 'Service manager'),
    ],
    officers: [
      ...officersOf(STAFFORDSHIRE_COUNCIL, { 'caldicott-guardian': 'Helen Brocton', siro: 'Patrick Haughton', dpo: 'Rowena Marston', 'ig-lead': 'Oliver Penkridge' }), ...officersOf(WEIR_LANE_SURGERY, { 'caldicott-guardian': 'Dr Ahmed Salt', siro: 'Carol Yarlet', dpo: 'Wesley Baswich' }),
      ...officersOf(MIDLANDS_MENTAL_HEALTH, { 'caldicott-guardian': 'Dr Ellen Seighford', siro: 'Martin Gayton', dpo: 'Ingrid Stowe' }),
    ],
    stages: [
      { id: 'agree', name: '1. Agreeing on needs', does: 'The team and each service agree on five health needs that count, and on how long a list may be. No data moves.', roles: [{ organisationCode: council, role: 'controller' }] },
      { id: 'list', name: '2. A filtered list', does: 'The team lists families with two troubles or more that are not about health, and sends each service those whom it may know.', roles: [{ organisationCode: council, role: 'controller' }] },
      { id: 'mark', name: '3. Yes or no', does: 'Each service marks the families with one of the five needs, and says neither who nor what.', roles: SERVICES.map(([service]) => ({ organisationCode: service.code, role: 'controller' as const })) },
      { id: 'ask', name: '4. Asking the family', does: 'The team visits families with a yes, says how it knows, and asks whether they want support.', roles: [{ organisationCode: council, role: 'controller' }] },
      { id: 'learn', name: '5. Learning from the family', does: 'The family tells the keyworker as much as it wants to.', roles: [{ organisationCode: council, role: 'controller' }] },
      { id: 'more', name: '6. More, with consent', does: 'The keyworker asks each person for consent to learn from the health service what helps to support them.', roles: [{ organisationCode: council, role: 'controller' }, ...SERVICES.map(([service]) => ({ organisationCode: service.code, role: 'controller' as const }))] },
    ],
    datasets: SERVICES.flatMap(([service, word, , source]) => [
      { id: `families-${word}`, name: `Filtered list for ${service.name}`, controllerCode: council, level: 'household' as const, period: 'Families on the programme’s list in the quarter', source: 'the programme’s own matching of school, youth justice, housing and benefits records', aboutWhom: 'families with two troubles or more that are not about health, and an address in the service’s area', fields: [FAMILY, ...MEMBERS] },
      { id: `marks-${word}`, name: `Yes or no from ${service.name}`, controllerCode: service.code, level: 'household' as const, period: 'The twelve months before the list', source, aboutWhom: 'the families on the list', fields: [FAMILY, field('health_need', 'yes or no: whether anyone in the family has one of the five agreed needs', 'Puts families in the order in which they are visited', 'coded')] },
      { id: `needs-${word}`, name: `Agreed information from ${service.name}`, controllerCode: service.code, level: 'person' as const, period: 'What is current on the day', source, aboutWhom: 'people who agreed in writing', fields: [finds('name', 'name', 'Shows whom it is about'), finds('date_of_birth', 'date of birth', 'Shows that it is the right person'), field('needs', 'the needs that the person agreed to have shared', 'Support that does not fit an illness does not help'), field('helps', 'what helps, and whom to ring', 'The keyworker works with the nurse or the doctor and not beside them')] },
    ]),
    flows: flows(),
    linkage: {
      method: 'deterministic', keys: ['the team’s number for the family'], byCode: council, where: 'the families team’s case system', quality: 'Each service looks names, dates of birth and addresses up in its own record, by its own staff. Where it is not certain that two records are of one person, the answer is no. Five families of each list are looked up again by a second member of staff.',
      depersonalised: ['the service’s answer carries the family’s number and no name', 'who in the family it is, and what, is never written down'], clockMonths: 3, clockFrom: 'the day a list is sent', reidentification: 'The team alone, for the family that it is about to visit.', leastCount: 5, smallNumbers: 'reports leave it out',
    },
    safeguards: {
      retentionMonths: 3, retentionFrom: 'the day a list is sent', retentionEnd: 'lists and marks are destroyed by both sides, and each tells the other so in writing; what a family agreed to stays in its support record',
      securityMeasures: ['One named person on each side opens a list, and a second stands in when they are away', 'A list holds a hundred families at most', 'A mark is never seen by anyone who decides about children’s protection, benefits or tenancies', 'A nurse helps the team to understand what the five needs mean, and what they do not'],
      breach: 'Whoever finds a loss or a wrong disclosure tells their own Caldicott Guardian at once, who tells the other’s within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach; families whom it puts at high risk are told as well.',
    },
    rights: plainRights({
      requestsTo: 'the data protection officer of Staffordshire County Council, or the surgery or trust that knows the family', requestsHow: 'in person, by telephone, letter or e-mail', objections: 'Anyone in a family may object to the matching, to any of the three bodies and for any reason. The family is left out of the next list, and nothing else changes for it.',
      erasure: 'A family can be taken out at any time until lists and marks are destroyed.', publication: 'This protocol, the five needs and the privacy notice are on the council’s website.',
    }),
    tellingPeople: {
      told: 'notices',
      notShared: ['who in your family has a health need, or what it is, unless you agree', 'your health record', 'anything with the police or the job centre'],
      replyDays: 28, noticeAddress: 'https://staffordshire-council.example/working-with-families', questionsTo: 'the families team at Staffordshire County Council, or your GP surgery', complaintsTo: 'the data protection officer at Staffordshire County Council',
    },
    consent: {
      statements: ['my GP surgery or mental health team may tell my keyworker about the needs that I have ticked', 'they may say what helps me, and whom to ring', 'my keyworker may keep this in my support record'],
      withdrawal: 'Tell your keyworker, your GP surgery or your mental health team, in any way. From that day nothing more is shared. Your support goes on.', record: 'The signed form is kept in the support record, with a copy for the person and one for the service that shares.',
    },
  })
}
