import { formatDay } from '#app/kernel/uk-date.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import { PURPOSE_KIND_WORDS, SOURCE_WORDS } from './facts.words.ts'
import type { Gateway, GatewayKind } from './gateways.rules.ts'

export const GATEWAYS_PAGE_WORDS = {
  title: 'Gateways: powers and duties to share',
  intro: 'A gateway is a law under which a public body may or must share information. This is the library that projects choose from: what each law is for, who may use it, and where it stops.',
  three: 'A power to share is one of three things that every flow of data needs. The others are a basis under the UK GDPR, and a reason why the common-law duty of confidence allows it. None of the three stands in for another: only the laws marked here lift the duty of confidence in their own terms.',
  check: 'The text of the law decides. Follow its link, and ask whoever advises your organisation when in doubt.',
} as const

export const GATEWAY_KIND_WORDS = { duty: 'Duty', power: 'Power' } as const satisfies Record<GatewayKind, string>

export const GATEWAY_KIND_HINTS = {
  duty: 'must be used where it applies',
  power: 'may be used',
} as const satisfies Record<GatewayKind, string>

const BODY_WORDS = {
  'gp-practice': 'GP surgeries',
  council: 'councils',
  'nhs-trust': 'NHS trusts',
  icb: 'integrated care boards',
  'national-body': 'national bodies such as NHS England',
  university: 'universities',
  other: 'others',
} as const satisfies Record<OrganisationKind, string>

const list = (items: readonly string[]) => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What is to be said of a gateway, as rows. */
export function gatewayRows(gateway: Gateway): { readonly key: string; readonly value: string }[] {
  return [
    { key: 'Kind', value: `${GATEWAY_KIND_WORDS[gateway.kind]}: it ${GATEWAY_KIND_HINTS[gateway.kind]}` },
    { key: 'For', value: gateway.use },
    { key: 'Who may use it', value: gateway.bodies === null ? 'Any body that the law names' : capital(list(gateway.bodies.map((body) => BODY_WORDS[body]))) },
    { key: 'Limit', value: gateway.limit },
    ...(gateway.purposes === null ? [] : [{ key: 'Purposes', value: gateway.purposes.map((purpose) => PURPOSE_KIND_WORDS[purpose]).join('; ') }]),
    ...(gateway.never.length === 0 ? [] : [{ key: 'Never reaches', value: list(gateway.never.map((source) => SOURCE_WORDS[source])) }]),
    { key: 'Duty of confidence', value: gateway.liftsConfidence ? 'This law lifts it, within its limits' : 'Not lifted: something else must' },
    ...(gateway.from === null && gateway.to === null ? [] : [{ key: 'In force', value: [gateway.from && `from ${formatDay(gateway.from)}`, gateway.to && `until ${formatDay(gateway.to)}`].filter(Boolean).join(' ') }]),
  ]
}
