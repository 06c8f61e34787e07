import { withoutMarks } from '#app/kernel/snippet.ts'
import { paperUnits, tellsVersion } from './clauses.rules.ts'
import { clauseAnchor } from './paper-page.rules.ts'

/** A part of a paper as it is searched: its plain words, and where it is on the paper's page. */
export interface SearchedClause {
  readonly title: string
  /** The id of the part on the page; empty for what stands before the first part. */
  readonly anchor: string
  readonly text: string
}

/** The parts of a paper in their order, as plain text: no markup, and nothing that tells which version it is. */
export function searchedClauses(content: string): SearchedClause[] {
  const parts = new Map<string, { title: string; lines: string[] }>()
  for (const unit of paperUnits(content)) {
    if (tellsVersion(unit)) continue
    const part = parts.get(unit.section) ?? { title: unit.sectionTitle, lines: [] }
    parts.set(unit.section, part)
    if (unit.label !== 'Title') part.lines.push(unit.text)
  }
  return [...parts].map(([name, { title, lines }]) => ({
    title, anchor: content.includes(`<section data-clause="${name}"`) ? clauseAnchor(name) : '', text: withoutMarks([title, ...lines].join('\n')),
  }))
}
