import { redirect } from '@remix-run/node'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { missingFacts, signingParties } from '#app/projects/facts.rules.ts'
import { readKnown } from '#app/projects/read-known.server.ts'
import { sectionsSuggested } from '#app/projects/suggest-facts.rules.ts'
import { listProjects, readLastSave, readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { flowInForce, unsignedParties, type Agreement } from './agreement.rules.ts'
import { maySign, protocolRef } from './document.rules.ts'
import { NOT_IN_FORCE_WORDS } from './document.words.ts'
import { findNewestVersion, listSignatures } from './documents.store.server.ts'
import { usersOfFacts } from './fact-uses.rules.ts'
import { papersNeeding } from './pack.rules.ts'
import { projectState } from './project-state.rules.ts'
import { nextThing } from './project-state.words.ts'
import { agreementOf } from './read-agreement.server.ts'
import { signingState } from './signing-state.server.ts'

/** The list of the actor's projects, each with its state. */
export async function readProjectsPage(context: Context<StaffActor>) {
  const [projects, names] = await Promise.all([listProjects(context), organisationNames(context)])
  return Promise.all(projects.map(async (project) => ({
    ref: project.ref, title: project.title, drafter: names(project.organisationCode),
    parties: project.facts.parties.map((party) => party.name), state: projectState(project.facts, await agreementFor(context, project), context.now),
  })))
}

/** Everything the overview of one project shows; null when the actor's organisation has no part in it. */
export async function readProjectPage(context: Context<StaffActor>, ref: string) {
  const { actor, now, runtime } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const [agreement, names, version] = await Promise.all([
    agreementFor(context, project), organisationNames(context), findNewestVersion(runtime.db, project.id, 'protocol'),
  ])
  const signatures = version ? await listSignatures(runtime.db, version.id) : []
  const state = projectState(project.facts, agreement, now)
  const waitingFor = unsignedParties(agreement, now).map((party) => party.name)
  const address = version ? `/documents/${version.documentRef}/v${version.number}` : null
  const canSign = version !== null && mayRole(actor.role, 'documents.sign') && maySign(await signingState(runtime.db, version), actor).ok
  return {
    project: { ref: project.ref, title: project.title, drafter: names(project.organisationCode), isDrafter: project.isDrafter, facts: project.facts, endedAt: project.endedAt, endedBecause: project.endedBecause },
    state,
    mayDraft: project.isDrafter && mayRole(actor.role, 'projects.draft') && !project.endedAt,
    next: nextThing({
      state, ref: project.ref, drafter: names(project.organisationCode),
      mayDraft: project.isDrafter && mayRole(actor.role, 'projects.draft'),
      signHref: canSign ? address : null, readHref: address, waitingFor,
    }),
    flows: project.facts.flows.map((flow) => {
      const inForce = flowInForce(agreement, flow.ref, now)
      return { ref: flow.ref, name: flow.name, from: names(flow.fromCode), to: names(flow.toCode), isInForce: inForce.ok, why: inForce.ok ? null : NOT_IN_FORCE_WORDS[inForce.refusal.kind](inForce.refusal.details) }
    }),
    protocol: version && {
      ref: version.documentRef, number: version.number, madeAt: version.madeAt, saysWhatFactsSay: version.statesFactsVersion === project.factsVersion,
      signing: signingParties(version.facts).map((party) => ({
        name: party.name, signedAt: signatures.find((signature) => signature.organisationCode === party.organisationCode)?.signedAt ?? null,
      })),
    },
  }
}

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

async function agreementFor(context: Context<StaffActor>, project: ProjectView): Promise<Agreement> {
  return (await agreementOf(context.runtime.db, project)) as Agreement
}

async function organisationNames(context: Context<StaffActor>): Promise<(code: string) => string> {
  const names = new Map((await readOrganisations(context.runtime.db)).map((organisation) => [organisation.code, organisation.name]))
  return (code) => names.get(code) ?? code
}
