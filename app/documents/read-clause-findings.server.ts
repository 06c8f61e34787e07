import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { factPlaces, isNamed, pathOf } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { keyOf, LIST_SECTIONS } from '#app/projects/project.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { keyOfPlace, unitAnchors, unitsStating, withClauseNotes } from './clause-notes.rules.ts'
import { paperUnits } from './clauses.rules.ts'
import type { VersionRecord } from './documents.store.server.ts'
import { sourceOf } from './draft-paper.server.ts'
import { clauseNote } from './clause-notes.words.ts'
import { mendHref } from './mending.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { findingLines, wholeNoticeLines, type FindingLine } from './read-preflight.server.ts'
import { renderPaper } from './render-paper.server.ts'

export interface ClauseFindings {
  /** The words of the paper, each part with its address, and what was found beside the parts that say it. */
  readonly shown: string
  /** The parts that something was found in, in their order: where they are and what they are called. */
  readonly places: readonly { readonly anchor: string; readonly label: string }[]
  readonly count: number
  /** What belongs to no one part of it, or is not said in it yet. */
  readonly unplaced: readonly FindingLine[]
  readonly mayMend: boolean
}

/**
 * A version with what a reviewer would send back beside the very words. Only of a version that says what the facts say
 * (`isCurrent`): of another the findings would be about other words.
 */
export async function readClauseFindings(context: Context<StaffActor>, version: VersionRecord, isCurrent: boolean): Promise<ClauseFindings> {
  const nothing = { shown: withClauseNotes(version.content, new Map()), places: [], count: 0, unplaced: [], mayMend: false }
  const project = isCurrent ? await readProject(context, version.projectRef) : null
  if (!project) return nothing
  const { db } = context.runtime
  const { uses } = paperKind(version.kind)
  const known = new Set(factPlaces(project.facts).map(({ place }) => keyOfPlace(place)))
  const found = (await findingLines(db, project.facts, context.now)).filter(({ place }) => {
    const path = pathOf(place)
    const isUsed = known.has(keyOfPlace(place)) ? isNamed(path, uses) : uses.some((use) => use.startsWith(`${path}.`) || use.startsWith(`${path}[`))
    return isUsed && isInScope(project.facts, version, place)
  })
  const lines = [...found, ...wholeNoticeLines(version.kind, project.facts, version.content)]
  if (lines.length === 0) return nothing
  const source = await sourceOf(db, project, version)
  const stated = unitsStating((facts) => renderPaper(version.kind, { ...source, facts }, version.template), project.facts, lines.map(({ place }) => place))
  const units = paperUnits(version.content)
  const anchors = unitAnchors(units)
  const mayMend = project.isDrafter && mayRole(context.actor.role, 'projects.draft') && !project.endedAt
  const byUnit = new Map<string, FindingLine[]>()
  const unplaced: FindingLine[] = []
  for (const line of lines) {
    const key = stated.get(keyOfPlace(line.place))
    if (key !== undefined && anchors.has(key)) byUnit.set(key, [...(byUnit.get(key) ?? []), line])
    else unplaced.push(line)
  }
  const notes = new Map([...byUnit].map(([key, found]) => [
    key, clauseNote(found.map((line) => ({ ...line, mend: mayMend ? mendHref(project.ref, line, { documentRef: version.documentRef, anchor: anchors.get(key) ?? '' }) : null }))),
  ]))
  const placed = units.filter(({ key }) => byUnit.has(key))
  return {
    shown: withClauseNotes(version.content, notes), unplaced, mayMend,
    places: placed.map(({ key, label, sectionTitle }) => ({ anchor: anchors.get(key) ?? '', label: label === 'Paragraph' || label === 'Heading' ? sectionTitle : label })),
    count: [...byUnit.values()].reduce((sum, found) => sum + found.length, unplaced.length),
  }
}

/** A paper about one flow or one processor has nothing to say of the others. */
function isInScope(facts: ProjectFacts, { kind, about }: VersionRecord, [section, index]: FindingLine['place']): boolean {
  const list = LIST_SECTIONS.find((candidate) => candidate === section)
  const keys = list && paperKind(kind).scope?.(facts, about)[list]
  const item = list && typeof index === 'number' ? facts[list][index] : undefined
  return !list || !keys || item === undefined || keys.includes(keyOf(list, item, facts[list]))
}
