import { NHS_NUMBER_SYSTEM } from './fhir-systems.rules.ts'

/** What the FHIR endpoint can do (FHIR R4 CapabilityStatement). */
export function capabilityStatement(publicUrl: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-01',
    kind: 'instance',
    software: { name: 'Concordat' },
    implementation: { description: 'What people have said about the use of their records', url: `${publicUrl}/fhir/R4` },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [{
      mode: 'server',
      documentation: 'Searches are sent by POST alone, so that no number of a person stands in an address.',
      security: { cors: false, description: 'Authorization: Bearer, with a key of the organisation whose register is searched.' },
      resource: [{
        type: 'Consent',
        documentation: 'What the register holds of a person’s choices. It is not changed here, and it has no answers of the national check.',
        interaction: [{ code: 'search-type' }],
        searchRevInclude: ['Provenance:target'],
        searchParam: [
          { name: 'patient.identifier', type: 'token', documentation: `Needed, once: ${NHS_NUMBER_SYSTEM}| and the NHS number.` },
          { name: 'status', type: 'token', documentation: 'active, inactive, entered-in-error.' },
        ],
      }],
    }],
  }
}
