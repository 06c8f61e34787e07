import type { FactGroup, FactRow } from '#app/projects/fact-group.rules.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { changedSections, isSameFact } from '#app/projects/project.rules.ts'

/** One answer that two states of the facts give otherwise, each as it is read on the pages. */
export interface FactDifference {
  /** The section, the thing in its list, and the question, such as "Purpose and dates: Ends". */
  readonly where: string
  /** Null where there is no such answer. */
  readonly saved: FactRow['value'] | null
  readonly given: FactRow['value'] | null
}

/** Every answer that is saved otherwise than it is given, in the order of the facts. */
export function factDifferences(saved: ProjectFacts, given: ProjectFacts): FactDifference[] {
  return changedSections(saved, given).flatMap((section): FactDifference[] => {
    if (section === 'title') return [{ where: 'Title', saved: saved.title, given: given.title }]
    const [was, is] = [saved, given].map((facts) => new Map(factGroups(facts, section).map((group) => [group.href, group]))) as [Map<string, FactGroup>, Map<string, FactGroup>]
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((href) => {
      const [before, after] = [was.get(href), is.get(href)]
      const name = [SECTION_WORDS[section], (after ?? before)?.title].filter(Boolean).join(': ')
      if (!before || !after) return [{ where: name, saved: before ? 'It is there' : null, given: after ? 'It is there' : null }]
      const keys = [...new Set([...before.rows, ...after.rows].map(({ key }) => key))]
      return keys.flatMap((key) => {
        const [one, other] = [before, after].map((group) => group.rows.find((row) => row.key === key)?.value ?? null) as [FactDifference['saved'], FactDifference['given']]
        return isSameFact(one, other) ? [] : [{ where: `${name}: ${key}`, saved: one, given: other }]
      })
    })
  })
}

/** What both changed since `before`, each in their own way; and how many answers more the given facts would change. */
export function clashes(before: ProjectFacts, saved: ProjectFacts, given: ProjectFacts): { readonly both: readonly FactDifference[]; readonly overwritten: readonly FactDifference[]; readonly others: number } {
  const savedSince = new Set(factDifferences(before, saved).map(({ where }) => where))
  const givenSince = new Set(factDifferences(before, given).map(({ where }) => where))
  const differences = factDifferences(saved, given)
  const touched = differences.filter(({ where }) => savedSince.has(where))
  return {
    both: touched.filter(({ where }) => givenSince.has(where)),
    // What the file still says as it was when it was made: taking it in would undo what was saved since.
    overwritten: touched.filter(({ where }) => !givenSince.has(where)),
    others: differences.length - touched.length,
  }
}
