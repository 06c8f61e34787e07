import type { Dataset, Flow, Source } from '#app/projects/facts.rules.ts'

export interface WsdpCodes {
  readonly council: string
  readonly national: string
  readonly statistics: string
  readonly practices: string
  readonly processor: string
  readonly haven: string
}

type Terms = Pick<Flow, 'drawsOn' | 'legalPower' | 'gateways' | 'confidentiality' | 'confidentialityWhy' | 'includesDeceased'> & Partial<Pick<Flow, 'article9'>>

const SUPPORT = 'Support under regulation 5 lets confidential patient information be linked in the haven without each person’s consent, because about 310,000 people cannot be asked and names are needed to link. Everyone who has opted out is left out, and names go within three months.'

const FOR_HEALTH = 'NHS Act 2006, section 2B (the council’s duty to improve the health of its people)'
const OF_COUNCIL = `${FOR_HEALTH}; Localism Act 2011, section 1`
/** Support is no power to share: each flow has another. */
const RELEASE = 'NHS Act 2006, section 251 and regulation 5 of 2002, which release from confidence for the linkage'
const FOR_LINKED_PEOPLE = {
  confidentiality: 'section-251',
  confidentialityWhy: 'What people told the service was told in confidence, and is linked with patients’ information. The support covers that linkage in the haven; whoever has opted out is left out before the data leaves.',
  includesDeceased: false,
} as const satisfies Partial<Terms>

const property: Terms = {
  drawsOn: ['council'], gateways: ['nhsa-2006-2b', 'localism-act-2011-1'], legalPower: OF_COUNCIL, confidentiality: 'not-confidential', article9: 'none',
  confidentialityWhy: 'It says what a building is and what was seen or reported there, names nobody, and holds nothing that anybody told a service in confidence. Once it is linked with a person, the section 251 support and all its conditions hold for it too.',
  includesDeceased: false,
}
/** About homes as well, but drawn from what their households told the council. */
const FOR_LINKED_HOMES = {
  ...FOR_LINKED_PEOPLE, drawsOn: ['council'], article9: 'none',
  confidentialityWhy: 'A row names nobody, but what a household told the council about its income, or about who lives there, was told in confidence, and is linked with patients’ information. The support covers that linkage in the haven. A row about a home is tied to nobody who has opted out.',
} as const satisfies Partial<Terms>
const tax: Terms = {
  ...FOR_LINKED_HOMES, gateways: ['lgfa-1992-sch2', 'nhsa-2006-2b', 'nhsa-2006-251-reg-5'],
  legalPower: `${FOR_HEALTH}; Local Government Finance Act 1992, Schedule 2, paragraph 17 (use of what was got for council tax, which leaves out the names of those who pay); ${RELEASE}`,
  confidentialityWhy: `${FOR_LINKED_HOMES.confidentialityWhy} No exemption, discount or reduction that is given for illness or disability is sent, so that nothing about health is read off a home.`,
}
const benefits: Terms = {
  ...FOR_LINKED_HOMES, gateways: ['wra-2012-131', 'nhsa-2006-2b', 'nhsa-2006-251-reg-5'],
  legalPower: `${FOR_HEALTH}; Welfare Reform Act 2012, section 131 (use of benefits data for purposes in regulations): whether it is paid, and nothing of how much or why; ${RELEASE}`,
}
const people = (drawsOn: Source, legalPower: string, gateways: readonly string[]): Terms => ({
  drawsOn: [drawsOn], legalPower: `${legalPower}; ${RELEASE}`, gateways: [...gateways, 'nhsa-2006-251-reg-5'], ...FOR_LINKED_PEOPLE,
})
const tenants = people('council', OF_COUNCIL, ['nhsa-2006-2b', 'localism-act-2011-1'])
const schools = people('education', `${FOR_HEALTH}; Children Act 2004, section 10 (co-operation to improve children’s well-being)`, ['nhsa-2006-2b', 'children-act-2004-10'])
const adultCare = people('adult-social-care', `${FOR_HEALTH}; Care Act 2014, sections 3 and 6 (joining up with health, and co-operation)`, ['nhsa-2006-2b', 'care-act-3', 'care-act-6-7'])
const childrensCare = people('childrens-social-care', `${FOR_HEALTH}; Children Act 1989, section 17; Children Act 2004, section 10`, ['nhsa-2006-2b', 'children-act-1989-17', 'children-act-2004-10'])
const national: Terms = {
  drawsOn: ['hospital'], gateways: ['hsca-2012-261', 'nhsa-2006-2b', 'nhsa-2006-251-reg-5'], confidentiality: 'section-251', confidentialityWhy: SUPPORT, includesDeceased: true,
  legalPower: `Health and Social Care Act 2012, section 261 (dissemination by NHS England); ${FOR_HEALTH}, for the council’s use; ${RELEASE}`,
}
/** Births and deaths, which registrars write down: no hospital's records. */
const registers: Terms = {
  ...national, drawsOn: ['other'], gateways: ['hsca-2012-261', 'srsa-2007-42', 'nhsa-2006-2b', 'nhsa-2006-251-reg-5'],
  legalPower: `Health and Social Care Act 2012, section 261 (dissemination by NHS England); Statistics and Registration Service Act 2007, section 42(4) (births and deaths, for statistics about health); ${FOR_HEALTH}, for the council’s use; ${RELEASE}`,
}
/** Care outside hospitals and surgeries. */
const elsewhere: Terms = { ...national, drawsOn: ['other'] }
const practices: Terms = {
  drawsOn: ['gp'], gateways: ['nhsa-2006-2b', 'nhsa-2006-251-reg-5'], confidentiality: 'section-251', confidentialityWhy: SUPPORT, includesDeceased: false,
  legalPower: `${FOR_HEALTH}, for the council’s use; the practices are contractors under Part 4 of that Act and need no power of their own in statute to give data; ${RELEASE}`,
}

const TERMS: Readonly<Record<string, Terms>> = {
  'land-and-property': property, 'council-tax': tax, 'council-tax-reduction': tax, 'housing-benefit': benefits, 'hostels-and-halls': property,
  'energy-rating': property, 'anti-social-behaviour': property, 'waste-in-gardens': property, 'pest-control': property, 'multiple-occupation': property,
  'social-housing': tenants, 'housing-waiting-list': tenants, 'right-to-buy': tenants, 'library-membership': tenants,
  'school-census': schools, 'key-stage-results': schools, 'adult-social-care': adultCare, 'childrens-social-care': childrensCare,
  'gp-register': { ...national, drawsOn: ['gp'], includesDeceased: false }, 'gp-records': practices, births: registers, deaths: registers,
  'community-nursing': elsewhere, 'ambulance-and-111': elsewhere, 'walk-in-centres': elsewhere,
}

/** Datasets of homes, whose rows name nobody. */
const HOMES = new Set(Object.keys(TERMS).filter((id) => TERMS[id]?.article9 === 'none'))

/** One flow for each dataset into the haven; there to the analysts; and tables of small areas out of it. */
export function wsdpFlows(codes: WsdpCodes, sources: readonly Dataset[]): Flow[] {
  const basis = { purposeKind: 'secondary', article6: '6-1-e', article9: '9-2-h', projectOptOut: true } as const
  const into = sources.map((dataset): Flow => {
    const isCouncil = dataset.controllerCode === codes.council
    return {
      ...basis, ...(TERMS[dataset.id] ?? national), ref: `wsdp-${dataset.id}`, name: `${dataset.name} to the haven`,
      fromCode: dataset.controllerCode === codes.statistics ? codes.national : dataset.controllerCode, toCode: codes.haven, datasetId: dataset.id,
      use: HOMES.has(dataset.id)
        ? 'Tied to a home by its property reference number, and through the home to the small area. What finds the home is kept apart from what is known of it, and destroyed once records are linked.'
        : 'Linked with the other records of the same person. What finds the person is kept apart from what is known of them, and destroyed once records are linked.',
      transport: isCouncil ? 'Encrypted file over the public services’ own network, to a named person at the haven' : 'Encrypted file over the health and social care network, through the haven’s transfer gate',
      frequency: 'Once, and once more if a newer dataset comes while the links are being checked',
    }
  })
  return [
    ...into,
    {
      ...basis, ref: 'wsdp-linked-records', name: 'Linked records to the analysts', fromCode: codes.haven, toCode: codes.processor, datasetId: 'linked-records',
      drawsOn: ['gp', 'hospital', 'adult-social-care', 'childrens-social-care', 'council', 'education', 'other'],
      use: 'Analysed inside the haven, to a plan agreed beforehand: how what surrounds people goes with illness and with the use of services, in each small area, and never to decide about one person or household. Nothing about one person leaves the haven.',
      legalPower: `${FOR_HEALTH}; NHS Act 2006, section 251 and regulation 5 of 2002, which release from confidence for audit, monitoring and analysis`, gateways: ['nhsa-2006-2b', 'nhsa-2006-251-reg-5'],
      confidentiality: 'section-251', confidentialityWhy: 'The linked records name nobody, but are still about single people. The support therefore stays until they are destroyed, although its conditions ask for less and less that can identify.',
      transport: 'Not at all: named analysts sign in to the haven and work there', frequency: 'Throughout the project', includesDeceased: true,
    },
    {
      ...basis, ref: 'wsdp-area-tables', name: 'Tables of small areas to the council', fromCode: codes.haven, toCode: codes.council, datasetId: 'area-tables',
      drawsOn: ['gp', 'hospital', 'adult-social-care', 'childrens-social-care', 'council', 'education', 'other'], article9: 'none', projectOptOut: false,
      use: 'Shown as maps and used to plan: where needs are high and services little used, what prevention is worth, and how money could follow need. Published with the report.',
      legalPower: FOR_HEALTH, gateways: ['nhsa-2006-2b'], confidentiality: 'anonymised',
      confidentialityWhy: 'Only counts and averages of small areas leave, each checked by a second person, none below five. They identify nobody, even beside what else is published.',
      transport: 'Through the haven’s transfer gate, after a check by someone who did not make the tables', frequency: 'When an analysis is finished, about every three months', includesDeceased: true,
    },
  ]
}
