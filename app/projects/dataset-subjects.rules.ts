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
/** Beside the records of Wales: others that a practice may hold, a place next to Wales, or a denial. Where any is said, some may be of England. */
const MAY_BE_OTHERS = /\b(?:GPs?|general practi\w+|practices?|surger\w+|primary care|family doctors?|border\w*|neighbour\w*|elsewhere|UK|United Kingdom|Britain|British|no|not|none|never|without|except\w*|exclud\w+|other than|instead)\b/i
/** What the records of Wales may be named with: an end, or another thing of a list that is no place, or is Welsh. */
const ENDS_THERE = /^\s*(?:$|[.;)]|,\s*(?:and )?(?:the )?(?:[a-z]|Welsh\b|Wales\b)|(?:,? )?and the Welsh\b)/
const JOINED_BEFORE = /(?:\b(?:and|or)|&|\/|-|\b(?!Wales\b|Welsh\b)[A-Z][\w’']*[,;])\s*$/

/**
 * Whether the facts say in so many words that the GP records a dataset comes from are of Wales, all of them, and nothing of
 * England. A type 1 opt-out is made at a GP practice in England (Directions of 2013 to the Health and Social Care Information
 * Centre). Whatever else may be meant is taken to be of England, so that nobody's opt-out is lost by a manner of speaking.
 */
export function isOfWelshPractices(dataset: Pick<Dataset, 'source' | 'aboutWhom'> | undefined): boolean {
  const said = dataset && WELSH_GP_RECORDS.exec(dataset.source)
  if (!dataset || !said || ENGLAND.test(dataset.source) || ENGLAND.test(dataset.aboutWhom)) return false
  const [before, after] = [dataset.source.slice(0, said.index), dataset.source.slice(said.index + said[0].length)]
  return !MAY_BE_OTHERS.test(`${before} ${after}`) && !JOINED_BEFORE.test(before) && ENDS_THERE.test(after)
}

/** UK GDPR Article 9(2)(j), and the Digital Economy Act's gateway for accredited research: the facts say by these that a use is research. */
export function isForResearch(flow: { readonly article9: Article9; readonly gateways: readonly string[] }): boolean {
  return flow.article9 === '9-2-j' || flow.gateways.includes('dea-2017-64')
}
