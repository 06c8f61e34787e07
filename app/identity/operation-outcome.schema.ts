import { z } from 'zod'

/** What is wrong, as FHIR R4 says it (OperationOutcome), with the codes that the NHS's own APIs use for it. */
export const ISSUE_TYPES = [
  'login', 'forbidden', 'not-found', 'not-supported', 'invalid', 'required', 'value', 'structure', 'too-long', 'duplicate', 'conflict', 'throttled', 'transient', 'exception',
] as const

const codingSchema = z.object({ system: z.string(), code: z.string(), display: z.string().optional() })

export const operationOutcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.object({
    severity: z.literal('error'),
    code: z.enum(ISSUE_TYPES),
    details: z.object({ coding: z.array(codingSchema).min(1) }),
    diagnostics: z.string().describe('What to do about it. It never holds an NHS number.'),
    expression: z.array(z.string()).min(1).optional().describe('Which parameter or header.'),
  })).min(1),
}).meta({ id: 'OperationOutcome', description: 'A FHIR R4 OperationOutcome. `details.coding` has the code of the NHS’s APIs, and ours, which is stable.' })

export type OperationOutcome = z.output<typeof operationOutcomeSchema>
type IssueType = (typeof ISSUE_TYPES)[number]

/** The code system of the NHS's own FHIR APIs, such as the Personal Demographics Service. */
export const NHS_ERROR_SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode'
export const OUR_ERROR_SYSTEM = 'urn:concordat:problem'

const BY_STATUS: Readonly<Record<number, readonly [IssueType, string]>> = {
  400: ['invalid', 'INVALID_VALUE'],
  401: ['login', 'ACCESS_DENIED'],
  403: ['forbidden', 'ACCESS_DENIED'],
  404: ['not-found', 'RESOURCE_NOT_FOUND'],
  405: ['not-supported', 'METHOD_NOT_ALLOWED'],
  406: ['not-supported', 'NOT_ACCEPTABLE'],
  409: ['duplicate', 'DUPLICATE_REQUEST'],
  413: ['too-long', 'INVALID_VALUE'],
  415: ['not-supported', 'UNSUPPORTED_MEDIA_TYPE'],
  429: ['throttled', 'THROTTLED'],
  503: ['transient', 'SERVICE_UNAVAILABLE'],
}

/** Codes that say more than their status does. */
const BY_CODE: Readonly<Record<string, readonly [IssueType, string]>> = {
  'identifier-missing': ['required', 'MISSING_VALUE'],
  'identifier-system-unknown': ['value', 'INVALID_IDENTIFIER_SYSTEM'],
  'identifier-malformed': ['value', 'INVALID_IDENTIFIER_VALUE'],
  'parameter-not-supported': ['not-supported', 'NOT_SUPPORTED'],
  'body-not-readable': ['structure', 'INVALID_VALUE'],
}

/** A problem (RFC 9457, with its `code`) as an OperationOutcome. */
export function operationOutcomeOf(problem: {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
  readonly reference?: string
}): OperationOutcome {
  const [code, nhsCode] = BY_CODE[problem.code] ?? BY_STATUS[problem.status] ?? (['exception', 'SERVER_ERROR'] as const)
  const details = { coding: [{ system: NHS_ERROR_SYSTEM, code: nhsCode }, { system: OUR_ERROR_SYSTEM, code: problem.code, display: problem.title }] }
  const said = problem.reference === undefined ? problem.detail : `${problem.detail} (${problem.reference})`
  const issues = problem.errors?.length
    ? problem.errors.map(({ pointer, detail }) => ({ severity: 'error' as const, code, details, diagnostics: detail, expression: [pointer] }))
    : [{ severity: 'error' as const, code, details, diagnostics: said }]
  return { resourceType: 'OperationOutcome', issue: issues }
}
