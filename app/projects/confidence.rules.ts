import type { Flow, ProjectFacts, Source } from './facts.rules.ts'
import type { Told } from './further-facts.rules.ts'

/** Records of people's health and care: what they hold was told in confidence. */
const CARE_RECORDS: readonly Source[] = ['gp', 'hospital', 'adult-social-care', 'childrens-social-care']

export const drawsOnCare = ({ drawsOn }: Pick<Flow, 'drawsOn'>): boolean => drawsOn.some((source) => CARE_RECORDS.includes(source))

/** Whether a flow that is said to hold nothing confidential draws on what was told in confidence, or says of nothing where it comes from. */
export function owesConfidence(flow: Pick<Flow, 'confidentiality' | 'drawsOn'>): boolean {
  return flow.confidentiality === 'not-confidential' && (flow.drawsOn.length === 0 || drawsOnCare(flow))
}

/** Whether a flow carries data of health or care about people: what is anonymised before it leaves tells of nobody. */
export function carriesCareData(flow: Pick<Flow, 'confidentiality' | 'drawsOn' | 'article9'>): boolean {
  return flow.article9 !== 'none' || (drawsOnCare(flow) && flow.confidentiality !== 'anonymised')
}

/**
 * How people are told before anything is shared: as the facts say and, where they do not, as is usual. `letter`: each is
 * written to. `notices`: there is an opt-out, and some flow rests on section 251 support, which is for those who cannot be
 * asked one by one; a letter is one way among others. `privacy-notice`: no flow has an opt-out of its own to reply with.
 */
export type HowTold = Exclude<Told, 'not-said'> | 'privacy-notice'

export function howTold({ flows, tellingPeople }: Pick<ProjectFacts, 'flows' | 'tellingPeople'>): HowTold {
  if (tellingPeople?.told && tellingPeople.told !== 'not-said') return tellingPeople.told
  if (!flows.some((flow) => flow.projectOptOut)) return 'privacy-notice'
  return flows.some((flow) => flow.confidentiality === 'section-251') ? 'notices' : 'letter'
}
