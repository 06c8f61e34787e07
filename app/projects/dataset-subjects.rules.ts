import type { Article9, Dataset, Flow } from './facts.rules.ts'

/** Where something stands, and nothing of who is there: an address, a postcode, the number of a property. */
const PLACE = /^(?:the )?(?:(?:line \d of the |full |first line of the )?address(?: of the (?:home|property|building))?|postcode(?: of the (?:home|property|building))?|(?:unique )?property reference number|national number of the property)(?: \(uprn\))?$/i

/** What a thing seen at a home is tied to the home by, and not to a person who lives there. */
const PROPERTY_NUMBER = /property reference number|\buprn\b/i

/**
 * Whether each row is about a home, or something seen or reported at one, and nothing in it says or stands for who is there:
 * all that finds anything in it is a place. Anything else that identifies, and a dataset that is not known, may name people.
 */
export function rowsNameNobody(dataset: Pick<Dataset, 'level' | 'fields'> | undefined): boolean {
  if (dataset === undefined || dataset.fields.length === 0 || (dataset.level !== 'property' && dataset.level !== 'event')) return false
  const finding = dataset.fields.filter((field) => field.kind === 'identifies' || field.kind === 'pseudonym')
  return (dataset.level === 'property' || finding.some((field) => PROPERTY_NUMBER.test(field.meaning))) && finding.every((field) => PLACE.test(field.meaning.trim().replace(/\.$/, '')))
}

/** Whether a flow carries counts of areas that were made anonymous before they leave, in which nothing stands for anybody. */
export function identifiesNobody(flow: Pick<Flow, 'confidentiality'>, dataset: Pick<Dataset, 'level' | 'fields'> | undefined): boolean {
  return flow.confidentiality === 'anonymised' && dataset?.level === 'area' && dataset.fields.every((field) => field.kind !== 'identifies' && field.kind !== 'pseudonym')
}

const WELSH_GP_RECORDS = /\bWelsh GP (?:records|practices|surgeries|data)\b|\bGP (?:records|practices|surgeries|data) (?:in|of|from) Wales\b/i
const ENGLAND = /\b(?:England|English)\b/i

/**
 * Whether the facts say in so many words that the GP records a dataset comes from are of Wales, and nothing of England. A type 1
 * opt-out is made at a GP practice in England (Directions of 2013 to the Health and Social Care Information Centre).
 */
export function isOfWelshPractices(dataset: Pick<Dataset, 'source' | 'aboutWhom'> | undefined): boolean {
  return dataset !== undefined && WELSH_GP_RECORDS.test(dataset.source) && !ENGLAND.test(dataset.source) && !ENGLAND.test(dataset.aboutWhom)
}

/** UK GDPR Article 9(2)(j), and the Digital Economy Act's gateway for accredited research: the facts say by these that a use is research. */
export function isForResearch(flow: { readonly article9: Article9; readonly gateways: readonly string[] }): boolean {
  return flow.article9 === '9-2-j' || flow.gateways.includes('dea-2017-64')
}
