import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { PurposeKind, Source } from './facts.rules.ts'

/** A duty must be used where it applies; a power may be. */
export type GatewayKind = 'duty' | 'power'

/**
 * A provision under which a public body may or must share. A power to share is not by itself a release from the duty of
 * confidence: only those with `liftsConfidence` say so in terms.
 */
export interface Gateway {
  readonly id: string
  readonly name: string
  readonly kind: GatewayKind
  /** Kinds of body that may rely on it, as the sender or the recipient; null for any. */
  readonly bodies: readonly OrganisationKind[] | null
  /** Purposes it reaches; null for any. */
  readonly purposes: readonly PurposeKind[] | null
  /** Records it can never reach. */
  readonly never: readonly Source[]
  readonly use: string
  readonly limit: string
  readonly liftsConfidence: boolean
  /** London days; null for open. */
  readonly from: Day | null
  readonly to: Day | null
  readonly source: string
}

const law = (id: string, name: string, kind: GatewayKind, use: string, limit: string, source: string, more: Partial<Gateway> = {}): Gateway => ({
  id, name, kind, use, limit, source, bodies: null, purposes: null, never: [], liftsConfidence: false, from: null, to: null, ...more,
})

const COUNCIL = ['council'] as const
const HEALTH = ['gp-practice', 'nhs-trust', 'icb', 'national-body'] as const
const CARE = [...HEALTH, 'council'] as const
const UK = 'https://www.legislation.gov.uk'

/**
 * The gateways that councils and the NHS in England share under. Reviewed as data: a law that ends is given its last day and
 * stays, so that a paper that named it can say so.
 */
export const GATEWAYS: readonly Gateway[] = [
  law('hsca-2012-251a', 'Health and Social Care Act 2012, section 251A', 'duty', 'Using the NHS number as the consistent identifier in care', 'Adults’ direct care only', `${UK}/ukpga/2012/7/section/251A`, { bodies: CARE, purposes: ['direct-care'], from: '2015-10-01' }),
  law('hsca-2012-251b', 'Health and Social Care Act 2012, section 251B', 'duty', 'Sharing for the direct care of an adult', 'Not for planning, not where the person objects, and not against the common-law duty', `${UK}/ukpga/2012/7/section/251B`, { bodies: CARE, purposes: ['direct-care'], from: '2015-10-01' }),
  law('hsca-2012-254', 'Health and Social Care Act 2012, sections 254 and 259', 'duty', 'Collection by NHS England when the Secretary of State directs it', 'Only what the direction and the notice name', `${UK}/ukpga/2012/7/section/254`, { bodies: CARE, liftsConfidence: true }),
  law('hsca-2012-261', 'Health and Social Care Act 2012, section 261', 'power', 'Dissemination by NHS England', 'NHS England alone discloses under it, and only for health and care', `${UK}/ukpga/2012/7/section/261`, { bodies: ['national-body'] }),
  law('srsa-2007-42', 'Statistics and Registration Service Act 2007, section 42', 'power', 'Births and deaths given to councils and NHS bodies for statistics about health', 'Statistics for the functions in health of those who get it; what the Office for National Statistics holds, from it or through NHS England', `${UK}/ukpga/2007/18/section/42`, { bodies: ['council', 'icb', 'national-body'] }),
  law('nhsa-2006-2b', 'NHS Act 2006, section 2B', 'duty', 'Councils’ steps to improve the health of people in their area', 'Public health functions of councils', `${UK}/ukpga/2006/41/section/2B`, { bodies: COUNCIL }),
  law('nhsa-2006-6c', 'NHS Act 2006, section 6C, and the regulations of 2013', 'duty', 'Public health functions that councils exercise for the Secretary of State', 'Functions that the regulations name', `${UK}/ukpga/2006/41/section/6C`, { bodies: COUNCIL }),
  law('nhsa-2006-72', 'NHS Act 2006, section 72', 'duty', 'Co-operation between NHS bodies', 'NHS bodies only', `${UK}/ukpga/2006/41/section/72`, { bodies: HEALTH }),
  law('nhsa-2006-82', 'NHS Act 2006, section 82', 'duty', 'Co-operation of NHS bodies and councils', 'Securing the health and welfare of people', `${UK}/ukpga/2006/41/section/82`, { bodies: CARE }),
  law('nhsa-2006-75', 'NHS Act 2006, section 75', 'power', 'Functions and budgets run together by the NHS and a council', 'Needs an agreement under the section', `${UK}/ukpga/2006/41/section/75`, { bodies: CARE }),
  law('nhsa-2006-13z3', 'NHS Act 2006, section 13Z3', 'power', 'Disclosure by NHS England', 'Cases that the section lists', `${UK}/ukpga/2006/41/section/13Z3`, { bodies: ['national-body'] }),
  law('nhsa-2006-14z61', 'NHS Act 2006, section 14Z61', 'power', 'Disclosure by an integrated care board', 'Cases that the section lists', `${UK}/ukpga/2006/41/section/14Z61`, { bodies: ['icb'], from: '2022-07-01' }),
  law('nhsa-2006-14z23', 'NHS Act 2006, section 14Z23', 'power', 'Disclosure by a clinical commissioning group', 'Ended with clinical commissioning groups; now section 14Z61', `${UK}/ukpga/2006/41/section/14Z23`, { bodies: ['icb'], to: '2022-06-30' }),
  law('nhsa-2006-251-reg-2', 'NHS Act 2006, section 251, and regulation 2 of 2002', 'power', 'Cancer registries', 'Bodies that the regulation names', `${UK}/uksi/2002/1438/regulation/2`, { liftsConfidence: true }),
  law('nhsa-2006-251-reg-3', 'NHS Act 2006, section 251, and regulation 3 of 2002', 'power', 'Communicable disease and other risks to public health', 'Diagnosing, recognising trends, controlling and monitoring such risks', `${UK}/uksi/2002/1438/regulation/3`, { liftsConfidence: true, purposes: ['secondary'] }),
  law('nhsa-2006-251-reg-5', 'NHS Act 2006, section 251, and regulation 5 of 2002', 'power', 'Medical purposes where consent is not practicable, with approval', 'Needs approval by the Health Research Authority or the Secretary of State, advised by the Confidentiality Advisory Group; reviewed yearly', `${UK}/uksi/2002/1438/regulation/5`, { liftsConfidence: true, purposes: ['secondary'] }),
  law('care-act-3', 'Care Act 2014, section 3', 'duty', 'Councils join up care and support with health', 'Council functions for adults', `${UK}/ukpga/2014/23/section/3`, { bodies: CARE }),
  law('care-act-6-7', 'Care Act 2014, sections 6 and 7', 'duty', 'Co-operation of councils and their partners about adults', 'Adults with needs for care and support, and carers', `${UK}/ukpga/2014/23/section/6`, { bodies: CARE }),
  law('care-act-42', 'Care Act 2014, section 42', 'duty', 'Safeguarding enquiries about an adult', 'An adult at risk; case by case', `${UK}/ukpga/2014/23/section/42`, { bodies: CARE }),
  law('care-act-45', 'Care Act 2014, section 45', 'duty', 'Information for a safeguarding adults board', 'When the board asks and the conditions are met', `${UK}/ukpga/2014/23/section/45`, { bodies: CARE }),
  law('children-act-1989-17', 'Children Act 1989, section 17', 'duty', 'Services for children in need', 'Children in need in the council’s area', `${UK}/ukpga/1989/41/section/17`, { bodies: CARE }),
  law('children-act-1989-47', 'Children Act 1989, section 47', 'duty', 'Enquiries into harm to a child, in which bodies must help', 'Case by case; bodies that section 47(11) names', `${UK}/ukpga/1989/41/section/47`, { bodies: CARE }),
  law('children-act-2004-10', 'Children Act 2004, sections 10 and 11', 'duty', 'Co-operation for children’s well-being; safeguarding', 'Children', `${UK}/ukpga/2004/31/section/10`, { bodies: CARE }),
  law('children-act-2004-16h', 'Children Act 2004, sections 14B and 16H', 'power', 'Information that safeguarding partners ask for', 'Safeguarding of children; case by case', `${UK}/ukpga/2004/31/section/16H`, { bodies: CARE }),
  law('localism-act-2011-1', 'Localism Act 2011, section 1', 'power', 'General power of competence of councils', 'It cannot override a limit set elsewhere', `${UK}/ukpga/2011/20/section/1`, { bodies: COUNCIL }),
  law('lga-1972-111', 'Local Government Act 1972, section 111', 'power', 'What helps a council to do its functions', 'Ancillary to another function', `${UK}/ukpga/1972/70/section/111`, { bodies: COUNCIL }),
  law('cda-1998-17', 'Crime and Disorder Act 1998, section 17', 'duty', 'Regard to preventing crime and disorder', 'Authorities it names', `${UK}/ukpga/1998/37/section/17`, { bodies: COUNCIL }),
  law('cda-1998-115', 'Crime and Disorder Act 1998, section 115', 'power', 'Disclosure to the authorities it names for the Act’s purposes', 'Crime and disorder strategies; confidence still counts', `${UK}/ukpga/1998/37/section/115`),
  law('oma-2007-14', 'Offender Management Act 2007, section 14', 'power', 'Disclosure for the management of offenders, and for judging how well it is done', 'Between the Secretary of State, providers of probation services and those whom the section lists; confidence still counts', `${UK}/ukpga/2007/21/section/14`, { never: ['gp', 'hospital'] }),
  law('pcsca-2022-9', 'Police, Crime, Sentencing and Courts Act 2022, section 9', 'power', 'Serious violence duty', 'Patient information is left out of it', `${UK}/ukpga/2022/32/section/9`, { bodies: CARE, never: ['gp', 'hospital'], from: '2023-01-31' }),
  law('dea-2017-35', 'Digital Economy Act 2017, sections 35 and 40', 'power', 'Public services: multiple disadvantage, fuel and water poverty, debt', 'Objectives and bodies in the regulations of 2018; health bodies only as those say', `${UK}/ukpga/2017/30/section/35`, { bodies: COUNCIL, never: ['gp', 'hospital'], liftsConfidence: true }),
  law('dea-2017-36', 'Digital Economy Act 2017, sections 36 and 40', 'power', 'Disclosure to gas and electricity suppliers, for help with the costs and use of energy of people in fuel poverty', 'Bodies that the Act names; for the energy schemes that it names, and nothing else', `${UK}/ukpga/2017/30/section/36`, { never: ['gp', 'hospital', 'adult-social-care'], liftsConfidence: true, from: '2018-05-01' }),
  law('dea-2017-37', 'Digital Economy Act 2017, sections 37 and 40', 'power', 'Disclosure by gas and electricity suppliers, for the same help', 'To bodies that may share under section 36, and for its purposes alone', `${UK}/ukpga/2017/30/section/37`, { never: ['gp', 'hospital', 'adult-social-care'], liftsConfidence: true, from: '2018-05-01' }),
  law('dea-2017-64', 'Digital Economy Act 2017, sections 64 and 65', 'power', 'Research with data of public authorities', 'Data of health and adult social care bodies is left out of it', `${UK}/ukpga/2017/30/section/64`, { never: ['gp', 'hospital', 'adult-social-care'], purposes: ['secondary'], liftsConfidence: true }),
  law('housing-act-1996-213', 'Housing Act 1996, sections 213 and 213B', 'duty', 'Co-operation and referral about homelessness', 'People who are or may become homeless; referral needs their agreement', `${UK}/ukpga/1996/52/section/213`, { bodies: CARE }),
  law('lgfa-1992-sch2', 'Local Government Finance Act 1992, Schedule 2, paragraphs 17 and 18A', 'power', 'Council tax data', 'Purposes that the Schedule names', `${UK}/ukpga/1992/14/schedule/2`, { bodies: COUNCIL, never: ['gp', 'hospital'] }),
  law('lgfa-1992-sch2-18a', 'Local Government Finance Act 1992, Schedule 2, paragraph 18A', 'power', 'Using council tax information to find vacant dwellings and bring them back into use', 'Within a billing authority and those who work for it; of persons only a name, and an address or number to reach them', `${UK}/ukpga/1992/14/schedule/2/paragraph/18A`, { bodies: COUNCIL, never: ['gp', 'hospital', 'adult-social-care', 'childrens-social-care'], liftsConfidence: true, from: '2003-11-18' }),
  law('wra-2012-131', 'Welfare Reform Act 2012, section 131', 'power', 'Benefits data', 'Purposes in regulations', `${UK}/ukpga/2012/5/section/131`, { bodies: COUNCIL, never: ['gp', 'hospital'] }),
  law('cca-2004', 'Civil Contingencies Act 2004, and the regulations of 2005', 'duty', 'Planning for and answering emergencies', 'Responders that the Act names', `${UK}/ukpga/2004/36/contents`, { bodies: CARE }),
  law('phcda-1984', 'Public Health (Control of Disease) Act 1984, and the regulations of 2010', 'duty', 'Notification of disease', 'Notifiable diseases', `${UK}/ukpga/1984/22/contents`, { bodies: CARE, liftsConfidence: true }),
]

export const GATEWAY_IDS = GATEWAYS.map((gateway) => gateway.id) as [string, ...string[]]

export function gatewayById(id: string): Gateway | undefined {
  return GATEWAYS.find((gateway) => gateway.id === id)
}

/** Its name; an id that the library no longer has stands for itself. */
export function gatewayName(id: string): string {
  return gatewayById(id)?.name ?? id
}
