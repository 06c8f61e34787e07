import { bodyOn } from '#app/approvals/bodies.rules.ts'
import { makePdf } from '#app/documents/document-pdf.server.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { atSitting, type AtSitting } from './at-sitting.server.ts'
import { outcomeSaid } from './boards.words.ts'
import { minutesData } from './minutes.rules.ts'
import type { SittingRead } from './read-sitting-state.server.ts'
import type { SittingRefusal } from './sitting.rules.ts'
import { addMinutes } from './sittings.store.server.ts'

const TEMPLATE = 'templates/minutes/v1.hbs'

/** The minutes as what happened and the notes make them now. */
export function draftMinutes({ board, row, seats, rows, papers, sitting, leftOut }: SittingRead, organisation: string): string {
  const body = bodyOn(board.bodyId, row.heldOn)
  const outcomes = bodyOn(board.bodyId, row.heldOn).outcomes
  return renderTemplate(TEMPLATE, minutesData({
    board: { name: board.name, ref: board.ref, organisation }, bodyName: body.name, place: row.place, notes: row.notes, sitting, people: seats,
    wordOf: (id) => outcomes.find((outcome) => outcome.id === id)?.word ?? id,
    items: rows.items.map(({ item, submission, projectRef, title, submittedByName }) => ({
      number: item.number, title, projectRef, question: submission.question, submittedByName, notes: item.notes, bars: item.bars,
      papers: papers.filter(({ submissionId }) => submissionId === submission.id).map(({ kind, number }) => ({ name: DOCUMENT_KIND_WORDS[kind], number })),
      interests: rows.interests.filter(({ number }) => number === item.number),
      outcome: rows.outcomes.filter(({ number }) => number === item.number).map((outcome) => ({ ...outcome, ...outcomeSaid(outcome, leftOut) }))[0] ?? null,
    })),
  }), 'html')
}

/** Approves the minutes as they were shown, by the digest of their words. From then on they never change. */
export function approveMinutes(context: Context<StaffActor>, where: AtSitting, given: { readonly contentHash: string; readonly organisation: string }): Promise<Result<null, SittingRefusal | { readonly kind: 'minutes-changed' }> | null> {
  return atSitting<null, { readonly kind: 'minutes-changed' }>(context, where, 'approve-minutes', async ({ tx, record, ...read }) => {
    const content = draftMinutes(read, given.organisation)
    const contentHash = sha256Hex(content)
    if (contentHash !== given.contentHash) return refuse('minutes-changed')
    await addMinutes(tx, { sittingId: read.row.id, content, contentHash, approvedAt: context.now, approvedBy: context.actor.userId })
    record({ kind: 'minutes-approved', subject: `board:${read.board.ref}`, data: { sitting: read.row.heldOn, contentHash } })
    return ok(null)
  })
}

/** The minutes as a tagged PDF. Minutes that are not approved say "Draft" across each page. */
export function makeMinutesPdf(page: {
  readonly board: { readonly ref: string; readonly name: string }; readonly heldOn: string; readonly organisation: string; readonly content: string; readonly contentHash: string
  readonly approved: { readonly at: Date; readonly by: string } | null; readonly calledAt: Date
}): Promise<Buffer> {
  const { approved, board } = page
  const at = approved?.at ?? page.calledAt
  return makePdf({
    fileTitle: `Minutes: ${board.name}, ${formatDay(page.heldOn)}${approved ? '' : ' (draft)'}`, heading: `${board.name}: minutes`, author: page.organisation, subject: `${board.ref}, ${page.heldOn}`,
    blocks: paperBlocks(page.content), after: [{ kind: 'paragraph', text: approved ? `Approved by ${approved.by}, ${formatInstant(approved.at)}.` : 'Draft: not yet approved by the chair.' }],
    isLarge: false, mark: approved ? null : 'Draft', name: `${board.ref}, ${formatDay(page.heldOn)}.${approved ? '' : ' Draft.'}`, contentHash: page.contentHash, madeAt: at, changedAt: at,
  })
}
