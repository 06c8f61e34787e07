import { addDays, type Day } from '#app/kernel/uk-date.ts'
import { wholeFacts, type Dataset, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from './field-lists.ts'
import { publishedInSeptember, withStanding } from './party-standing.ts'
import { WSDP_NATIONAL_DATA, WSDP_SECTION_251, WSDP_WORTH } from './wsdp-applications.ts'
import { wsdpCouncilDatasets } from './wsdp-council-datasets.ts'
import { wsdpFlows, type WsdpCodes } from './wsdp-flows.ts'
import { wsdpHealthDatasets } from './wsdp-health-datasets.ts'
import { wsdpInvolvement } from './wsdp-involvement.ts'
import { wsdpOfficers, wsdpParties, wsdpProcessing, wsdpStages } from './wsdp-parties.ts'

export const WSDP_PROJECT_REF = 'wsdp'

/** What the project makes of its sources: linked records that stay in the haven, and tables that leave it. */
function madeInTheHaven(councilCode: string): Dataset[] {
  return [
    {
      id: 'linked-records', name: 'Linked records without names', controllerCode: councilCode, level: 'person', period: 'As the datasets that it is made of',
      source: 'the project’s datasets, linked in the haven', aboutWhom: 'people who live in the borough, or lived there when they died, and have not opted out',
      fields: [
        field('record', 'a random number that stands for the person', 'Keeps the rows of one person together; there is no key to turn it back', 'pseudonym'),
        field('age', 'age in years', 'Needs differ with age; stands in place of the date of birth'),
        field('gender', 'gender', 'Needs differ between women and men'),
        field('small_area', 'small area of about 1,500 people (lower layer super output area)', 'The area for which needs are worked out; stands in place of the address'),
        field('circumstances', 'what the council’s datasets say, in groups', 'What surrounds people, whose part in illness is studied', 'coded'),
        field('health', 'what the health datasets say, in groups', 'Illness and the risk of it', 'coded'),
        field('use_of_services', 'visits, stays and care, with their cost', 'What is given, to be set beside what is needed', 'coded'),
      ],
    },
    {
      id: 'area-tables', name: 'Tables of small areas', controllerCode: councilCode, level: 'area', period: 'As the datasets that they are made of',
      source: 'the linked records, counted in the haven', aboutWhom: 'small areas of the borough',
      fields: [
        field('small_area', 'small area of about 1,500 people (lower layer super output area)', 'The area that the row is about'),
        field('group', 'group of people, such as older people who live alone', 'Needs are planned for by group'),
        field('people', 'how many, none below five', 'Shows how large the need is'),
        field('measure', 'average use, cost or result', 'Shows where need and service do not match'),
      ],
    },
  ]
}

/** The whole facts of Tower Hamlets' Whole Systems Data Project, with everything that its applications ask for. */
export function wsdpFacts({ codes, startDate, reviewDate, endDate, drafted = addDays(startDate, -68), reportDue = addDays(startDate, -10) }: {
  readonly codes: WsdpCodes
  readonly startDate: Day
  readonly reviewDate: Day
  readonly endDate: Day
  /** The day on which the facts were written down: what is told of the past was before it. */
  readonly drafted?: Day
  /** The day by which the advisory group has the report on how residents were asked. */
  readonly reportDue?: Day
}): ProjectFacts {
  const year = Number(startDate.slice(0, 4))
  const sources = [...wsdpHealthDatasets(codes, year), ...wsdpCouncilDatasets(codes.council, year - 1)]
  return wholeFacts({
    title: 'Tower Hamlets Whole Systems Data Project',
    purpose: {
      purpose: 'To find out how housing, income, schooling, crime and where people live go together with illness and with the use of services in Tower Hamlets, by linking records of the NHS with those of the council, so that services can be planned, and money given, by need.',
      benefits: 'People in Tower Hamlets fall ill about ten years earlier than people elsewhere in England, and earlier still in its poorest streets. Knowing which circumstances make whom ill lets the NHS and the council act before illness does: warm homes, less crowding, company, help for carers. Money goes where need is and not where it went last year.',
      plainSummary: 'joining up what the NHS and the council know, with names taken away, to see how homes, schools and streets affect health',
      necessity: 'Figures that are published today show areas, and cannot show whether it is the same people who live in cold homes and go into hospital. The council’s records have no NHS number, so names, dates of birth and addresses are needed to link; they are used for nothing else, kept apart from everything else, and destroyed within three months. Asking 310,000 people one by one is not practicable, and would leave out those whose need is greatest. Datasets that could not be had, or whose use the law does not allow, such as the electoral register, were dropped.',
      startDate, reviewDate, endDate,
    },
    people: {
      howMany: 310000, area: 'the London Borough of Tower Hamlets', groups: ['children', 'adults', 'older-people', 'vulnerable'],
      relationship: 'Residents of the borough: the council’s tenants, taxpayers, pupils and users of its services, and patients of its GP practices and hospitals',
      expectation: 'Many residents think that the NHS and the council do this already. Few know that their information could be linked, and fewer how to say no; both are therefore told through every practice, library, school and newsletter before data moves.',
      concerns: 'Information could be stolen or reach private companies. It could be used against people, such as to move them out. It costs money while services are cut. Opting out could be made hard.',
      novelty: 'It is the first time that a council here links records other than social care with records of the NHS about each person. Linking health records with each other by NHS number is well known.',
    },
    parties: withStanding(wsdpParties(codes), drafted, { [codes.national]: 'exceeded', [codes.haven]: 'exceeded' }, publishedInSeptember),
    officers: wsdpOfficers(codes),
    stages: wsdpStages(codes),
    datasets: [...sources, ...madeInTheHaven(codes.council)],
    flows: wsdpFlows(codes, sources),
    linkage: {
      method: 'both',
      keys: ['NHS number', 'first name', 'surname', 'gender', 'date of birth', 'address', 'postcode', 'unique property reference number'],
      byCode: codes.processor,
      where: 'the North East London Data Haven, in an area that only those who link may enter',
      quality: 'Health records are linked by NHS number, the council’s by exact agreement of name, date of birth and property; the two sides by exact agreement first, and then by the likelihood that a pair is one person, with a cut-off fixed beforehand. A sample of 500 pairs is read by two people. Names and dates of birth that many people share, which is common here, never decide a match by themselves. What share was linked, by age, ethnic group and area, is published, because those who are missed are not like the others.',
      depersonalised: [
        'NHS number, names, addresses, the services’ own numbers and property references are destroyed',
        'the date of birth becomes age in years',
        'the postcode becomes the lower layer super output area, and every place the middle of its area',
        'rare diagnoses and other sensitive codes are put into groups',
        'each person gets a random number, and no key to it is kept',
      ],
      clockMonths: 3, clockFrom: 'the day on which health and council records are linked',
      reidentification: 'Nobody can: no key is kept. Trying to find out who a record is about is a breach of what was agreed, and nothing is ever decided about a single person.',
      leastCount: 5,
      smallNumbers: 'it is left out, and so is a second number from which it could be worked out',
    },
    safeguards: {
      retentionMonths: 20,
      retentionFrom: 'the day on which health and council records are linked',
      retentionEnd: 'the linked records are destroyed in the haven with all backups, and a certificate is given to the council, NHS England and the GP care group; if the project ends early, this is done within three months of that day',
      securityMeasures: [
        'The haven is certified to ISO/IEC 27001; it and every party that handles the data meet the NHS Data Security and Protection Toolkit',
        'Keys and content are held in two areas, and no one person may enter both',
        'Only named people whom the council’s information asset owner has agreed to may sign in, with two factors; every look is logged, and the logs are read each month',
        'Data is encrypted on its way and at rest, and moves only over the public services’ and the health and care networks',
        'The haven is tested from outside before any data is in it, and once a year',
        'Nothing leaves the haven but tables that a second person has checked',
        'Everyone who works with the data has done data security training in the last twelve months and has signed that they will keep it confidential',
      ],
      breach: 'Whoever finds a loss, a wrong disclosure or a try at finding out who someone is tells the haven manager and their own information governance lead at once. The haven closes access where needed, and within 24 hours tells the council’s data protection officer, who in every case tells NHS England, the GP care group and the Confidentiality Advisory Group the same day. Where the Information Commissioner must be told, the council does it without delay, within 72 hours of hearing of the breach; residents whom it puts at high risk are told as well.',
    },
    processing: wsdpProcessing(codes),
    rights: {
      requestsTo: 'the data protection officer of the London Borough of Tower Hamlets',
      requestsHow: 'by letter, telephone, e-mail or at any Idea Store; the council passes on within two working days what another party must answer',
      objections: 'An objection to the project is always honoured while names are held, without any question. Later nobody can find the person’s record; the objection then keeps them out of any new extract.',
      erasure: 'A record can be found and taken out until names are destroyed, three months after linking at the latest. After that it cannot be found by anyone.',
      automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '',
      publication: 'The protocol, the assessment, the applications, the list of fields and the register entry are on the council’s website, and so is each report, with what was done about what it found; details that would weaken security are blacked out.',
    },
    tellingPeople: {
      told: 'notices',
      notShared: [
        'what you have said to a doctor, a nurse or a social worker',
        'your name or address with anyone who studies the records',
        'anything with companies that sell or advertise',
      ],
      replyDays: 42,
      noticeAddress: 'https://tower-hamlets-council.example/whole-systems-data-project',
      questionsTo: 'the public health intelligence manager at the London Borough of Tower Hamlets',
      complaintsTo: 'the data protection officer at the London Borough of Tower Hamlets',
    },
    involvement: wsdpInvolvement({ drafted, reportDue }),
    worth: WSDP_WORTH,
    section251: WSDP_SECTION_251,
    nationalData: WSDP_NATIONAL_DATA,
  })
}
