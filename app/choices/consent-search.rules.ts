import { ODS_CODE_PATTERN } from '#app/kernel/ids.ts'
import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import { NHS_NUMBER_SYSTEM } from './fhir-systems.rules.ts'

/** What can be wrong with a search, beyond what can be wrong with any call. */
export const CONSENT_SEARCH_PROBLEMS = [
  'identifier-missing', 'identifier-system-unknown', 'identifier-malformed', 'number-in-address', 'parameter-not-supported', 'parameter-malformed', 'header-not-understood',
] as const
export type ConsentSearchProblem = (typeof CONSENT_SEARCH_PROBLEMS)[number]

export const CONSENT_SEARCH_STATUS = {
  'identifier-missing': 400,
  'identifier-system-unknown': 400,
  'identifier-malformed': 400,
  'number-in-address': 400,
  'parameter-not-supported': 400,
  'parameter-malformed': 400,
  'header-not-understood': 400,
} as const satisfies Record<ConsentSearchProblem, number>

/** Bytes that the form may have. */
export const CONSENT_SEARCH_MAX_BYTES = 8192

export const MOST_A_PART = 100
const USUAL_A_PART = 50
/** Entries in a search's answer can be skipped up to here. */
const FURTHEST = 100_000

const STATUSES = ['active', 'inactive', 'entered-in-error'] as const

/** Why a caller looks: HL7's v3 PurposeOfUse, those of it that can be. */
export const PURPOSES_OF_USE = ['TREAT', 'HRESCH', 'HOPERAT', 'HSYSADMIN', 'HQUALIMP', 'PUBHLTH', 'PATRQT'] as const
export type PurposeOfUse = (typeof PURPOSES_OF_USE)[number]

export interface ConsentSearch {
  readonly nhsNumber: string
  readonly statuses: readonly string[]
  readonly count: number
  readonly offset: number
  readonly withProvenance: boolean
  /** Why, and for whom, as the caller says: kept with the record of the look. */
  readonly purpose: PurposeOfUse | null
  readonly onBehalfOf: string | null
}

export type SearchReading =
  | { readonly ok: true; readonly search: ConsentSearch }
  /** `where` names the parameter or header, as we spell it, never as it was sent; null for one that we do not know. */
  | { readonly ok: false; readonly problem: ConsentSearchProblem; readonly where: string | null }

const PATIENT = ['patient.identifier', 'patient:identifier'] as const
const IN_BODY = [...PATIENT, 'status', '_count', '_offset', '_revinclude', '_format']
/** What may also stand in the address, so that the link to the next part works with the same form. */
const IN_ADDRESS = ['_count', '_offset', '_format']

const wrong = (problem: ConsentSearchProblem, where: string | null): SearchReading => ({ ok: false, problem, where })

/** A search for someone's Consents, out of the form, the address and the headers. */
export function readConsentSearch(form: URLSearchParams, address: URLSearchParams, header: (name: string) => string | null): SearchReading {
  for (const name of address.keys()) {
    if (!IN_ADDRESS.includes(name)) return wrong(IN_BODY.includes(name) || /patient|identifier|subject/i.test(name) ? 'number-in-address' : 'parameter-not-supported', null)
  }
  for (const name of form.keys()) if (!IN_BODY.includes(name)) return wrong('parameter-not-supported', null)
  const given = PATIENT.flatMap((name) => form.getAll(name))
  const identifier = given[0]?.trim() ?? ''
  if (identifier === '') return wrong('identifier-missing', 'patient.identifier')
  const bar = identifier.indexOf('|')
  if (bar < 0 || identifier.slice(0, bar) !== NHS_NUMBER_SYSTEM) return wrong('identifier-system-unknown', 'patient.identifier')
  const number = readNhsNumber(identifier.slice(bar + 1))
  if (given.length > 1 || !number.ok) return wrong('identifier-malformed', 'patient.identifier')

  const statuses = form.getAll('status').flatMap((text) => text.split(','))
  if (statuses.some((status) => !(STATUSES as readonly string[]).includes(status))) return wrong('parameter-malformed', 'status')
  const count = wholeNumber(address.get('_count') ?? form.get('_count'), USUAL_A_PART)
  if (count === null) return wrong('parameter-malformed', '_count')
  const offset = wholeNumber(address.get('_offset') ?? form.get('_offset'), 0)
  if (offset === null || offset > FURTHEST) return wrong('parameter-malformed', '_offset')
  if (form.getAll('_revinclude').some((value) => value !== 'Provenance:target')) return wrong('parameter-malformed', '_revinclude')
  const format = address.get('_format') ?? form.get('_format') ?? 'json'
  if (!['json', 'application/json', 'application/fhir+json'].includes(format)) return wrong('parameter-malformed', '_format')

  const purpose = header('Purpose-Of-Use')
  if (purpose !== null && !isPurpose(purpose)) return wrong('header-not-understood', 'Purpose-Of-Use')
  const onBehalfOf = header('NHSD-End-User-Organisation-ODS')
  if (onBehalfOf !== null && !ODS_CODE_PATTERN.test(onBehalfOf)) return wrong('header-not-understood', 'NHSD-End-User-Organisation-ODS')
  return {
    ok: true,
    search: { nhsNumber: number.nhsNumber, statuses, count: Math.min(count, MOST_A_PART), offset, withProvenance: form.has('_revinclude'), purpose, onBehalfOf },
  }
}

function isPurpose(text: string): text is PurposeOfUse {
  return (PURPOSES_OF_USE as readonly string[]).includes(text)
}

function wholeNumber(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}

/** Whether an Accept header takes FHIR's JSON (RFC 9110, section 12.5.1). */
export function takesFhirJson(accept: string | null): boolean {
  if (accept === null || accept.trim() === '') return true
  return accept.toLowerCase().split(',').some((range) => {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim())
    const isRefused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))
    return !isRefused && ['application/fhir+json', 'application/json', 'application/*', '*/*'].includes(media)
  })
}
