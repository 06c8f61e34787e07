import { FIELD_KINDS, type Dataset, type DatasetField, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { FIELD_KIND_WORDS } from '#app/projects/facts.words.ts'
import { datasetTerms } from './paper-terms.rules.ts'
import { bare, capital, meaningsOf, namesOf, sentence } from './paper.rules.ts'

/** From how many datasets that hold the same item for the same reason it is said once for all of them. */
const SHARED_FROM = 3

/** What an item is, and in brackets what it says of who someone is, where it says anything. */
export function itemWords(field: DatasetField) {
  return {
    name: field.name, said: field.kind === 'other' ? capital(bare(field.meaning)) : `${capital(bare(field.meaning))} (${FIELD_KIND_WORDS[field.kind].toLowerCase()})`,
    why: sentence(field.why),
  }
}

/**
 * Every item of every dataset, those that several datasets hold for the same reason once: thirty datasets that are tied by
 * name and date of birth are not thirty tables that begin alike. `first` is the number of the first of their headings.
 */
export function itemTerms(facts: ProjectFacts, first: number) {
  const nameOf = namesOf(facts)
  const keyOf = (field: DatasetField) => JSON.stringify(itemWords(field))
  const holders = new Map<string, { readonly field: DatasetField; readonly names: string[] }>()
  for (const dataset of facts.datasets) {
    for (const field of dataset.fields) {
      const held = holders.get(keyOf(field)) ?? { field, names: [] }
      held.names.push(dataset.name)
      holders.set(keyOf(field), held)
    }
  }
  const shared = [...holders.values()].filter(({ names }) => names.length >= SHARED_FROM)
  const numbers = new Map(shared.map(({ field }, index) => [keyOf(field), index + 1]))
  const isShared = (field: DatasetField) => numbers.has(keyOf(field))
  const hasShared = shared.length > 0
  return {
    shared: shared.map(({ field }, index) => ({ number: index + 1, ...itemWords(field) })), hasShared, sharedNumber: first,
    datasets: facts.datasets.map((dataset, index) => {
      const own = dataset.fields.filter((field) => !isShared(field)).map(itemWords)
      const also = dataset.fields.filter(isShared).map((field) => `${field.name} (${numbers.get(keyOf(field))})`)
      return { ...datasetTerms(dataset, nameOf), number: first + index + (hasShared ? 1 : 0), own, hasOwn: own.length > 0, also, hasAlso: also.length > 0 }
    }),
  }
}

/** What a dataset says, by how much that says of who someone is: "Says who someone is: name and address". */
export function saysOf(dataset: Dataset): string[] {
  return FIELD_KINDS.flatMap((kind) => {
    const fields = dataset.fields.filter((field) => field.kind === kind)
    return fields.length > 0 ? [`${FIELD_KIND_WORDS[kind]}: ${meaningsOf(fields).join('; ')}`] : []
  })
}

/** The same beside what says who someone is. */
export function saysElse(dataset: Dataset): string[] {
  const others = dataset.fields.filter((field) => field.kind !== 'identifies')
  return saysOf({ ...dataset, fields: others }).map((said) => said.replace(`${FIELD_KIND_WORDS.other}: `, 'It says: '))
}
