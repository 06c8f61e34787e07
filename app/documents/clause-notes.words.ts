import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { escapeHtml } from './paper-page.rules.ts'
import { FINDING_WEIGHT_WORDS } from './preflight.words.ts'
import type { FindingWeight } from './preflight-finding.rules.ts'
import type { FactSection } from '#app/projects/facts.rules.ts'

interface NotedFinding {
  readonly section: FactSection
  readonly about: string
  readonly sentence: string
  readonly source: string
  readonly weight: FindingWeight
  /** Where it is mended; null for a reader who may not. */
  readonly mend: string | null
}

export const CLAUSE_NOTE_TITLE = 'What a reviewer would say of this'

/** What is found in one part of a paper, as markup to stand beside it. Everything in it is escaped here. */
export function clauseNote(findings: readonly NotedFinding[]): string {
  const items = findings.map(({ section, about, sentence, source, weight, mend }) => {
    const where = `${SECTION_WORDS[section]}${about ? `: ${about}` : ''}`
    return `<p><strong class="nhsuk-tag nhsuk-tag--${weight === 'must' ? 'red' : 'yellow'}">${FINDING_WEIGHT_WORDS[weight]}</strong></p><p>${escapeHtml(sentence)}</p>`
      + `<p class="concordat-beside__source">${escapeHtml(source)}</p>${mend ? `<p><a href="${escapeHtml(mend)}">Mend it<span class="nhsuk-u-visually-hidden"> in ${escapeHtml(where)}</span></a></p>` : ''}`
  })
  return `<div class="concordat-beside" role="note" aria-label="${CLAUSE_NOTE_TITLE}">${items.join('')}</div>`
}

/** How many findings a paper has, and where they stand. */
export function clauseFindingsSentence(count: number): string {
  return count === 1 ? 'A reviewer would send back or ask about one thing in this paper.' : `A reviewer would send back or ask about ${count} things in this paper.`
}
