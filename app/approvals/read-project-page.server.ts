import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { disclosersOf, namesWaitedFor } from '#app/documents/agreement.rules.ts'
import { readProtocolSigning } from '#app/documents/read-protocol-signing.server.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isSentByGroup, sendersOf } from '#app/projects/groups.rules.ts'
import { listProjects, readProject } from '#app/projects/read-project.server.ts'
import { flowClosedWords } from './in-force.words.ts'
import { inForce } from './in-force.rules.ts'
import { projectState } from './project-state.rules.ts'
import { nextThing } from './project-state.words.ts'
import { standingOf } from './read-standing.server.ts'

/** The list of the actor's projects, each with its state. */
export async function readProjectsPage(context: Context<StaffActor>) {
  const [projects, names] = await Promise.all([listProjects(context), organisationNames(context)])
  return Promise.all(projects.map(async (project) => ({
    ref: project.ref, title: project.title, drafter: names(project.organisationCode),
    parties: project.facts.parties.map((party) => party.name), state: projectState(project.facts, await standingOf(context.runtime.db, project), context.now),
  })))
}

/** Everything the overview of one project shows; null when the actor's organisation has no part in it. */
export async function readProjectPage(context: Context<StaffActor>, ref: string) {
  const { actor, now, runtime: { db } } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const [standing, names, protocol] = await Promise.all([standingOf(db, project), organisationNames(context), readProtocolSigning(context, project)])
  const state = projectState(project.facts, standing, now)
  const mayDraft = project.isDrafter && mayRole(actor.role, 'projects.draft')
  return {
    project: { ref: project.ref, title: project.title, drafter: names(project.organisationCode), isDrafter: project.isDrafter, facts: project.facts, endedAt: project.endedAt, endedBecause: project.endedBecause },
    state,
    mayDraft: mayDraft && !project.endedAt,
    next: nextThing({
      state, ref: project.ref, drafter: names(project.organisationCode), mayDraft,
      signHref: protocol?.canSign ? protocol.href : null, readHref: protocol?.href ?? null,
      waitingFor: namesWaitedFor(standing.agreement, now),
    }),
    flows: project.facts.flows.map((flow) => {
      const open = inForce(standing, flow.ref, now)
      const senders = disclosersOf(standing.agreement, flow, now)
      return {
        members: isSentByGroup(project.facts, flow) ? { signed: senders.filter(({ withheld }) => withheld === null).length, of: sendersOf(project.facts, flow).length } : null,
        ref: flow.ref, name: flow.name, from: names(flow.fromCode), to: names(flow.toCode), isInForce: open.ok, why: open.ok ? null : flowClosedWords(open.refusal),
      }
    }),
    protocol: protocol && {
      ref: protocol.ref, number: protocol.number, madeAt: protocol.madeAt, saysWhatFactsSay: protocol.statesFactsVersion === project.factsVersion, signing: protocol.signing,
    },
  }
}

async function organisationNames(context: Context<StaffActor>): Promise<(code: string) => string> {
  const names = new Map((await readOrganisations(context.runtime.db)).map((organisation) => [organisation.code, organisation.name]))
  return (code) => names.get(code) ?? code
}
