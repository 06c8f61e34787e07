/** The names that FHIR has for code systems and identifiers. */
export const NHS_NUMBER_SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number'
export const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code'
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
export const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason'
export const CONSENT_SCOPE = 'http://terminology.hl7.org/CodeSystem/consentscope'
export const DATA_OPERATION = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation'
export const PARTICIPANT_TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type'
export const SNOMED = 'http://snomed.info/sct'

/** By the code systems of the register. */
export const CODE_SYSTEM_URIS = {
  snomed: SNOMED,
  ctv3: 'http://read.info/ctv3',
  read2: 'http://read.info/readv2',
  concordat: 'urn:concordat:choice-code',
} as const
