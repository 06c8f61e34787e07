import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { isNamed } from '#app/projects/fact-leaves.rules.ts'
import { FACT_SECTIONS, SECTION_KEYS, type FactSection, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { LIST_SECTIONS, officerKey } from '#app/projects/project.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { DocumentKind } from './document.rules.ts'
import { packOf } from './pack.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import type { Finding, FindingWeight } from './preflight-finding.rules.ts'
import { preflight } from './preflight.rules.ts'
import { findingSentence } from './preflight.words.ts'

/** One finding as pages show it. */
export interface FindingLine {
  readonly section: FactSection
  /** The thing in a list that it is about; empty for a section without one. */
  readonly about: string
  readonly sentence: string
  readonly source: string
  readonly weight: FindingWeight
  /** Where it is mended, under the project's facts. */
  readonly href: string
  /** The papers that say the fact. */
  readonly papers: readonly DocumentKind[]
}

/** Everything a reviewer would send back, as the facts are now; null for someone else's project. */
export async function readPreflightPage(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  return {
    ref: project.ref, title: project.title, hasEnded: project.endedAt !== null,
    mayEdit: project.isDrafter && mayRole(context.actor.role, 'projects.draft') && !project.endedAt,
    lines: await findingLines(context.runtime.db, project.facts, context.now),
  }
}

export async function findingLines(db: Queryable, facts: ProjectFacts, now: Date): Promise<FindingLine[]> {
  const organisations = await readOrganisationsByCode(db, facts.parties.map((party) => party.organisationCode))
  const kinds = new Map(organisations.map((organisation) => [organisation.code, organisation.kind]))
  const called = [...new Set(packOf(facts).map((paper) => paper.kind))]
  return preflight({ facts, kindOf: (code) => kinds.get(code) ?? null, today: londonDay(now) }).map((finding): FindingLine => {
    const path = finding.place.map((step, index) => (typeof step === 'number' ? '[]' : index === 0 ? step : `.${step}`)).join('')
    return {
      ...placeOf(facts, finding), sentence: findingSentence(finding), source: finding.source, weight: finding.weight,
      papers: called.filter((kind) => isNamed(path, paperKind(kind).uses)),
    }
  })
}

function placeOf(facts: ProjectFacts, finding: Finding): { readonly section: FactSection; readonly about: string; readonly href: string } {
  const [key, index] = finding.place
  const section = FACT_SECTIONS.find((candidate) => SECTION_KEYS[candidate] === key) ?? 'purpose'
  if (!(LIST_SECTIONS as readonly FactSection[]).includes(section) || typeof index !== 'number') return { section, about: '', href: section }
  switch (section) {
    case 'parties': return { section, about: facts.parties[index]?.name ?? '', href: `parties/${facts.parties[index]?.organisationCode ?? ''}` }
    case 'datasets': return { section, about: facts.datasets[index]?.name ?? '', href: `datasets/${facts.datasets[index]?.id ?? ''}` }
    case 'flows': return { section, about: facts.flows[index]?.name ?? '', href: `flows/${facts.flows[index]?.ref ?? ''}` }
    case 'stages': return { section, about: facts.stages[index]?.name ?? '', href: `stages/${facts.stages[index]?.id ?? ''}` }
    case 'officers': {
      const officer = facts.officers[index]
      return { section, about: officer?.name ?? '', href: officer ? `officers/${officerKey(officer)}` : 'officers' }
    }
    default: {
      const processing = facts.processing[index]
      return { section, about: facts.parties.find((party) => party.organisationCode === processing?.processorCode)?.name ?? '', href: `processing/${processing?.processorCode ?? ''}` }
    }
  }
}
