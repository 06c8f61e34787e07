import { addDays } from '#app/kernel/uk-date.ts'
import { wholeFacts, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { CARMARTHENSHIRE_COUNCIL, SAIL_DATABANK, SWANSEA_RESEARCHERS, WALES_DIGITAL_HEALTH } from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const ROW = field('row', 'a number for the row, made for this study', 'Puts the two halves of a row together again once names are gone', 'pseudonym')
const PERSON = field('person', 'anonymous linking field of the person', 'Ties the rows of one person together without saying who it is', 'pseudonym')
const HOME = field('home', 'anonymous linking field of the home', 'Ties people to the home in which they lived, without an address', 'pseudonym')
const DONE = field('done', 'what was done to the home, such as windows, heating or insulation', 'This is what the study is about')
const DONE_IN = field('done_in', 'month in which it was done', 'Illness before and after is compared')

const RESEARCH = 'Digital Economy Act 2017, sections 64 and 65: data of a public authority for accredited research, after a processor has taken out what says who people are. Data of health and care bodies is left out of that Act and is held by the databank already.'
const APART = { purposeKind: 'secondary', article6: '6-1-e', projectOptOut: false, includesDeceased: true } as const satisfies Partial<Flow>

const FLOWS: readonly Flow[] = [
  {
    ...APART, ref: 'housing-regeneration-sail-tenants', name: 'Tenants and addresses, to be given linking fields', fromCode: CARMARTHENSHIRE_COUNCIL.code, toCode: WALES_DIGITAL_HEALTH.code, datasetId: 'tenants-and-addresses', drawsOn: ['council'],
    use: 'Finds each person and home in the register for Wales, gives each an anonymous linking field, and drops the name and the address. It never sees what was done to the home, nor anything about health.',
    article9: 'none', gateways: ['dea-2017-64'], legalPower: RESEARCH, confidentiality: 'legal-duty',
    confidentialityWhy: 'The Act lets the council send names to a processor that links and takes them out again, and makes passing them on a crime. What is sent says only who had which tenancy.', transport: 'The databank’s secure file upload, which sends each half of a file to its own place', frequency: 'Once',
  },
  {
    ...APART, ref: 'housing-regeneration-sail-works', name: 'Work done on homes, without names', fromCode: CARMARTHENSHIRE_COUNCIL.code, toCode: SAIL_DATABANK.code, datasetId: 'work-done', drawsOn: ['council'],
    use: 'Keeps it until the linking fields arrive, and puts the two together.', article9: 'none', gateways: ['dea-2017-64'], legalPower: RESEARCH, confidentiality: 'legal-duty',
    confidentialityWhy: 'The half of the file that goes to the databank has a row number, and neither a name nor an address. It says what was done to a home and when.', transport: 'The databank’s secure file upload, which sends each half of a file to its own place', frequency: 'Once',
  },
  {
    ...APART, ref: 'housing-regeneration-sail-linking-fields', name: 'Linking fields to the databank', fromCode: WALES_DIGITAL_HEALTH.code, toCode: SAIL_DATABANK.code, datasetId: 'linking-fields', drawsOn: ['council'],
    use: 'Puts them together with the work done, and then with the health data that it holds under the same linking fields.', article9: '9-2-j', gateways: ['dea-2017-64'], legalPower: RESEARCH, confidentiality: 'anonymised',
    confidentialityWhy: 'The databank gets linking fields, a week of birth and a small area, and has no key by which one could be turned back. Who holds the names sees no health data, and who holds the health data sees no names.', transport: 'Encrypted connection between the two bodies’ closed networks', frequency: 'Once',
  },
  {
    ...APART, ref: 'housing-regeneration-sail-cohort', name: 'Linked cohort to the researchers', fromCode: SAIL_DATABANK.code, toCode: SWANSEA_RESEARCHERS.code, datasetId: 'linked-cohort', drawsOn: ['council', 'gp', 'hospital', 'other'],
    use: 'Compares emergency stays of people in homes that were improved with those of people like them in homes that were not, before and after.', article9: '9-2-j', gateways: [],
    legalPower: 'The university’s charter, under which it does research in the public interest, and the databank’s agreements with those who gave the data', confidentiality: 'anonymised',
    confidentialityWhy: 'The rows name nobody and can be turned back by nobody who sees them. They are about single people all the same, so that they are read only in the databank’s gateway, by researchers who have signed for it, after the databank’s own review panel has agreed.', transport: 'None: researchers sign in to the databank’s gateway and work there', frequency: 'While the study lasts',
  },
  {
    ...APART, ref: 'housing-regeneration-sail-findings', name: 'Findings to the council', fromCode: SAIL_DATABANK.code, toCode: CARMARTHENSHIRE_COUNCIL.code, datasetId: 'findings', drawsOn: ['council', 'gp', 'hospital', 'other'],
    use: 'Shows what improving homes does for health, and what it could save, when budgets for housing and health are set.', article9: 'none', gateways: [], legalPower: 'Local Government Act 2000, section 2 as it stands in Wales, and Local Government and Elections (Wales) Act 2021, section 24', confidentiality: 'anonymised',
    confidentialityWhy: 'Rates of groups of ten or more, checked by the databank’s staff before they leave its gateway.', transport: 'Through the gateway’s check, then by encrypted e-mail', frequency: 'When the study is finished',
  },
]

/** A trusted third party keeps names and health data apart, and the databank's own panel decides: research through SAIL. */
export function housingRegenerationFacts(dates: ProjectDates): ProjectFacts {
  const [council, sail, digital, university] = [CARMARTHENSHIRE_COUNCIL.code, SAIL_DATABANK.code, WALES_DIGITAL_HEALTH.code, SWANSEA_RESEARCHERS.code]
  return wholeFacts({
    title: 'Better homes and health in Carmarthenshire',
    purpose: {
      ...dates,
      purpose: 'To find out whether improving social housing in Carmarthenshire does anything for the bodily and mental health of those who live there, by comparing people in improved homes with people like them in homes that have not been improved.',
      benefits: 'The council and the NHS learn whether money spent on homes keeps people out of hospital. Tenants elsewhere get better homes if it does. Nobody has to fill in a form about how they feel, which has made people anxious in other studies.',
      plainSummary: 'finding out if better homes keep people well, using records with all names taken away',
      necessity: 'Asking tenants gives answers that depend on who replies and on what they hope for, and cannot tell homes from poverty or illness. Records can, if homes and health are linked person by person. Names are needed for that once, by a body that does nothing else; those who do the research need none.',
    },
    people: {
      howMany: 32_000, area: 'Carmarthenshire', groups: ['children', 'adults', 'older-people', 'vulnerable'], relationship: 'Tenants of the council and their households, who are patients of the NHS in Wales', expectation: 'Tenants were told when the work was done that its results would be studied. People in Wales are told by the NHS that records without names are used for research.',
      concerns: 'That a landlord learns of a tenant’s illness; that somebody could be recognised in a village.', novelty: 'The databank and its way of keeping names apart have been in use since 2007. New is to link the work done on each home.',
    },
    parties: [
      party(SWANSEA_RESEARCHERS, 'controller', 'ask the question, analyse the linked cohort in the gateway, and publish what is found', 'Dr Carys Penfold', 'Lead researcher'),
      party(CARMARTHENSHIRE_COUNCIL, 'controller', 'send its list of tenancies in two halves, each to its own place, and use the findings', 'Huw Llewellyn', 'Head of housing'),
      party(WALES_DIGITAL_HEALTH, 'processor', 'give each person and home a linking field, and drop names and addresses', 'Sian Morgan', 'Linkage manager'),
      party(SAIL_DATABANK, 'haven', 'put the halves and the health data together without names, keep them, and check what leaves', 'Dr Gethin Prosser', 'Databank manager'),
    ],
    officers: [
      ...officersOf(SWANSEA_RESEARCHERS, { dpo: 'Mair Bevan', siro: 'Professor Alun Tudor', 'ig-lead': 'Nia Harries', 'information-asset-owner': 'Dr Carys Penfold' }), ...officersOf(CARMARTHENSHIRE_COUNCIL, { 'caldicott-guardian': 'Delyth Vaughan', siro: 'Rhodri Parry', dpo: 'Emlyn Gough' }),
      ...officersOf(WALES_DIGITAL_HEALTH, { dpo: 'Lowri James', siro: 'Geraint Sully' }), ...officersOf(SAIL_DATABANK, { dpo: 'Mair Bevan', 'information-asset-owner': 'Dr Gethin Prosser' }),
    ],
    stages: [
      { id: 'split', name: 'Two halves', does: 'The council’s file is split: names and addresses go one way, what was done to the home another.', roles: [{ organisationCode: council, role: 'controller' }] },
      { id: 'linking-fields', name: 'Linking fields', does: 'Names and addresses become linking fields and are destroyed.', roles: [{ organisationCode: council, role: 'controller' }, { organisationCode: digital, role: 'processor' }] },
      { id: 'databank', name: 'In the databank', does: 'The halves meet again without names, and are linked with the health data that the databank holds.', roles: [{ organisationCode: sail, role: 'controller' }] },
      { id: 'gateway', name: 'In the gateway', does: 'Researchers analyse rows without names, and take out nothing but checked tables.', roles: [{ organisationCode: sail, role: 'joint-controller' }, { organisationCode: university, role: 'joint-controller' }] },
    ],
    datasets: [
      {
        id: 'tenants-and-addresses', name: 'Tenants and addresses', controllerCode: council, level: 'person', period: 'Tenancies since 2005', source: 'the council’s housing system', aboutWhom: 'people who live or lived in the council’s homes',
        fields: [ROW, finds('name', 'name', 'Finds the person in the register for Wales'), finds('date_of_birth', 'date of birth', 'Tells people of the same name apart'), finds('gender', 'gender', 'Tells people of the same name apart'), finds('address', 'address', 'Finds the home'), field('moved_in', 'month in which they moved in', 'A person is compared for as long as they lived in the home'), field('moved_out', 'month in which they moved out', 'A person is compared for as long as they lived in the home')],
      },
      { id: 'work-done', name: 'Work done on homes', controllerCode: council, level: 'property', period: 'Work done since 2009', source: 'the council’s record of its housing standard', aboutWhom: 'the council’s homes', fields: [ROW, DONE, DONE_IN] },
      { id: 'linking-fields', name: 'Linking fields', controllerCode: council, level: 'person', period: 'Tenancies since 2005', source: 'the names and addresses, out of which Digital Health and Care Wales makes them', aboutWhom: 'people who live or lived in the council’s homes', fields: [ROW, PERSON, HOME, field('week_of_birth', 'week of birth', 'Gives age without a birthday'), field('gender', 'gender, as a code', 'Women and men fall ill differently'), field('area', 'lower layer super output area', 'Tells deprivation from housing')] },
      {
        id: 'linked-cohort', name: 'Linked cohort without names', controllerCode: sail, level: 'person', period: 'Ten years before and after work was done', source: 'the databank: hospital admissions in Wales, GP records of Wales, deaths and the Welsh demographic register', aboutWhom: 'people who live or lived in the council’s homes, and people like them elsewhere in Carmarthenshire',
        fields: [PERSON, HOME, DONE, DONE_IN, field('admissions', 'emergency stays for heart, lungs or injury, with the week', 'These are what a cold or unsafe home may cause'), field('gp_events', 'symptoms and medicines, as codes, with the week', 'Milder illness shows here and not in hospital'), field('died_in', 'week of death, where there is one', 'Somebody who has died can have no more stays')],
      },
      { id: 'findings', name: 'Findings', controllerCode: sail, level: 'area', period: 'The whole study', source: 'the researchers’ counts, checked by the databank', aboutWhom: 'groups of people by kind of home', fields: [field('group', 'improved or not, and what was done', 'This is what is compared'), field('people', 'how many, none below ten', 'Shows how much weight a rate can bear'), field('rate', 'emergency stays for each thousand people and year', 'This is the answer')] },
    ],
    flows: FLOWS,
    linkage: {
      method: 'both', keys: ['name', 'date of birth', 'gender', 'address'], byCode: digital, where: 'the closed linking service of Digital Health and Care Wales', quality: 'Each match has a score; those below 95 in 100 are left out and counted. The share that was matched is published for each year.',
      depersonalised: ['the file is split before it leaves the council: who on one side, what on the other', 'names and addresses become linking fields, which the databank turns into others by a key of its own', 'a date of birth becomes a week, and a postcode a small area', 'what came in is destroyed once linking fields have been made'],
      clockMonths: 1, clockFrom: 'the day the list of tenancies arrives', reidentification: 'Nobody. Whoever holds a key holds no health data, whoever holds health data holds no key, and a researcher who tries loses access and is reported.', leastCount: 10, smallNumbers: 'it is left out, or put together with another',
    },
    safeguards: {
      retentionMonths: 60, retentionFrom: 'the day the linked cohort becomes readable', retentionEnd: 'the cohort is deleted from the gateway, and the program that made it is kept, so that others can check the work',
      securityMeasures: ['No one body ever has names and health data together', 'Researchers work in the gateway, from which nothing can be copied, printed or sent', 'Each table is checked by two of the databank’s staff before it leaves', 'Each researcher is accredited, trained and named in the agreement'],
      breach: 'Whoever finds a loss, a wrong disclosure or a try at finding out who someone is tells the databank at once, which closes access the same day and tells the council and the university within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach.',
    },
    processing: [{
      processorCode: digital, controllerCode: council, subject: 'Making linking fields out of names and addresses', nature: 'Receiving one half of a file, matching with the register for Wales, making linking fields, destroying', duration: 'One month from the day the file arrives',
      subProcessors: 'None', place: 'Wales', atEnd: 'Names and addresses are destroyed, and a certificate is given to the council',
    }],
    rights: plainRights({
      requestsTo: 'the data protection officer of Carmarthenshire County Council, for what has a name on it', requestsHow: 'by letter, telephone or e-mail, in Welsh or English', objections: 'A tenant who tells the council before the file goes is left out of it. People who have told their GP that their records must not go to the databank are not in its data.',
      erasure: 'A row can be taken out until names have been destroyed, and cannot be found after that.', publication: 'The proposal, the panel’s decision and the findings are on the databank’s website, in Welsh and English.',
    }),
    tellingPeople: {
      notShared: ['your name or your address with anyone who sees health data', 'anything about your health with your landlord', 'your rent or what you owe'],
      replyDays: 28, noticeAddress: 'https://swansea-university.example/better-homes', questionsTo: 'the research team at Swansea University', complaintsTo: 'the data protection officer at Swansea University',
    },
    involvement: {
      plan: 'Tenants’ groups of the council hear of the study before it begins and of what it found before it is published. Two members of the public sit on the databank’s review panel.', reportDue: '',
      activities: [{ day: addDays(dates.startDate, -90), who: 'The council’s tenants’ forum', people: 16, how: 'An evening meeting, in Welsh and English', said: 'Nobody wanted another questionnaire. They asked that the council should never be able to see who was ill.', changed: 'The council gets tables and nothing else, and the notice says so first.' }],
    },
  })
}
