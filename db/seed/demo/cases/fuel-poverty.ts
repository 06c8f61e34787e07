import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { wholeFacts, type Dataset, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { ENERGY_DEPARTMENT, HEARTH_POWER, LANTERN_ENERGY, REVENUE_AND_CUSTOMS, VALUATION_OFFICE, WORK_AND_PENSIONS } from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

const KEYS = [
  finds('name', 'name', 'Finds the same household in the supplier’s list'), finds('date_of_birth', 'date of birth', 'Tells people of the same name at one address apart'),
  finds('address', 'address', 'Finds the same home in the other lists'), finds('uprn', 'unique property reference number, where it is known', 'Finds the same home without mistake'),
] as const
const HOME_KEYS = [finds('uprn', 'unique property reference number', 'Finds the same home without mistake'), finds('address', 'address', 'Finds the home where the number is missing')] as const

const SUPPLIERS = [[LANTERN_ENERGY, 'lantern'], [HEARTH_POWER, 'hearth']] as const

const customers = ([supplier, word]: (typeof SUPPLIERS)[number]): Dataset => ({
  id: `customers-${word}`, name: `Customers of ${supplier.name}`, controllerCode: supplier.code, level: 'person', period: 'As it stands on the day of the scheme’s count each year', source: 'the supplier’s billing system',
  aboutWhom: 'people who pay the supplier for electricity or gas at home', fields: [...KEYS, field('account', 'the supplier’s number for the account', 'Ties the answer to the bill without a name', 'pseudonym')],
})
const answers = ([supplier, word]: (typeof SUPPLIERS)[number]): Dataset => ({
  id: `answers-${word}`, name: `Yes or no for each customer of ${supplier.name}`, controllerCode: ENERGY_DEPARTMENT.code, level: 'household', period: 'One winter', source: 'the match of the lists',
  aboutWhom: 'the supplier’s own customers',
  fields: [field('account', 'the supplier’s number for the account', 'Ties the answer to the bill without a name', 'pseudonym'), field('entitled', 'yes or no', 'The supplier needs to know whether to take the discount off the bill, and nothing else', 'coded')],
})

const DATASETS: readonly Dataset[] = [
  { id: 'tax-credits', name: 'Tax credit awards', controllerCode: REVENUE_AND_CUSTOMS.code, level: 'person', period: 'Awards until tax credits ended in April 2025', source: 'the tax credit system', aboutWhom: 'people who had an award', fields: [...KEYS, field('low_income', 'whether the award shows a low income', 'A low income is the first of the two conditions')] },
  { id: 'benefit-awards', name: 'Benefit awards', controllerCode: WORK_AND_PENSIONS.code, level: 'person', period: 'Awards on the day of the scheme’s count each year', source: 'the benefit system, in which Universal Credit took the place of tax credits', aboutWhom: 'people with an award that depends on income', fields: [...KEYS, field('low_income', 'whether the award shows a low income', 'A low income is the first of the two conditions')] },
  {
    id: 'homes', name: 'Kind and size of homes', controllerCode: VALUATION_OFFICE.code, level: 'property', period: 'As it stands on the day of the scheme’s count each year', source: 'the records from which council tax bands are set', aboutWhom: 'homes in England and Wales',
    fields: [...HOME_KEYS, field('type', 'house, flat or bungalow, and how joined to others', 'Foretells what it costs to heat'), field('floor_area', 'floor area', 'Foretells what it costs to heat'), field('age', 'when it was built', 'Foretells what it costs to heat, the second of the two conditions')],
  },
  ...SUPPLIERS.map(customers), ...SUPPLIERS.map(answers),
]

const COMMON = {
  drawsOn: ['other'], purposeKind: 'secondary', article6: '6-1-e', article9: 'none', confidentiality: 'legal-duty', frequency: 'Once a year, before winter', projectOptOut: false, includesDeceased: false, gateways: ['dea-2017-36'],
  transport: 'Encrypted file between the two bodies’ systems, opened by named staff only',
} as const satisfies Partial<Flow>
const LIFTED = 'The Act says in section 40 that a disclosure under it breaks no obligation of confidence, and in section 41 that passing the data on is a crime. Nothing about anyone’s health is in it.'

function flows(): Flow[] {
  const source = (from: Organisation, datasetId: string, name: string, use: string): Flow => ({
    ...COMMON, ref: `fuel-poverty-${datasetId}`, name, fromCode: from.code, toCode: ENERGY_DEPARTMENT.code, datasetId, use, confidentialityWhy: LIFTED,
    legalPower: 'Digital Economy Act 2017, section 36, within the code of practice under section 43',
  })
  return [
    source(REVENUE_AND_CUSTOMS, 'tax-credits', 'Tax credit awards, to be matched', 'Finds households with a low income, for winters in which awards still counted.'),
    source(WORK_AND_PENSIONS, 'benefit-awards', 'Benefit awards, to be matched', 'Finds households with a low income.'),
    source(VALUATION_OFFICE, 'homes', 'Kind and size of homes, to be matched', 'Works out which homes cost much to heat, and finds the low-income households that live in them.'),
    ...SUPPLIERS.map(([supplier, word]): Flow => ({
      ...COMMON, ref: `fuel-poverty-customers-${word}`, name: `Customers of ${supplier.name}, to be matched`, fromCode: supplier.code, toCode: ENERGY_DEPARTMENT.code, datasetId: `customers-${word}`,
      use: 'Finds which of the customers belong to a household with both conditions. The list is used for nothing else and destroyed.', article6: '6-1-f', gateways: ['dea-2017-37'], legalPower: 'Digital Economy Act 2017, section 37', confidentialityWhy: LIFTED,
    })),
    ...SUPPLIERS.map(([supplier, word]): Flow => ({
      ...COMMON, ref: `fuel-poverty-answers-${word}`, name: `Yes or no for each customer, to ${supplier.name}`, fromCode: ENERGY_DEPARTMENT.code, toCode: supplier.code, datasetId: `answers-${word}`,
      use: 'Takes the Warm Home Discount off the bill where the answer is yes, without being asked, and offers help under the Energy Company Obligation. Where the answer is no, the row is deleted.',
      legalPower: 'Digital Economy Act 2017, section 36, for schemes under Part 2 of the Energy Act 2010, the Gas Act 1986 and the Electricity Act 1989',
      confidentialityWhy: `The supplier learns a yes or a no about its own customer and nothing else: not the income, not the benefit, not the home. ${LIFTED}`,
    })),
  ]
}

/** A power in an Act of Parliament, and a yes or a no for each customer: all that an energy supplier ever learns. */
export function fuelPovertyFacts(dates: ProjectDates): ProjectFacts {
  const department = ENERGY_DEPARTMENT.code
  return wholeFacts({
    title: 'Help with energy bills for people in fuel poverty',
    purpose: {
      ...dates,
      purpose: 'To find households in fuel poverty who are entitled to help with their energy bills or with making their home cheaper to heat, so that their supplier can give the help without being asked.',
      benefits: 'People who can hardly pay for heating get a discount on their bill by itself. Nobody has to fill in a form or tell a company what they earn. Help reaches those who would never have applied.',
      plainSummary: 'finding homes that are costly to heat and where money is short, so that money can be taken off the energy bill',
      necessity: 'Suppliers know their customers but not who is poor; government knows incomes and homes but not who supplies whom. The discount can only be given by itself where the lists meet. They meet inside the department, and a supplier gets a single yes or no for each customer, which is the least that will do.',
    },
    people: {
      howMany: 3_000_000, area: 'England and Wales', groups: ['adults', 'older-people', 'vulnerable'], relationship: 'People who are paid benefits, and customers of the suppliers',
      expectation: 'Most people who are entitled would be glad not to have to apply. Some would be surprised that their supplier is told anything at all.',
      concerns: 'That companies learn who is poor and sell to them or refuse them, and that lists of benefits are lost.', novelty: 'Pension credit has been matched in this way for years under the Pensions Act 2008. New are other benefits and the kind of home.',
    },
    parties: [
      party(ENERGY_DEPARTMENT, 'controller', 'receive the lists, match them, tell each supplier yes or no for each of its customers, and destroy the lists', 'Marian Hale', 'Head of fuel poverty data'),
      party(REVENUE_AND_CUSTOMS, 'controller', 'send the list of tax credit awards', 'Terence Baird', 'Data sharing lead'),
      party(WORK_AND_PENSIONS, 'controller', 'send the list of benefit awards', 'Colette Ramsay', 'Data sharing lead'),
      party(VALUATION_OFFICE, 'controller', 'send the list of homes', 'Arthur Penhale', 'Head of property data'),
      party(LANTERN_ENERGY, 'controller', 'send its list of customers, and give the help to those for whom the answer is yes', 'Deepa Nambiar', 'Head of customer support'),
      party(HEARTH_POWER, 'controller', 'send its list of customers, and give the help to those for whom the answer is yes', 'Joe Rennison', 'Head of customer support'),
    ],
    officers: [
      ...officersOf(ENERGY_DEPARTMENT, { dpo: 'Imran Qazi', siro: 'Valerie Stroud', 'ig-lead': 'Nicola Frayne' }), ...officersOf(REVENUE_AND_CUSTOMS, { dpo: 'Malcolm Greer' }), ...officersOf(WORK_AND_PENSIONS, { dpo: 'Sunita Rao' }),
      ...officersOf(VALUATION_OFFICE, { dpo: 'Ellis Warner' }), ...officersOf(LANTERN_ENERGY, { dpo: 'Corinne Mace' }), ...officersOf(HEARTH_POWER, { dpo: 'Adam Stott' }),
    ],
    stages: [
      { id: 'lists', name: 'The lists', does: 'Each body draws its own list.', roles: [REVENUE_AND_CUSTOMS, WORK_AND_PENSIONS, VALUATION_OFFICE, LANTERN_ENERGY, HEARTH_POWER].map(({ code }) => ({ organisationCode: code, role: 'controller' as const })) },
      { id: 'match', name: 'The match', does: 'The department matches the lists and works out who is entitled.', roles: [{ organisationCode: department, role: 'controller' }] },
      { id: 'answer', name: 'The answer', does: 'Each supplier gets yes or no for its own customers.', roles: [LANTERN_ENERGY, HEARTH_POWER].map(({ code }) => ({ organisationCode: code, role: 'controller' as const })) },
    ],
    datasets: DATASETS,
    flows: flows(),
    linkage: {
      method: 'both', keys: ['unique property reference number', 'name', 'date of birth', 'address'], byCode: department, where: 'the department’s closed matching environment',
      quality: 'A sample of each supplier’s matches is checked by hand. Where two households at one address cannot be told apart, the answer is no, and a letter says how to ask for a second look.',
      depersonalised: ['the supplier’s number for the account takes the place of the name', 'income, benefit and home become a single yes or no'],
      clockMonths: 6, clockFrom: 'the day the answers are sent', reidentification: 'A named officer of the department may look one household up again when it asks why the answer was no.',
      leastCount: 10, smallNumbers: 'figures about the scheme leave it out',
    },
    safeguards: {
      retentionMonths: 12, retentionFrom: 'the day the answers are sent', retentionEnd: 'lists, matches and answers are destroyed; the discount on a bill stays in the supplier’s accounts',
      securityMeasures: ['The lists meet in one closed environment that only named staff of the department can enter', 'A supplier gets rows about its own customers only, with an account number and yes or no', 'Every opening of a list is logged and sampled', 'Everyone who handles the data is told that passing it on is a crime (section 41)'],
      breach: 'Whoever finds a loss or a wrong disclosure tells the department’s data protection officer within 24 hours, who tells every body whose list is touched. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach; people whom it puts at high risk are told as well. Passing data on against section 41 is reported to the police.',
    },
    rights: {
      ...plainRights({
        requestsTo: 'the data protection officer of the Department for Energy Security and Net Zero', requestsHow: 'by letter, e-mail or through the scheme’s telephone line',
        objections: 'An objection is weighed by the department within ten working days. A household that does not want the discount need only say so to its supplier.',
        erasure: 'A household can be taken out until the answers are sent, and after that out of the next year’s match.', publication: 'The agreement, the assessment and the rules by which homes are judged are on gov.uk.',
      }),
      automated: 'some', automatedWhat: 'Whether a household is entitled is worked out by a computer from income and kind of home, by rules that are published. The answer gives a discount or gives none. Anyone may ask a person to look at it again.',
    },
    tellingPeople: {
      notShared: ['what you earn or are paid, with your energy supplier', 'which benefit you get, with your energy supplier', 'anything about your health'],
      replyDays: 28, noticeAddress: 'https://energy-department.example/warm-homes-and-your-data', questionsTo: 'the scheme’s telephone line', complaintsTo: 'the data protection officer at the Department for Energy Security and Net Zero',
    },
  })
}
