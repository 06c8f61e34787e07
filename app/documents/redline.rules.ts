import { diffArrays, diffWordsWithSpace } from 'diff'
import { paperUnits, tellsVersion, type PaperUnit } from './clauses.rules.ts'

export interface RedlinePiece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

export const UNIT_STATES = ['same', 'changed', 'added', 'removed'] as const
export type UnitState = (typeof UNIT_STATES)[number]

export interface RedlineUnit {
  readonly key: string
  readonly label: string
  /** What it was called before, where that is different: a clause that got another number. */
  readonly labelBefore: string | null
  readonly state: UnitState
  readonly pieces: readonly RedlinePiece[]
}

export interface RedlineSection {
  readonly section: string
  readonly title: string
  readonly units: readonly RedlineUnit[]
}

export interface Redline {
  readonly sections: readonly RedlineSection[]
  readonly counts: Readonly<Record<UnitState, number>>
}

/**
 * What is different between two versions, clause by clause, in the order of the later one; what was taken out stands where it
 * was. A clause keeps its name whatever its number, so a clause that only moves up is not a change. The line of a version
 * itself (its number and day) is left out: it differs always.
 */
export function redline(before: string, after: string): Redline {
  const old = paperUnits(before).filter(isOfTheWords)
  const now = paperUnits(after).filter(isOfTheWords)
  const was = new Map(old.map((unit) => [unit.key, unit]))
  const is = new Set(now.map((unit) => unit.key))
  const lines = diffArrays(old.map((unit) => unit.key), now.map((unit) => unit.key)).flatMap((part) => part.value.flatMap((key): { unit: PaperUnit; redlined: RedlineUnit }[] => {
    if (part.removed) {
      const unit = was.get(key)
      // A part that only moved is shown once, where it is now.
      return unit && !is.has(key) ? [{ unit, redlined: { key, label: unit.label, labelBefore: null, state: 'removed', pieces: [{ kind: 'removed', text: unit.text }] } }] : []
    }
    const unit = now.find((candidate) => candidate.key === key)
    if (!unit) return []
    const earlier = was.get(key)
    if (!earlier) return [{ unit, redlined: { key, label: unit.label, labelBefore: null, state: 'added', pieces: [{ kind: 'added', text: unit.text }] } }]
    return [{ unit, redlined: compared(earlier, unit) }]
  }))
  const sections: { section: string; title: string; units: RedlineUnit[] }[] = []
  for (const { unit, redlined } of lines) {
    const last = sections[sections.length - 1]
    const there = last?.section === unit.section ? last : sections.find((candidate) => candidate.section === unit.section)
    if (there) there.units.push(redlined)
    else sections.push({ section: unit.section, title: unit.sectionTitle, units: [redlined] })
  }
  const count = (state: UnitState) => lines.filter(({ redlined }) => redlined.state === state).length
  return { sections, counts: { same: count('same'), changed: count('changed'), added: count('added'), removed: count('removed') } }
}

function compared(earlier: PaperUnit, unit: PaperUnit): RedlineUnit {
  const labelBefore = earlier.label === unit.label ? null : earlier.label
  if (earlier.text === unit.text) return { key: unit.key, label: unit.label, labelBefore, state: 'same', pieces: [{ kind: 'same', text: unit.text }] }
  const pieces = diffWordsWithSpace(earlier.text, unit.text).map((part): RedlinePiece => ({ kind: part.added ? 'added' : part.removed ? 'removed' : 'same', text: part.value }))
  return { key: unit.key, label: unit.label, labelBefore, state: 'changed', pieces }
}

const isOfTheWords = (unit: PaperUnit): boolean => !tellsVersion(unit)
