import type { NationalDataFacts, Section251Facts, WorthFacts } from '#app/projects/further-facts.rules.ts'

/** What the project says to those who advise on section 251 support. */
export const WSDP_SECTION_251: Section251Facts = {
  medicalPurpose: 'The management of health and social care services, and preventative medicine: finding out where need is high and services do not meet it, so that they can be planned and paid for by need',
  cohort: 'Everyone, of any age, who lives in the London Borough of Tower Hamlets on the day of the extract, wherever their GP practice is, and everyone who lived there when they died, in the years that each dataset covers; nobody who has opted out',
  classes: ['less-identifiable', 'link-sources', 'audit-and-analysis', 'access'],
  whyNoConsent: 'Letters would have to go to about 310,000 people, of whom a fifth move within a year; many are in no record that has a current address for them. Those who answer would differ from those who do not in just what is studied: illness, language and poverty. The cost would be many times that of the project. Everyone is told instead, and may say no.',
  whyIdentifiable: 'The council’s records have no NHS number, and each service has numbers of its own. Only name, date of birth and address are in both. Making pseudonyms at the source with one shared key was looked into; it needs systems that neither side has yet, and records with small errors would be lost, most often of people whose names are not written in one way. Anonymised figures cannot be linked at all.',
  dissent: 'A person may use the project’s own opt-out by letter, telephone, web page or at a surgery, at any time until the names are destroyed. Type 1 opt-outs are left out by the practices, and by NHS England in the GP register, and the national data opt-out by each sender, before data leaves. Whoever comes through by mistake is taken out at the haven by the mark in the GP register. Opting out changes nothing about a person’s care.',
  exit: 'Names, addresses, dates of birth, NHS numbers and property references are destroyed within three months of linking; no key is kept. Support for the linked records ends when they are destroyed, at the end of the project’s retention. If the project goes on, pseudonyms made at the source will take the place of names.',
  reference: '26/CAG/9001',
}

/** What the project says when it asks for national data. */
export const WSDP_NATIONAL_DATA: NationalDataFacts = {
  products: [
    'Admitted patient care, with stays in mental health units',
    'Emergency Care Data Set, with walk-in centres',
    'Outpatients, with community contacts of the Mental Health Services Data Set',
    'Community Services Data Set, community nursing',
    'NHS 111 and ambulance returns',
    'National patient register, for the borough',
    'Civil registration of births',
    'Civil registration of deaths',
  ],
  outputs: 'A published report, maps of the borough’s small areas, a model of what needs cost in each of them, and a guide by which other places can do the same. Only counts and averages; none below five.',
  outputsBy: 'the sixth month after the linkage is finished, with a second report at the end of the project',
  commercial: 'none',
  commercialWhat: '',
  onward: 'No records go on to anyone. Tables without small numbers are published and go to the partners of Tower Hamlets Together: the council, the integrated care board, the hospital and mental health trusts, the GP care group and the council for voluntary service.',
  territory: 'England and Wales; all records stay in the haven in England',
  termMonths: 24,
  ethics: 'No research ethics opinion is needed: the work plans services of one borough and is not research. The Confidentiality Advisory Group’s non-research advice, and the Caldicott Guardians of the council and of the GP care group, stand behind it.',
  reference: 'DARS-NIC-999001-X9Y9Z-v0.1',
}

export const WSDP_WORTH: WorthFacts = {
  costs: [
    { what: 'The haven for two years, with moving data in and destroying it', pounds: 62000, paidBy: 'Tower Hamlets Together' },
    { what: 'Linkage and analysis by the Clinical Effectiveness Group', pounds: 98000, paidBy: 'Tower Hamlets Together' },
    { what: 'Charges for national data', pounds: 14500, paidBy: 'London Borough of Tower Hamlets' },
    { what: 'Telling residents, discussion groups and someone to lead them', pounds: 21000, paidBy: 'London Borough of Tower Hamlets' },
    { what: 'A project manager and information governance advice', pounds: 71000, paidBy: 'London Borough of Tower Hamlets' },
  ],
  benefits: [
    {
      what: 'Homes that make children’s asthma worse are found by area, so that double glazing and repairs go there first', forWhom: 'children in poor homes',
      measure: 'emergency visits for asthma in the areas chosen, before and after', by: 'two years after the first report',
    },
    {
      what: 'Boilers are replaced where older people live alone in cold homes, and offered through their surgery', forWhom: 'older people who live alone',
      measure: 'homes reached, and emergency stays for chest and heart disease among people over 65 in those areas', by: 'two winters after the first report',
    },
    {
      what: 'Reading at home and company for people who can hardly leave the house, where the libraries see few of them', forWhom: 'frail people who live alone',
      measure: 'people visited in the areas with the fewest library members', by: 'one year after the first report',
    },
    {
      what: 'Money for services follows need and not past use', forWhom: 'people in areas where needs are high and services little used',
      measure: 'share of the joint budget that is set by the model of need', by: 'the budget of the second year',
    },
    {
      what: 'Staff of the council can do the work again by themselves', forWhom: 'the council and its partners',
      measure: 'linkage and analysis repeated from the guide without outside help', by: 'the end of the project',
    },
  ],
}
