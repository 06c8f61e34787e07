import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { isNamed, pathOf, type FactPlace } from '#app/projects/fact-leaves.rules.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { FACT_SECTIONS, SECTION_KEYS, type FactSection, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { documentRefOf, type DocumentKind } from './document.rules.ts'
import { DOCUMENT_KIND_WORDS } from './document.words.ts'
import { missingForPaper, packOf } from './pack.rules.ts'
import { paperBlocks } from './paper-blocks.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import type { Finding, FindingWeight, PreflightRule } from './preflight-finding.rules.ts'
import { preflight } from './preflight.rules.ts'
import { findingSentence, hardTextSentence, READING_SOURCE } from './preflight.words.ts'
import { proseOf } from './reading-age.rules.ts'
import { renderPaper } from './render-paper.server.ts'
import { hardText, NOTICES, type HardText } from './whole-text.rules.ts'

/** One finding as pages show it. */
export interface FindingLine {
  readonly section: FactSection
  readonly place: FactPlace['place']
  /** The thing in a list that it is about; empty for a section without one. */
  readonly about: string
  readonly sentence: string
  readonly source: string
  readonly weight: FindingWeight
  /** Where it is mended, under the project's facts. */
  readonly href: string
  /** The box there that holds the fact; empty where there is none yet. */
  readonly box: string
  /** The papers that say the fact. */
  readonly papers: readonly DocumentKind[]
}

/**
 * Everything a reviewer would send back, as the facts are now; null for someone else's project. Of letters, which are above
 * the documents, the room of letters says what is hard to read.
 */
export async function readPreflightPage(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  return {
    ref: project.ref, title: project.title, hasEnded: project.endedAt !== null,
    mayEdit: project.isDrafter && mayRole(context.actor.role, 'projects.draft') && !project.endedAt,
    facts: project.facts,
    lines: [...(await findingLines(context.runtime.db, project.facts, context.now)), ...noticeLines(project, londonDay(context.now))],
  }
}

export async function findingLines(db: Queryable, facts: ProjectFacts, now: Date): Promise<FindingLine[]> {
  const organisations = await readOrganisationsByCode(db, facts.parties.map((party) => party.organisationCode))
  const kinds = new Map(organisations.map((organisation) => [organisation.code, organisation.kind]))
  const called = [...new Set(packOf(facts).map((paper) => paper.kind))]
  return preflight({ facts, kindOf: (code) => kinds.get(code) ?? null, today: londonDay(now) }).map((finding): FindingLine => {
    const path = pathOf(finding.place)
    return {
      ...placeOf(facts, finding), place: finding.place, sentence: findingSentence(finding), source: finding.source, weight: finding.weight,
      papers: called.filter((kind) => isNamed(path, paperKind(kind).uses)),
    }
  })
}

/** Each whole notice that the facts call for and that is hard to read. */
function noticeLines(project: { readonly ref: string; readonly facts: ProjectFacts }, today: Day): FindingLine[] {
  const { ref: projectRef, facts } = project
  const called = packOf(facts).map(({ kind }) => kind)
  return NOTICES.filter((kind) => called.includes(kind) && missingForPaper(facts, kind).length === 0).flatMap((kind) =>
    wholeNoticeLines(kind, facts, renderPaper(kind, { projectRef, documentRef: documentRefOf(projectRef, kind), about: '', facts, versions: [{ number: 1, day: today, changes: [] }] })))
}

/** The finding about a whole notice in these words, which state these facts; none where it can be read. */
export function wholeNoticeLines(kind: DocumentKind, facts: ProjectFacts, content: string): FindingLine[] {
  const hard = NOTICES.includes(kind) ? hardText(proseOf(paperBlocks(content)), facts, paperKind(kind).uses) : null
  return hard ? [lineOfHardText(`The ${DOCUMENT_KIND_WORDS[kind].toLowerCase()}`, hard, facts, [kind])] : []
}

/** A whole text that is hard to read, as a finding at the fact that makes it so. */
export function lineOfHardText(what: string, { age, sentences, place }: HardText, facts: ProjectFacts, papers: readonly DocumentKind[]): FindingLine {
  return { ...placeOf(facts, { rule: 'hard-to-read', place }), place, sentence: hardTextSentence(what, age, sentences), source: READING_SOURCE, weight: 'should', papers }
}

/** Findings that are mended by an answer that is not there yet, and where that is given. */
const MENDED_ELSEWHERE: Partial<Record<PreflightRule, { readonly section: FactSection; readonly href: string }>> = {
  'guardian-missing': { section: 'officers', href: 'officers/new' },
  'dpo-missing': { section: 'officers', href: 'officers/new' },
  'national-body-missing': { section: 'parties', href: 'parties/new' },
  'processor-without-terms': { section: 'processing', href: 'processing/new' },
  'section-251-facts-missing': { section: 'section-251', href: 'section-251' },
  'consent-facts-missing': { section: 'consent', href: 'consent' },
}

/** Where a finding is mended: the box of the fact on the page of the thing in a list that it is about, else of its section. */
function placeOf(facts: ProjectFacts, { rule, place }: Pick<Finding, 'rule' | 'place'>): Pick<FindingLine, 'section' | 'about' | 'href' | 'box'> {
  const elsewhere = MENDED_ELSEWHERE[rule]
  const [key, index] = place
  const section = FACT_SECTIONS.find((candidate) => SECTION_KEYS[candidate] === key) ?? 'purpose'
  const group = typeof index === 'number' ? factGroups(facts, section)[index] : undefined
  if (elsewhere) return { ...elsewhere, about: group?.title ?? '', box: '' }
  return { section, about: group?.title ?? '', href: group?.href ?? section, box: place.slice(typeof index === 'number' ? 2 : 1).join('.') }
}
