import { CORE_SECTIONS, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { bare, capital, clean, given, namesOf, NOBODY_SIGNS, sentence, WHOLE_PROJECT, type PaperKind, type PaperSource } from './paper.rules.ts'
import { headTerms, safeguardTerms, tellingTerms } from './paper-terms.rules.ts'

const consentFlows = (facts: ProjectFacts): readonly Flow[] => facts.flows.filter((flow) => flow.confidentiality === 'consent')

export function consentFormData(source: PaperSource) {
  const { facts } = source
  const purpose = given(facts.purpose, 'purpose')
  const telling = given(facts.tellingPeople, 'telling-people')
  const consent = given(facts.consent, 'consent')
  const nameOf = namesOf(facts)
  const { months, isOneMonth, from, end } = safeguardTerms(facts)
  return {
    ...headTerms(source),
    plainSummary: bare(purpose.plainSummary),
    flows: consentFlows(facts).map((flow) => {
      const dataset = facts.datasets.find((candidate) => candidate.id === flow.datasetId)
      return {
        name: flow.name, from: nameOf(flow.fromCode), to: nameOf(flow.toCode), use: sentence(flow.use),
        what: [...new Set((dataset?.fields ?? []).map((field) => bare(field.meaning)))],
      }
    }),
    statements: clean(consent.statements), withdrawal: sentence(capital(consent.withdrawal)), record: sentence(capital(consent.record)),
    safeguards: { months, isOneMonth, from, end },
    telling: { ...tellingTerms(telling), notShared: clean(telling.notShared).join('; ') },
  }
}

/**
 * What a person signs to say yes, where a flow rests on their consent: each statement by itself, nothing filled in before
 * (UK GDPR Articles 4(11) and 7).
 */
export const CONSENT_FORM: PaperKind = {
  kind: 'consent-form',
  template: 'templates/documents/consent-form/v1.hbs',
  signers: NOBODY_SIGNS,
  needs: [...CORE_SECTIONS, 'consent'],
  uses: [
    'title', 'purpose.plainSummary', 'parties[].name', 'datasets[].fields[].meaning', 'flows[].name', 'flows[].fromCode', 'flows[].toCode', 'flows[].datasetId', 'flows[].use', 'flows[].confidentiality',
    'consent.*', 'safeguards.retentionMonths', 'safeguards.retentionFrom', 'safeguards.retentionEnd', 'tellingPeople.notShared', 'tellingPeople.noticeAddress', 'tellingPeople.questionsTo',
    'tellingPeople.complaintsTo',
  ],
  subjects: (facts) => (consentFlows(facts).length > 0 ? WHOLE_PROJECT : []),
  scope: (facts) => {
    const flows = consentFlows(facts)
    return { flows: flows.map((flow) => flow.ref), parties: flows.flatMap((flow) => [flow.fromCode, flow.toCode]), datasets: flows.map((flow) => flow.datasetId) }
  },
  data: consentFormData,
}
