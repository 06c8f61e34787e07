import { formatDay, formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import type { DocumentKind } from './document.rules.ts'
import { DOCUMENT_KIND_WORDS, signerWords, versionWords } from './document.words.ts'
import type { PaperBlock, PaperCell, PaperTable } from './paper-blocks.rules.ts'
import { isForThePublic, type Endorsement, type PaperStanding, type PaperState } from './paper-standing.rules.ts'

/** What stands around the words of a version and is no part of them: its state, its history, and who reviewed, approved and signed it. */
export const PAPER_STATE_WORDS = {
  draft: { label: 'Draft', colour: 'yellow' },
  signed: { label: 'Signed by all', colour: 'green' },
  approved: { label: 'Approved', colour: 'green' },
  final: { label: 'Final', colour: 'green' },
} as const satisfies Record<PaperState, { readonly label: string; readonly colour: string }>

/** What is written across each page; null for a version that is no draft. */
export const watermarkOf = (state: PaperState): string | null => (state === 'draft' ? PAPER_STATE_WORDS.draft.label : null)

/** The title of a file of a version, as a reader's window and a screen reader say it: a draft says that it is one. */
export function fileTitle(paper: { readonly title: string; readonly kind: DocumentKind; readonly number: number; readonly standing: PaperStanding }): string {
  return `${paper.title}: ${DOCUMENT_KIND_WORDS[paper.kind].toLowerCase()}, version ${paper.number}${paper.standing.state === 'draft' ? ' (draft)' : ''}`
}

/** A member of a group, and when it signed. */
export interface SignedMember {
  readonly code: string
  readonly name: string
  readonly signedAt: Date | null
  /** Who signed for it, with their position. */
  readonly signedBy?: string | null
  readonly schedule?: ScheduleSaid | null
}

/** What a signatory varied for itself, in words, with the digest that its signature binds it by. */
export interface ScheduleSaid {
  readonly line: string
  readonly hash: string
  readonly signedAt: Date
}

interface Signed {
  readonly party: string
  readonly group?: { readonly signed: number; readonly of: number; readonly members?: readonly SignedMember[] } | null
  readonly signer: { readonly name: string; readonly jobTitle: string; readonly role: string; readonly authorisedBy?: string; readonly signedAt: Date; readonly contentHash: string } | null
  readonly schedule?: ScheduleSaid | null
}

export interface PaperEnd {
  readonly kind: DocumentKind
  readonly number: number
  readonly contentHash: string
  readonly signing: readonly Signed[]
  readonly standing: PaperStanding
}

const MANY = 6

/** Why a version is in the state that it is in, as a sentence. */
export function stateSentence({ kind, number, signing, standing }: PaperEnd): string {
  const waiting = signing.filter(({ signer, group }) => (group ? group.signed === 0 : !signer)).map((line) => line.party)
  switch (standing.state) {
    case 'signed': return `Version ${number} has been signed by every party that has to sign.${signing.some(({ group }) => group && group.signed < group.of) ? ' Members of a group sign each for themselves, and not all have.' : ''}`
    case 'approved': return `Version ${number} is approved.`
    case 'final': return `Version ${number} states facts that the parties have agreed and signed.`
    case 'draft': {
      if (waiting.length === 1) return `Version ${number} is a draft: ${waiting[0]} has not signed it yet.`
      if (waiting.length > 1) return `Version ${number} is a draft: ${waiting.length > MANY ? `${waiting.length} parties have` : `${waiting.slice(0, -1).join(', ')} and ${waiting[waiting.length - 1]} have`} not signed it yet.`
      return kind === 'dpia' ? `Version ${number} is a draft: the assessment has not been approved yet.` : `Version ${number} is a draft: the parties have not yet signed a protocol on the facts that it states.`
    }
  }
}

const cells = (first: string, ...rest: readonly string[]): PaperCell[] => [{ text: first, isHeader: true }, ...rest.map((text) => ({ text, isHeader: false }))]

function historyTable({ kind, standing }: PaperEnd): PaperTable {
  const isPublic = isForThePublic(kind)
  return {
    kind: 'table', caption: 'History of this paper', widths: isPublic ? [16, 24, 60] : [13, 19, 24, 44], head: ['Version', 'Date', ...(isPublic ? [] : ['Made by']), 'What changed'],
    rows: standing.history.map((version) => cells(
      `Version ${version.number}`, formatDay(londonDay(version.madeAt)), ...(isPublic ? [] : [version.madeByName]), versionWords(version.number, version.changes),
    )),
  }
}

const ENDORSEMENT_WORDS = { reviewed: 'Reviewed', approved: 'Approved', 'flows-approved': 'Approved, for its flows' } as const satisfies Record<Endorsement['kind'], string>

/** The rows of who reviewed and who approved: what was done, by whom, when, and what was said. */
export function endorsementRows(endorsements: readonly Endorsement[]): string[][] {
  return endorsements.map(({ kind, by, as, on, words }) => [ENDORSEMENT_WORDS[kind], as ? `${by}, ${as}` : by, formatDay(on), words || '–'])
}
export const ENDORSEMENT_HEAD = ['What', 'By', 'When', 'What was said'] as const

/** The schedule of members: one table for each group, in the order of the list, with who has signed and when. */
export function memberTables({ number, signing }: Pick<PaperEnd, 'number' | 'signing'>): PaperTable[] {
  return signing.flatMap(({ party, group }) => (group?.members ? [{
    kind: 'table' as const, caption: `Schedule of members of ${party}, and who has signed version ${number}`, widths: [14, 32, 30, 24], head: ['Code', 'Member', 'Signed by', 'When'],
    rows: group.members.map(({ code, name, signedAt, signedBy }) => cells(code, name, signedAt ? signedBy ?? '–' : 'Not signed', signedAt ? formatInstant(signedAt) : '–')),
  }] : []))
}

/** Who has signed a version, when, and on what digest; who has yet to. The same wherever it is set. */
export function signatureTable({ number, signing }: Pick<PaperEnd, 'number' | 'signing'>): PaperTable {
  return {
    kind: 'table', caption: `Signatures on version ${number}`, widths: [30, 28, 18, 24], head: ['For', 'Signed by', 'When', 'Bound to digest'],
    rows: signing.map(({ party, signer, group }) => cells(party, ...(group ? [`${group.signed} of ${group.of} have signed, each for itself`, '–', '–'] : signer ? [signerWords(signer), formatInstant(signer.signedAt), `${signer.contentHash.slice(0, 16)}…`] : ['Not signed yet', '–', '–']))),
  }
}

/** What those who signed varied for themselves: one row each, none where all signed the whole. */
export function scheduleTables({ number, signing }: Pick<PaperEnd, 'number' | 'signing'>): PaperTable[] {
  const varied = signing.flatMap(({ party, schedule, group }) => [
    ...(schedule ? [{ name: party, schedule }] : []),
    ...(group?.members ?? []).flatMap((member) => (member.schedule ? [{ name: `${member.name} (${member.code})`, schedule: member.schedule }] : [])),
  ])
  return varied.length === 0 ? [] : [{
    kind: 'table', caption: `Schedules of their own that version ${number} was signed with`, widths: [26, 38, 18, 18], head: ['For', 'What is varied', 'Signed', 'Digest'],
    rows: varied.map(({ name, schedule }) => cells(name, schedule.line, formatInstant(schedule.signedAt), `${schedule.hash.slice(0, 16)}…`)),
  }]
}

/** The digest that every signature on a version is bound to. */
export const digestLine = (contentHash: string): string => `Digest of these words (SHA-256): ${contentHash}`

/**
 * What follows the words of a version in every format. The short notice is one page that is handed out: its state stands at
 * its foot and across it, its digest at its foot.
 */
export function endMatter(paper: PaperEnd): PaperBlock[] {
  if (paper.kind === 'privacy-notice-short') return []
  const { endorsements } = paper.standing
  const isPublic = isForThePublic(paper.kind)
  const reviewed: PaperBlock[] = isPublic ? [] : endorsements.length > 0
    ? [{ kind: 'table', caption: 'Reviewed and approved by', widths: [14, 34, 18, 34], head: ENDORSEMENT_HEAD, rows: endorsementRows(endorsements).map(([what = '', ...rest]) => cells(what, ...rest)) }]
    : [{ kind: 'paragraph', text: 'No review or approval of this version is recorded yet.' }]
  return [
    { kind: 'heading', level: 2, text: 'About this version' },
    { kind: 'paragraph', text: `${stateSentence(paper)}${paper.signing.length > 0 ? ' What stands from here on is kept beside the words and is no part of what is signed.' : ''}` },
    historyTable(paper), ...(paper.signing.length > 0 ? [signatureTable(paper), ...memberTables(paper), ...scheduleTables(paper)] : []), ...reviewed,
    { kind: 'paragraph', text: digestLine(paper.contentHash) },
  ]
}
