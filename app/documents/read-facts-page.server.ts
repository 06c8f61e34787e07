import { redirect } from '@remix-run/node'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { missingFacts } from '#app/projects/facts.rules.ts'
import { readKnown } from '#app/projects/read-known.server.ts'
import { readLastSave, readProject } from '#app/projects/read-project.server.ts'
import { sectionsSuggested } from '#app/projects/suggest-facts.rules.ts'
import { protocolRef } from './document.rules.ts'
import { findNewestVersion, listSignatures } from './documents.store.server.ts'
import { usersOfFacts } from './fact-uses.rules.ts'
import { papersNeeding } from './pack.rules.ts'

/** What the pages of facts show beside the form: what is missing, and whether a protocol stands on these facts. */
export async function readFactsPage(context: Context<StaffActor>, ref: string) {
  return (await readFacts(context, ref))?.page ?? null
}

/** The same, with what suggestions are drawn from. */
async function readFacts(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  const [known, version, lastSave] = await Promise.all([
    readKnown(context, project), findNewestVersion(context.runtime.db, project.id, 'protocol'), readLastSave(context, project),
  ])
  const signatures = version ? await listSignatures(context.runtime.db, version.id) : []
  const page = {
    ref: project.ref, title: project.title, facts: project.facts, factsVersion: project.factsVersion, hasEnded: project.endedAt !== null,
    mayEdit: project.isDrafter && mayRole(context.actor.role, 'projects.draft') && !project.endedAt,
    missing: missingFacts(project.facts),
    neededBy: papersNeeding(project.facts),
    usersOf: usersOfFacts(project.facts),
    suggestedIn: sectionsSuggested(known),
    organisations: known.organisations.map(({ code, name }) => ({ code, name })),
    protocol: version && { number: version.number, ref: protocolRef(project.ref), saysWhatFactsSay: version.statesFactsVersion === project.factsVersion, signatures: signatures.length },
    lastSave,
  }
  return { page, known }
}

export type FactsPage = NonNullable<Awaited<ReturnType<typeof readFactsPage>>>

/**
 * The same for a page with a form. Someone who may read the facts but not change them is led to where they are read; but a
 * form that came back with problems is shown all the same, so that nothing typed is lost.
 */
export async function readFactsForm({ context, params, hasProblems }: Pick<PageArgs<StaffActor>, 'context' | 'params' | 'hasProblems'>) {
  const read = await readFacts(context, params.ref ?? '')
  if (!read) throw notFound()
  if (!read.page.mayEdit && !hasProblems) throw redirect(`/projects/${read.page.ref}/facts/check`)
  return read
}
