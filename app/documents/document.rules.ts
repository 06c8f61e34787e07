import type { Role } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import type { Party } from '#app/projects/facts.rules.ts'
import { isGroup, membersOf } from '#app/projects/groups.rules.ts'
import { SCHEDULE_REFUSALS } from './schedule.rules.ts'

/** Every kind of paper in a project's pack, in the order in which they are listed. */
export const DOCUMENT_KINDS = [
  'protocol', 'framework', 'sharing-agreement', 'processing-agreement', 'dpia', 'privacy-notice', 'privacy-notice-short', 'privacy-notice-easy-read',
  'consent-form', 'section-251', 'national-data', 'involvement-report', 'processing-record', 'register-entry',
] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** `oldham-gp-pilot-dpia`; a paper about one flow or processor has that in its reference as well. */
export function documentRefOf(projectRef: string, kind: DocumentKind, about = ''): string {
  return about === '' ? `${projectRef}-${kind}` : `${projectRef}-${kind}-${about.toLowerCase()}`
}

export function protocolRef(projectRef: string): string {
  return documentRefOf(projectRef, 'protocol')
}

/** `v3` in an address; null for anything else. */
export function readVersionName(text: string | undefined): number | null {
  const match = /^v([1-9]\d{0,4})$/.exec(text ?? '')
  return match ? Number(match[1]) : null
}

export const SIGN_REFUSALS = [
  'not-a-party', 'wrong-role', 'not-the-newest-version', 'project-ended', 'facts-have-changed', 'words-changed', 'already-signed', 'author-cannot-sign',
  'name-does-not-match', 'password-wrong', 'not-signed-yet', ...SCHEDULE_REFUSALS,
] as const
export type SignRefusalKind = (typeof SIGN_REFUSALS)[number]
export type SignRefusal = Refusal<SignRefusalKind>

/**
 * Who signs for what kind of body: a council is bound by its senior information risk owner; a body that gives care by its
 * Caldicott Guardian, who must agree to confidential information leaving, or its senior information risk owner.
 */
export function signingRoles(kind: OrganisationKind): readonly Role[] {
  return kind === 'council' ? ['siro'] : ['caldicott-guardian', 'siro']
}

/** What decides whether someone may sign a version now. */
export interface SigningState {
  /** The parties that sign it; none for a paper that nobody signs. */
  readonly signers: readonly Party[]
  readonly isNewest: boolean
  readonly projectEnded: boolean
  /** Whether the project's facts are still those the version was drafted from. */
  readonly saysWhatFactsSay: boolean
  readonly madeBy: string
  readonly signedBy: readonly { readonly organisationCode: string }[]
}

export interface Signer {
  readonly userId: string
  readonly organisationCode: string
  readonly organisationKind: OrganisationKind
  readonly role: Role
  /** On whose word they sign, where their own role does not; null for nobody's. */
  readonly standsInFor?: string | null
}

/** Whether someone signs for their organisation: by their own role, or on the word of one who does. */
export function isSigner({ organisationKind, role, standsInFor }: Pick<Signer, 'organisationKind' | 'role' | 'standsInFor'>): boolean {
  return signingRoles(organisationKind).includes(role) || (standsInFor ?? null) !== null
}

/** Whether an organisation's signature is one of a party: its own or, of a group, that of one of its members. */
export function signsFor(party: Party, organisationCode: string): boolean {
  return isGroup(party) ? membersOf(party).some(({ code }) => code === organisationCode) : party.organisationCode === organisationCode
}

/** Whether this person may sign this version now. Asked before the page is shown, and again when the form comes. */
export function maySign(state: SigningState, signer: Signer): Result<null, SignRefusal> {
  if (!state.signers.some((party) => signsFor(party, signer.organisationCode))) return refuse('not-a-party')
  if (!isSigner(signer)) return refuse('wrong-role')
  if (state.signedBy.some((signature) => signature.organisationCode === signer.organisationCode)) return refuse('already-signed')
  if (signer.userId === state.madeBy) return refuse('author-cannot-sign')
  if (state.projectEnded) return refuse('project-ended')
  if (!state.isNewest) return refuse('not-the-newest-version')
  if (!state.saysWhatFactsSay) return refuse('facts-have-changed')
  return ok(null)
}

/** Whether this person may sign another schedule for their organisation, which has signed this version already. */
export function maySignSchedule(state: SigningState, signer: Signer): Result<null, SignRefusal> {
  const may = maySign({ ...state, signedBy: [] }, signer)
  if (!may.ok) return may
  return state.signedBy.some(({ organisationCode }) => organisationCode === signer.organisationCode) ? ok(null) : refuse('not-signed-yet')
}

/** Names are the same when they differ only in capitals, accents or spacing. */
export function isSameName(a: string, b: string): boolean {
  const plain = (name: string) => name.normalize('NFKD').replace(/[̀-ͯ]/g, '').replace(/[^\p{L}]+/gu, ' ').trim().toLowerCase()
  return plain(a) !== '' && plain(a) === plain(b)
}

export const DRAFT_REFUSALS = ['not-found', 'not-the-drafter', 'project-ended', 'facts-incomplete', 'paper-not-needed', 'changed-since-read'] as const
export type DraftRefusalKind = (typeof DRAFT_REFUSALS)[number]
