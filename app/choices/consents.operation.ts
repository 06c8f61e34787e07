import { z } from 'zod'
import { apiProblems, BODY_PROBLEMS, listProblems, REPEAT_PROBLEMS, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { CONSENT_SEARCH_PROBLEMS, CONSENT_SEARCH_STATUS, MOST_A_PART, PURPOSES_OF_USE } from './consent-search.rules.ts'
import { capabilityStatementSchema, consentBundleSchema } from './fhir-consent.schema.ts'
import { CONSENT_SEARCH_WORDS } from './fhir-consent.words.ts'

const paging = (name: string, description: string) => ({ in: 'query', name, description, schema: z.int().nonnegative().max(MOST_A_PART) }) as const

/** POST /fhir/R4/Consent/_search */
export const SEARCH_CONSENTS = {
  id: 'searchConsents',
  method: 'POST',
  path: '/fhir/R4/Consent/_search',
  group: 'choices',
  summary: 'Search for a person’s recorded choices',
  description: [
    'What the register of the key’s own organisation holds, as FHIR R4 Consents. A dissent that stands is active and denies; one that was taken back is inactive, and never a permission.',
    'Someone who is not on its list and someone of whom nothing is recorded are answered alike: an empty Bundle, which never means consent. Answers of the national check are not here.',
    'Every search is on record. The person stands in the body alone.',
  ].join(' '),
  action: 'consent-read',
  problemsAs: 'operation-outcome',
  repeats: true,
  parameters: [
    paging('_count', `Consents in one part, up to ${MOST_A_PART}. It may stand in the form instead.`),
    { ...paging('_offset', 'Consents to pass over. It may stand in the form instead.'), schema: z.int().nonnegative() },
    { in: 'header', name: 'Purpose-Of-Use', description: 'Why, as a code of HL7’s v3 PurposeOfUse: kept with the record of the search.', schema: z.enum(PURPOSES_OF_USE) },
    { in: 'header', name: 'NHSD-End-User-Organisation-ODS', description: 'The ODS code of the organisation it is done for: kept with the record of the search.', schema: z.string(), example: 'Y90001' },
  ],
  body: {
    description: 'Who, as a form.',
    content: {
      'application/x-www-form-urlencoded': {
        schema: z.object({
          'patient.identifier': z.string().describe('`https://fhir.nhs.uk/Id/nhs-number|` and ten digits. `patient:identifier` is taken too.'),
          status: z.string().optional().describe('One or several, with commas: active, inactive, entered-in-error.'),
          _revinclude: z.literal('Provenance:target').optional().describe('Also the entries that each Consent rests on.'),
          _count: z.string().optional(),
          _offset: z.string().optional(),
          _format: z.string().optional(),
        }),
        example: { 'patient.identifier': 'https://fhir.nhs.uk/Id/nhs-number|9990000018', _revinclude: 'Provenance:target' },
      },
    },
  },
  answers: { 200: { description: 'A Bundle, of type searchset.', content: { 'application/fhir+json': { schema: consentBundleSchema } } } },
  problems: [...BODY_PROBLEMS, ...REPEAT_PROBLEMS, ...apiProblems('answer-type-not-offered'), ...listProblems(CONSENT_SEARCH_PROBLEMS, CONSENT_SEARCH_STATUS, CONSENT_SEARCH_WORDS)],
} as const satisfies ApiOperation

/** GET /fhir/R4/metadata */
export const READ_CAPABILITIES = {
  id: 'readCapabilities',
  method: 'GET',
  path: '/fhir/R4/metadata',
  group: 'choices',
  summary: 'Read what the FHIR endpoint can do',
  description: 'A FHIR R4 CapabilityStatement.',
  action: 'public',
  answers: { 200: { description: 'The CapabilityStatement.', content: { 'application/fhir+json': { schema: capabilityStatementSchema } } } },
} as const satisfies ApiOperation
