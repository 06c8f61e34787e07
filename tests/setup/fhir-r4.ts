import { z } from 'zod'

/**
 * What FHIR R4 (4.0.1) asks of the resources that the portal gives out, kept by hand from the specification and apart from
 * the portal's own schemas: cardinalities, formats of the primitive types, bound code lists, and the invariants named below.
 * Every object is closed, so that an element R4 does not have is a failure.
 */
const text = z.string().regex(/\S/)
const code = z.string().regex(/^[^\s]+(\s[^\s]+)*$/)
const id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/)
const uri = z.string().regex(/^\S+$/)
const instant = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/)
const dateTime = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00))?)?)?$/)

const coding = z.strictObject({ system: uri.optional(), version: text.optional(), code: code.optional(), display: text.optional() })
const concept = z.strictObject({ coding: z.array(coding).min(1).optional(), text: text.optional() }).refine((value) => value.coding || value.text, 'ele-1')
const identifier = z.strictObject({ system: uri, value: text })
const reference = z.strictObject({ reference: text.optional(), type: uri.optional(), identifier: identifier.optional(), display: text.optional() })
  .refine((value) => Object.keys(value).length > 0, 'ele-1')
const period = z.strictObject({ start: dateTime.optional(), end: dateTime.optional() }).refine(({ start, end }) => !start || !end || start.slice(0, 10) <= end.slice(0, 10), 'per-1')
const extension = z.strictObject({ url: uri, valueCode: code.optional(), valueBoolean: z.boolean().optional() })
  .refine(({ valueCode, valueBoolean }) => (valueCode === undefined) !== (valueBoolean === undefined), 'ext-1')
const meta = z.strictObject({ versionId: id.optional(), lastUpdated: instant.optional() })

/** http://hl7.org/fhir/R4/consent.html */
export const R4_CONSENT = z.strictObject({
  resourceType: z.literal('Consent'),
  id: id.optional(),
  meta: meta.optional(),
  extension: z.array(extension).min(1).optional(),
  status: z.enum(['draft', 'proposed', 'active', 'rejected', 'inactive', 'entered-in-error']),
  scope: concept,
  category: z.array(concept).min(1),
  patient: reference.optional(),
  dateTime: dateTime.optional(),
  performer: z.array(reference).min(1).optional(),
  organization: z.array(reference).min(1).optional(),
  policy: z.array(z.strictObject({ authority: uri.optional(), uri: uri.optional() })).min(1).optional(),
  policyRule: concept.optional(),
  provision: z.strictObject({
    type: z.enum(['deny', 'permit']).optional(), period: period.optional(), purpose: z.array(coding).min(1).optional(), code: z.array(concept).min(1).optional(),
  }).optional(),
})
  .refine(({ policy, policyRule }) => policy || policyRule, 'ppc-1')
  .refine(({ scope, patient }) => !scope.coding?.some((each) => each.code === 'patient-privacy' || each.code === 'treatment') || patient, 'ppc-2, ppc-5')

/** http://hl7.org/fhir/R4/provenance.html */
export const R4_PROVENANCE = z.strictObject({
  resourceType: z.literal('Provenance'),
  id: id.optional(),
  target: z.array(reference).min(1),
  occurredDateTime: dateTime.optional(),
  recorded: instant,
  activity: concept.optional(),
  agent: z.array(z.strictObject({ type: concept.optional(), who: reference, onBehalfOf: reference.optional() })).min(1),
  entity: z.array(z.strictObject({ role: z.enum(['derivation', 'revision', 'quotation', 'source', 'removal']), what: reference })).min(1).optional(),
})

/** http://hl7.org/fhir/R4/bundle.html, of type searchset */
export const R4_SEARCHSET = z.strictObject({
  resourceType: z.literal('Bundle'),
  id: id.optional(),
  type: z.literal('searchset'),
  timestamp: instant.optional(),
  total: z.int().nonnegative().optional(),
  link: z.array(z.strictObject({ relation: text, url: uri })).min(1).optional(),
  entry: z.array(z.strictObject({
    fullUrl: uri.optional(), resource: z.union([R4_CONSENT, R4_PROVENANCE]), search: z.strictObject({ mode: z.enum(['match', 'include', 'outcome']) }).optional(),
  })).min(1).optional(),
})
  .refine(({ entry }) => new Set(entry?.map(({ fullUrl }) => fullUrl)).size === (entry ?? []).length, 'bdl-7')
  .refine(({ entry }) => (entry ?? []).every(({ fullUrl, resource }) => !fullUrl?.startsWith('urn:uuid:') || fullUrl === `urn:uuid:${resource.id}`), 'fullUrl and id')

/** http://hl7.org/fhir/R4/operationoutcome.html */
export const R4_OPERATION_OUTCOME = z.strictObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.strictObject({
    severity: z.enum(['fatal', 'error', 'warning', 'information']),
    code: z.enum([
      'invalid', 'structure', 'required', 'value', 'invariant', 'security', 'login', 'unknown', 'expired', 'forbidden', 'suppressed', 'processing', 'not-supported', 'duplicate',
      'multiple-matches', 'not-found', 'deleted', 'too-long', 'code-invalid', 'extension', 'too-costly', 'business-rule', 'conflict', 'transient', 'lock-error', 'no-store',
      'exception', 'timeout', 'incomplete', 'throttled', 'informational',
    ]),
    details: concept.optional(), diagnostics: text.optional(), expression: z.array(text).min(1).optional(),
  })).min(1),
})

/** http://hl7.org/fhir/R4/capabilitystatement.html */
export const R4_CAPABILITY_STATEMENT = z.strictObject({
  resourceType: z.literal('CapabilityStatement'),
  status: z.enum(['draft', 'active', 'retired', 'unknown']),
  date: dateTime,
  kind: z.enum(['instance', 'capability', 'requirements']),
  software: z.strictObject({ name: text, version: text.optional() }).optional(),
  implementation: z.strictObject({ description: text, url: uri.optional() }).optional(),
  fhirVersion: z.literal('4.0.1'),
  format: z.array(code).min(1),
  rest: z.array(z.strictObject({
    mode: z.enum(['client', 'server']),
    documentation: text.optional(),
    security: z.strictObject({ cors: z.boolean().optional(), description: text.optional() }).optional(),
    resource: z.array(z.strictObject({
      type: code, documentation: text.optional(), interaction: z.array(z.strictObject({ code: z.enum(['read', 'vread', 'search-type', 'create', 'update']) })).min(1).optional(),
      searchRevInclude: z.array(text).min(1).optional(),
      searchParam: z.array(z.strictObject({ name: text, type: z.enum(['number', 'date', 'string', 'token', 'reference', 'composite', 'quantity', 'uri', 'special']), documentation: text.optional() })).min(1).optional(),
    })).min(1).optional(),
  })).min(1).optional(),
}).refine(({ kind, implementation }) => kind !== 'instance' || implementation, 'cpb-14')
