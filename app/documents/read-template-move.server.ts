import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { factPlaces, isNamed } from '#app/projects/fact-leaves.rules.ts'
import { SECTION_KEYS, type FactSection, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { changedSections } from '#app/projects/project.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { unitsStating } from './clause-notes.rules.ts'
import { listSignatures, listVersionsFor } from './documents.store.server.ts'
import { sourceOf } from './draft-paper.server.ts'
import { missingForPaper } from './pack.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { redline } from './redline.rules.ts'
import { renderPaper } from './render-paper.server.ts'
import { moveAhead } from './template-move.rules.ts'

/**
 * What moving a document's newest version to the newest template of its kind would make of it, field by field; null when
 * there is no such document for the reader, or it has the newest words already.
 */
export async function readTemplateMove(context: Context<StaffActor>, documentRef: string) {
  const { actor, runtime: { db }, now } = context
  const [newest] = await listVersionsFor(db, actor.organisationCode, documentRef)
  const project = newest ? await readProject(context, newest.projectRef) : null
  if (!newest || !project) return null
  const { template, uses } = paperKind(newest.kind)
  const move = moveAhead(newest, template)
  if (!move) return null
  const { facts } = project
  const missing = paperKind(newest.kind).subjects(facts).includes(newest.about) ? missingForPaper(facts, newest.kind) : null
  const canDraw = missing !== null && missing.length === 0
  const source = await sourceOf(db, project, newest)
  const next = { ...source, versions: [...source.versions, { number: newest.number + 1, day: londonDay(now), changes: changedSections(newest.facts, facts) }] }
  const texts = factPlaces(facts).filter(({ path, leaf }) => ['text', 'lines'].includes(leaf.kind) && isNamed(path, uses))
  const statedBy = (name: string) => unitsStating((changed) => renderPaper(newest.kind, { ...next, facts: changed }, name), facts, texts.map(({ place }) => place))
  const [before, after] = canDraw ? [statedBy(newest.template), statedBy(template)] : [new Map<string, string>(), new Map<string, string>()]
  const only = (some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>) =>
    [...new Set(texts.filter(({ place }) => some.has(place.join('.')) && !others.has(place.join('.'))).map(({ path }) => path))]
  return {
    documentRef, kind: newest.kind, about: newest.about, title: project.title, projectRef: project.ref, factsVersion: project.factsVersion, number: newest.number, ...move,
    signatures: (await listSignatures(db, newest.id)).length,
    mayMove: project.isDrafter && mayRole(actor.role, 'projects.draft') && !project.endedAt, hasEnded: project.endedAt !== null,
    isCalledFor: missing !== null,
    /** Sections that the newest template cannot do without, and that are not complete. */
    missing: missing ?? [],
    /** Sections that it states as well where they are answered, and that are not. */
    unanswered: unansweredSections(facts, uses).filter((section) => !missing?.includes(section)),
    /** Facts that the new words state and the old do not, and the other way about, by their paths. */
    newlyStated: only(after, before), noLongerStated: only(before, after),
    redline: canDraw ? redline(newest.content, renderPaper(newest.kind, next, template)) : null,
  }
}

function unansweredSections(facts: ProjectFacts, uses: readonly string[]): FactSection[] {
  return (Object.keys(SECTION_KEYS) as FactSection[]).filter((section) => {
    const key = SECTION_KEYS[section]
    const value = facts[key]
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
    return isEmpty && uses.some((use) => use.startsWith(`${key}.`) || use.startsWith(`${key}[]`))
  })
}
