import type { Day } from '#app/kernel/uk-date.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import type { Article6, Article9, ConfidentialityRoute, PurposeKind, Source } from './facts.rules.ts'
import { GATEWAYS, gatewayName, type Gateway } from './gateways.rules.ts'

/** What of a flow decides which grounds fit it. */
export interface FlowOutline {
  readonly purposeKind: PurposeKind
  readonly confidentiality: ConfidentialityRoute
  readonly drawsOn: readonly Source[]
  readonly isSpecial: boolean
  /** What kind of body sends, and which receives; null for one that is not known. */
  readonly fromKind: OrganisationKind | null
  readonly toKind: OrganisationKind | null
  /** Laws that ended before this day fit nothing. */
  readonly on: Day
}

/** The gateways that a flow could rest on: open to one of its two bodies, reaching its purpose and all of its records. */
export function fittingGateways(flow: FlowOutline): Gateway[] {
  return GATEWAYS.filter((gateway) =>
    (gateway.bodies === null || gateway.bodies.some((body) => body === flow.fromKind || body === flow.toKind))
    && (gateway.purposes === null || gateway.purposes.includes(flow.purposeKind))
    && (gateway.from === null || gateway.from <= flow.on) && (gateway.to === null || flow.on <= gateway.to)
    && !flow.drawsOn.some((source) => gateway.never.includes(source)))
}

/** Those that are usual for a purpose, of the ones that fit. */
const USUAL: Readonly<Record<PurposeKind, readonly string[]>> = {
  'direct-care': ['hsca-2012-251b', 'care-act-3'],
  secondary: ['nhsa-2006-82'],
}

export interface Grounds {
  readonly article6: Article6
  readonly article9: Article9
  readonly gateways: readonly string[]
  readonly legalPower: string
}

/**
 * The grounds that are usual for a flow: a suggestion for whoever drafts. Public bodies rest on their public task; health
 * and care data on Article 9(2)(h); consent in law only where it is what the flow rests on.
 */
export function usualGrounds(flow: FlowOutline): Grounds {
  const fitting = fittingGateways(flow).map((gateway) => gateway.id)
  const section251 = flow.confidentiality === 'section-251' ? ['nhsa-2006-251-reg-5'] : []
  const gateways = [...USUAL[flow.purposeKind], ...section251].filter((id) => fitting.includes(id))
  return {
    article6: '6-1-e',
    article9: !flow.isSpecial ? 'none' : flow.confidentiality === 'consent' ? '9-2-a' : flow.confidentiality === 'communicable-disease' ? '9-2-i' : '9-2-h',
    gateways,
    legalPower: gateways.map(gatewayName).join('; '),
  }
}
