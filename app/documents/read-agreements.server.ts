import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isGroup, membersOf, withMembersOf } from '#app/projects/groups.rules.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { maySign, signsFor } from './document.rules.ts'
import { statedDifferences } from './stated-differences.rules.ts'
import { listLastSigned, listNewestVersions, listSignatures } from './documents.store.server.ts'
import { listMemberActs } from './member-acts.store.server.ts'
import { memberStandings } from './member-standing.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { carriedSchedule, scheduleAt } from './schedule.rules.ts'
import { scheduleLine } from './schedule.words.ts'
import { readSigner } from './read-signer.server.ts'
import { signingState } from './signing-state.server.ts'

/**
 * The papers that the actor's organisation signs, at their newest versions: those that wait for its signature, each with what
 * is different from the version that it signed last, and those it has signed, refused or left. The queries grow with its
 * projects, never with who else signs them.
 */
export async function readAgreements(context: Context<StaffActor>) {
  const { actor, now, runtime: { db } } = context
  const signer = await readSigner(db, actor, now)
  const projects = (await listProjects(context)).filter(({ endedAt }) => endedAt === null)
  const each = await Promise.all(projects.map(async (project) => {
    const [newest, acts] = await Promise.all([listNewestVersions(db, project.id), listMemberActs(db, project.id)])
    const ours = newest.flatMap((version) => {
      const party = paperKind(version.kind).signers(withMembersOf(version.facts, project.facts), version.about).find((signer) => signsFor(signer, actor.organisationCode))
      return party ? [{ version, party }] : []
    })
    return Promise.all(ours.map(async ({ version, party }) => {
      const [state, signatures] = await Promise.all([signingState(db, version), listSignatures(db, version.id)])
      const standing = isGroup(party) ? memberStandings(membersOf(party), { contentHash: version.contentHash, signatures, acts }, now).find(({ code }) => code === actor.organisationCode) : undefined
      const may = maySign(state, signer)
      return {
        projectTitle: project.title, documentId: version.documentId, documentRef: version.documentRef, kind: version.kind, number: version.number, contentHash: version.contentHash, madeAt: version.madeAt,
        facts: version.facts, now: withMembersOf(version.facts, project.facts), isMember: isGroup(party), memberState: standing?.state ?? null,
        signedAt: signatures.find(({ organisationCode }) => organisationCode === actor.organisationCode)?.signedAt ?? null,
        mayNotSign: may.ok ? null : may.refusal.kind,
      }
    }))
  }))
  const papers = each.flat()
  const before = new Map((await listLastSigned(db, actor.organisationCode, papers.map(({ documentId }) => documentId))).map((version) => [version.documentId, version]))
  const maySignAtAll = signer.signs
  return {
    organisation: actor.organisationName, maySignAtAll, mayBeGiven: mayRole(actor.role, 'documents.sign-for'), standsInFor: signer.standsInFor,
    papers: papers.map(({ facts, now: current, documentId, ...paper }) => {
      const last = before.get(documentId)
      return {
        ...paper, isWaiting: paper.signedAt === null && paper.memberState !== 'declined' && paper.memberState !== 'left' && paper.mayNotSign !== 'facts-have-changed',
        canSign: maySignAtAll && paper.mayNotSign === null && paper.memberState !== 'declined',
        lastSigned: last && last.number < paper.number ? {
          number: last.number, differences: statedDifferences(paper.kind, last.facts, facts),
          schedule: scheduleLine(carriedSchedule(scheduleAt(last.schedules, now), current, actor.organisationCode), facts),
        } : null,
      }
    }),
  }
}

export type AgreementLine = Awaited<ReturnType<typeof readAgreements>>['papers'][number]
