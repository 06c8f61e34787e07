import { z } from 'zod'

/** The parts of FHIR R4 (4.0.1) that the portal gives out: the shapes that answers are made in, and that /openapi.json shows. */
const coding = z.object({ system: z.string().regex(/^(?:https?:|urn:)\S+$/), code: z.string().min(1), display: z.string().optional() })
const concept = z.object({ coding: z.array(coding).min(1).optional(), text: z.string().optional() })
const identifier = z.object({ system: z.string(), value: z.string() })
const reference = z.object({ type: z.string().optional(), reference: z.string().optional(), identifier: identifier.optional(), display: z.string().optional() })
const moment = z.union([z.iso.datetime(), z.iso.date()]).describe('An instant, or a whole Europe/London day.')
const period = z.object({ start: moment.optional(), end: moment.optional() })

const extension = z.union([
  z.object({ url: z.enum(['urn:concordat:fhir:choice-kind', 'urn:concordat:fhir:choice-flag']), valueCode: z.string() }),
  z.object({ url: z.literal('urn:concordat:fhir:decides'), valueBoolean: z.boolean() }),
])

export const consentSchema = z.object({
  resourceType: z.literal('Consent'),
  id: z.uuid(),
  meta: z.object({ versionId: z.string(), lastUpdated: z.iso.datetime() }),
  extension: z.array(extension).min(1),
  status: z.enum(['active', 'inactive', 'entered-in-error']),
  scope: concept,
  category: z.array(concept).min(1),
  patient: z.object({ identifier }),
  dateTime: moment.optional(),
  performer: z.array(reference).min(1),
  organization: z.array(reference).min(1),
  policy: z.array(z.object({ authority: z.string().optional(), uri: z.string() })).min(1).optional(),
  policyRule: concept,
  provision: z.object({
    type: z.enum(['deny', 'permit']).optional().describe('Left out of what is shown and decides nothing here.'),
    period: period.optional(),
    purpose: z.array(coding).min(1).optional(),
    code: z.array(concept).min(1).optional(),
  }),
}).meta({ id: 'Consent', description: 'What stands of one kind of choice. A dissent that was taken back is inactive; it never becomes a permission.' })
export type FhirConsent = z.output<typeof consentSchema>

export const provenanceSchema = z.object({
  resourceType: z.literal('Provenance'),
  id: z.uuid(),
  target: z.array(reference).min(1),
  occurredDateTime: moment.optional(),
  recorded: z.iso.datetime(),
  activity: concept,
  agent: z.array(z.object({ type: concept, who: reference, onBehalfOf: reference.optional() })).min(1),
  entity: z.array(z.object({ role: z.literal('source'), what: reference })).min(1),
}).meta({ id: 'Provenance', description: 'One entry of the register that a Consent rests on.' })
export type FhirProvenance = z.output<typeof provenanceSchema>

export const consentBundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  id: z.uuid(),
  type: z.literal('searchset'),
  timestamp: z.iso.datetime(),
  total: z.int().nonnegative().describe('Of Consents, however many of them are in this part.'),
  link: z.array(z.object({ relation: z.enum(['self', 'next']), url: z.url() })).min(1).describe('`next` is sent the same form. No address ever holds a number of a person.'),
  entry: z.array(z.object({
    fullUrl: z.string(),
    resource: z.union([consentSchema, provenanceSchema]),
    search: z.object({ mode: z.enum(['match', 'include']) }),
  })).min(1).optional(),
}).meta({ id: 'ConsentBundle' })
export type ConsentBundle = z.output<typeof consentBundleSchema>

export const capabilityStatementSchema = z.looseObject({ resourceType: z.literal('CapabilityStatement'), fhirVersion: z.literal('4.0.1') }).meta({ id: 'CapabilityStatement' })
