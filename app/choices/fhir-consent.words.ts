import type { Channel, OnWhoseWord } from './choice.rules.ts'
import type { ConsentSearchProblem } from './consent-search.rules.ts'

/** How a choice came, as the source of a Provenance. */
export const CHANNEL_DISPLAY = {
  slip: 'Reply slip',
  phone: 'Telephone call',
  desk: 'Said at the desk',
  web: 'The person’s own page',
  list: 'List of replies',
  extract: 'Coded entry in a record',
} as const satisfies Record<Channel, string>

export const STAFF_DISPLAY = 'A member of staff'

/** Who spoke for a person. */
export const RELATED_PERSON_DISPLAY = {
  parent: 'Someone with parental responsibility',
  attorney: 'Attorney under a lasting power of attorney',
  deputy: 'Deputy appointed by the Court of Protection',
} as const satisfies Record<Exclude<OnWhoseWord, 'self' | 'practice'>, string>

export const CONSENT_SEARCH_WORDS = {
  'identifier-missing': { title: 'Nobody is asked about', detail: 'Send patient.identifier=https://fhir.nhs.uk/Id/nhs-number|… in the body, as a form.' },
  'identifier-system-unknown': { title: 'That kind of identifier is not known', detail: 'Put https://fhir.nhs.uk/Id/nhs-number and an upright bar before the NHS number.' },
  'identifier-malformed': { title: 'The NHS number cannot be right', detail: 'Send one NHS number: ten digits, of which the last fits the others.' },
  'number-in-address': { title: 'The person stands in the address', detail: 'Send patient.identifier in the body: an NHS number never stands in an address, where it would be kept in logs.' },
  'parameter-not-supported': { title: 'This cannot be searched by', detail: 'Send patient.identifier, and if you like status, _count, _offset and _revinclude=Provenance:target.' },
  'parameter-malformed': { title: 'A parameter cannot be used', detail: 'Status is active, inactive or entered-in-error; _count is a number from 0 to 100; _offset a number; _revinclude is Provenance:target; _format is json.' },
  'header-not-understood': { title: 'A header cannot be used', detail: 'NHSD-End-User-Organisation-ODS is an ODS code. Purpose-Of-Use is a code of HL7’s v3 PurposeOfUse: TREAT, HRESCH, HOPERAT, HSYSADMIN, HQUALIMP, PUBHLTH or PATRQT.' },
} as const satisfies Record<ConsentSearchProblem, { readonly title: string; readonly detail: string }>

export const SEARCH_BY_POST = {
  title: 'Consents are searched for by POST',
  detail: 'Send the search as a form by POST to /fhir/R4/Consent/_search: whom it is about never stands in an address. Consents cannot be made here.',
} as const
