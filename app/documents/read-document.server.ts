import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ROLE_WORDS, type Role } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { isGroup, membersOf, withMembersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { DOCUMENT_KINDS, maySign, type DocumentKind } from './document.rules.ts'
import type { ScheduleSaid, SignedMember } from './end-matter.words.ts'
import { signerWords } from './document.words.ts'
import { findLastLook, listLastSigned, listNewestVersions, listSignatures, listVersionsFor, setLook, type VersionRecord } from './documents.store.server.ts'
import type { EndorsementReader, FactsSpan, PaperStanding } from './paper-standing.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { readAgreementForProject } from './read-agreement.server.ts'
import { readClauseFindings } from './read-clause-findings.server.ts'
import { carriedSchedule, flowsToVary, isWhole, scheduleAt, WHOLE_PROTOCOL } from './schedule.rules.ts'
import { scheduleLine } from './schedule.words.ts'
import { readAgreedFacts, readStanding } from './read-standing.server.ts'
import { readSigner } from './read-signer.server.ts'
import { statedDifferences } from './stated-differences.rules.ts'
import { signingState } from './signing-state.server.ts'
import { moveAhead } from './template-move.rules.ts'

/** The number of the newest version that the actor's organisation may read; null when there is none. */
export async function readNewestNumber(context: Context<StaffActor>, documentRef: string): Promise<number | null> {
  const [newest] = await listVersionsFor(context.runtime.db, context.actor.organisationCode, documentRef)
  return newest?.number ?? null
}

export interface SigningLine {
  readonly organisationCode: string
  readonly party: string
  /** Of a party that stands for many, how many of them have signed each for itself; null for one that signs itself. */
  readonly group?: { readonly signed: number; readonly of: number; readonly members?: readonly SignedMember[] } | null
  readonly signer: { readonly name: string; readonly jobTitle: string; readonly role: string; readonly authorisedBy?: string; readonly signedAt: Date; readonly contentHash: string } | null
  /** What it varied for itself; null where it signed the whole, or has not. */
  readonly schedule?: ScheduleSaid | null
}

/** One version as a paper: its words, the facts behind them, and who has signed. What the page, the PDF and the files show. */
export interface Paper {
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly projectRef: string
  readonly number: number
  readonly title: string
  readonly content: string
  readonly contentHash: string
  readonly madeAt: Date
  readonly madeByName: string
  readonly facts: VersionRecord['facts']
  readonly signing: readonly SigningLine[]
  /** What is known about it beside its words: whether it is a draft, its history, who reviewed and approved it. */
  readonly standing: PaperStanding
}

async function paperOf(db: Queryable, version: VersionRecord, agreed: readonly FactsSpan[] | null = null, readEndorsements: EndorsementReader | null = null): Promise<Paper> {
  const [signing, endorsements] = await Promise.all([signingOf(db, version), readEndorsements ? readEndorsements(version) : []])
  return {
    documentRef: version.documentRef, kind: version.kind, projectRef: version.projectRef, number: version.number, title: version.facts.title, content: version.content,
    contentHash: version.contentHash, madeAt: version.madeAt, madeByName: version.madeByName, facts: version.facts,
    signing, standing: await readStanding(db, version, signing.map(hasBegun), agreed, endorsements),
  }
}

/** For a page, which leads to the list of members and does not hold it. */
const withoutMembers = (paper: Paper): Paper => ({ ...paper, signing: paper.signing.map((line) => (line.group ? { ...line, group: { signed: line.group.signed, of: line.group.of } } : line)) })

/** Whether a party has signed. One that stands for many has with the first of them: each signs for itself. */
const hasBegun = ({ signer, group }: SigningLine): boolean => (group ? group.signed > 0 : signer !== null)

async function signingOf(db: Queryable, version: VersionRecord): Promise<SigningLine[]> {
  const [signatures, project] = await Promise.all([listSignatures(db, version.id), readProjectAsItStands(db, { ref: version.projectRef })])
  const facts = project ? withMembersOf(version.facts, project.facts) : version.facts
  const signatureOf = new Map(signatures.map((signature) => [signature.organisationCode, signature]))
  const scheduleOf = (code: string): ScheduleSaid | null => {
    const last = signatureOf.get(code)?.schedules.at(-1)
    return last && !isWhole(last.schedule) ? { line: scheduleLine(last.schedule, facts), hash: last.scheduleHash, signedAt: last.signedAt } : null
  }
  const signedByOf = (code: string): string | null => {
    const signature = signatureOf.get(code)
    return signature ? signerWords({ ...signature, role: ROLE_WORDS[signature.role as Role] }) : null
  }
  return paperKind(version.kind).signers(facts, version.about).map((party) => {
    const members = membersOf(party)
    const signature = signatures.find((candidate) => candidate.organisationCode === party.organisationCode)
    return {
      organisationCode: party.organisationCode, party: party.name,
      schedule: isGroup(party) ? null : scheduleOf(party.organisationCode),
      group: isGroup(party) ? { signed: members.filter(({ code }) => signatureOf.has(code)).length, of: members.length,
        members: members.map(({ code, name }) => ({ code, name, signedAt: signatureOf.get(code)?.signedAt ?? null, signedBy: signedByOf(code), schedule: scheduleOf(code) })) } : null,
      signer: signature ? {
        name: signature.name, jobTitle: signature.jobTitle, role: ROLE_WORDS[signature.role as Role], authorisedBy: signature.authorisedBy, signedAt: signature.signedAt, contentHash: signature.contentHash,
      } : null,
    }
  })
}

/**
 * One version, for someone whose organisation may read it; null otherwise. `endorsements` reads the reviews and approvals of
 * it that are kept elsewhere than with the documents.
 */
export async function readPaper(context: Context<StaffActor>, documentRef: string, number: number, endorsements: EndorsementReader | null = null): Promise<Paper | null> {
  const versions = await listVersionsFor(context.runtime.db, context.actor.organisationCode, documentRef)
  const version = versions.find((candidate) => candidate.number === number)
  return version ? paperOf(context.runtime.db, version, null, endorsements) : null
}

/** Every document of a project at its newest version. Not scoped to an organisation: for whoever runs the installation. */
export async function readPapersOfProject(db: Queryable, projectRef: string, endorsements: EndorsementReader | null = null): Promise<readonly Paper[] | null> {
  const agreement = await readAgreementForProject(db, projectRef)
  if (!agreement) return null
  const [newest, agreed] = await Promise.all([listNewestVersions(db, agreement.projectId), readAgreedFacts(db, agreement.projectId)])
  const order = (version: VersionRecord) => DOCUMENT_KINDS.indexOf(version.kind)
  return Promise.all(newest.sort((a, b) => order(a) - order(b) || a.about.localeCompare(b.about)).map((version) => paperOf(db, version, agreed, endorsements)))
}

/** What the actor's organisation may vary when it signs a protocol, beginning with what it varied when it signed one last. */
async function readWhatMayVary(db: Queryable, version: VersionRecord, facts: VersionRecord['facts'], { actor, now }: Context<StaffActor>) {
  const [last] = await listLastSigned(db, actor.organisationCode, [version.documentId])
  return {
    flows: flowsToVary(facts, actor.organisationCode).map(({ ref, name }) => ({ ref, name })), startDate: facts.purpose?.startDate ?? null,
    schedule: last ? carriedSchedule(scheduleAt(last.schedules, now), facts, actor.organisationCode) : WHOLE_PROTOCOL,
  }
}

/**
 * Everything the page of one version shows; null when the actor's organisation may not read it. `endorsements` as for
 * `readPaper`; with `findings`, what a reviewer would say stands beside the words that it is about.
 */
export async function readDocumentPage(
  context: Context<StaffActor>, documentRef: string, number: number, asked: { readonly endorsements?: EndorsementReader; readonly findings?: boolean; readonly vary?: boolean } = {},
) {
  const { actor, runtime } = context
  const versions = await listVersionsFor(runtime.db, actor.organisationCode, documentRef)
  const shown = versions.find((version) => version.number === number)
  const newest = versions[0]
  if (!shown || !newest) return null
  const state = await signingState(runtime.db, shown)
  const lastLook = await findLastLook(runtime.db, actor.userId, shown.documentId, shown.number)
  await setLook(runtime.db, { userId: actor.userId, documentVersionId: shown.id, lookedAt: context.now })
  const signer = await readSigner(runtime.db, actor, context.now)
  const may = state.signers.length > 0 && signer.signs ? maySign(state, signer) : null
  return {
    paper: withoutMembers(await paperOf(runtime.db, shown, null, asked.endorsements)),
    findings: asked.findings ? await readClauseFindings(context, shown, state.isNewest && state.saysWhatFactsSay && !state.projectEnded) : null,
    /** Null for those whose role never signs. */
    mayNotSign: may === null || may.ok ? null : may.refusal.kind,
    canSign: may?.ok === true,
    vary: asked.vary && may?.ok && shown.kind === 'protocol' ? await readWhatMayVary(runtime.db, shown, state.facts, context) : null,
    saysWhatFactsSay: state.saysWhatFactsSay,
    hasEnded: state.projectEnded,
    /** The template that this version could move to, for the newest of a project that goes on. */
    moveAhead: state.isNewest && !state.projectEnded ? moveAhead(shown, paperKind(shown.kind).template) : null,
    /** The newest version before this one that the reader has had open. */
    lastLook,
    supersededBy: newest.number === shown.number ? null : { number: newest.number, differences: statedDifferences(shown.kind, shown.facts, newest.facts) },
    versions: versions.map((version) => ({ number: version.number, madeAt: version.madeAt, madeByName: version.madeByName, changes: version.changes })),
  }
}
