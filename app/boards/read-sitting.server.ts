import { bodyOn } from '#app/approvals/bodies.rules.ts'
import type { PaperToCover } from '#app/approvals/covering.rules.ts'
import { readPapersToCover } from '#app/approvals/read-papers-to-cover.server.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import { readWords } from '#app/documents/read-words.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisation } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findBoardFor, listSubmissions } from './boards.store.server.ts'
import { outcomeSaid, SEAT_WORDS } from './boards.words.ts'
import { draftMinutes } from './minutes.server.ts'
import { readSittingState, type SittingRead } from './read-sitting-state.server.ts'
import { findSitting } from './sittings.store.server.ts'
import { ABSTAIN, barredFrom, isInOffice, mayCommand, mayVoteOn, quorumFor, SEATS, SITTING_COMMAND_NAMES, sittingState, tally, type SittingCommand } from './sitting.rules.ts'

/** A sitting for its page: the agenda with everything on it, and what the actor may do. Null when the actor may not read it. */
export async function readSittingPage(context: Context<StaffActor>, ref: string, heldOn: string) {
  const found = await findRead(context, ref, heldOn)
  if (!found) return null
  const { read } = found
  const { board, row, seats, rows, sitting, papers, leftOut } = read
  const today = londonDay(context.now)
  const { userId } = context.actor
  const may = Object.fromEntries(SITTING_COMMAND_NAMES.map((command) => [command, mayCommand(sitting, userId, command, today).ok])) as Readonly<Record<SittingCommand, boolean>>
  const body = bodyOn(board.bodyId, row.heldOn)
  const wordOf = (id: string) => (id === ABSTAIN ? 'Abstained' : (body.outcomes.find((outcome) => outcome.id === id)?.word ?? id))
  const nameOf = (seatId: string) => seats.find(({ id }) => id === seatId)?.name ?? ''
  const mine = seats.find((seat) => seat.userId === userId && isInOffice(seat, today)) ?? null
  const waiting = may['add-item'] ? (await listSubmissions(context.runtime.db, { boardId: board.id })).filter(({ withdrawnAt, isListed }) => withdrawnAt === null && !isListed) : []
  return {
    board: { ref: board.ref, name: board.name }, body: body.name, heldOn: row.heldOn, kind: row.kind, place: row.place, notes: row.notes, state: sittingState(sitting), may,
    mySeat: mine && { id: mine.id, words: SEAT_WORDS[mine.kind] },
    quorum: sitting.quorum,
    outcomes: body.outcomes.map(({ id, word, meaning }) => ({ value: id, label: word, meaning })),
    people: seats.filter((seat) => isInOffice(seat, row.heldOn)).sort((a, b) => SEATS.indexOf(a.kind) - SEATS.indexOf(b.kind)).map((seat) => ({
      seatId: seat.id, name: seat.name, seat: SEAT_WORDS[seat.kind], isLay: seat.isLay, organisation: seat.organisationName,
      isPresent: rows.attendance.find(({ seatId }) => seatId === seat.id)?.isPresent ?? null,
    })),
    waiting: waiting.map(({ id, title, projectRef }) => ({ id, title, projectRef })),
    hasMinutes: rows.minutes !== null,
    items: rows.items.map(({ item, submission, projectRef, title, submittedByName }) => {
      const state = sitting.items.find(({ number }) => number === item.number)!
      const outcome = rows.outcomes.find(({ number }) => number === item.number) ?? null
      const vote = mine && mayVoteOn(sitting, state, mine)
      const lastVote = mine && rows.votes.filter(({ number, seatId }) => number === item.number && seatId === mine.id).at(-1)
      const isOpen = !state.hasOutcome && !state.isWithdrawn
      return {
        number: item.number, title, projectRef, question: submission.question, submittedByName, submittedAt: submission.submittedAt, bars: item.bars, notes: item.notes, isWithdrawn: state.isWithdrawn, isOpen,
        papers: papers.filter(({ submissionId }) => submissionId === submission.id)
          .map(({ place, kind, number, newestNumber }) => ({ place, name: DOCUMENT_KIND_WORDS[kind], number, isNewest: number === newestNumber })),
        interests: rows.interests.filter(({ number }) => number === item.number).map(({ seatId, what, ruling }) => ({ seatId, name: nameOf(seatId), what, ruling })),
        barred: seats.filter((seat) => seat.kind !== 'secretary' && isInOffice(seat, row.heldOn) && barredFrom(state, seat) !== null).map(({ name }) => name),
        quorum: quorumFor(sitting, state),
        mayVote: isOpen && may.vote && vote?.ok === true, mayNotVote: isOpen && may.vote && vote && !vote.ok ? vote.refusal.kind : null,
        myVote: lastVote ? wordOf(lastVote.outcome) : null,
        // Whoever presides sees how the votes stand; everybody else once it is decided.
        tally: may['record-outcome'] || outcome ? tally(sitting, state).map(({ outcome: id, votes }) => ({ word: wordOf(id), votes })) : null,
        outcome: outcome && { ...outcomeSaid(outcome, leftOut), way: outcome.way, reasons: outcome.reasons, precedent: outcome.precedent, conditions: outcome.conditions, decidedAt: outcome.decidedAt, by: outcome.decidedByName },
      }
    }),
  }
}
export type SittingPage = NonNullable<Awaited<ReturnType<typeof readSittingPage>>>

/** The papers of an item with their parts, for whoever records what was decided on them. Null when the actor may not read it. */
export async function readItemToCover(context: Context<StaffActor>, ref: string, heldOn: string, number: number): Promise<readonly PaperToCover[] | null> {
  const found = await findRead(context, ref, heldOn)
  const item = found?.read.rows.items.find((candidate) => candidate.item.number === number)
  if (!found || !item) return null
  const { db } = context.runtime
  const { id, projectId } = item.submission
  const papers = await Promise.all(found.read.papers.filter(({ submissionId }) => submissionId === id).map(({ documentRef, number: version }) => readPaperAt(db, projectId, documentRef, version)))
  return readPapersToCover(db, projectId, papers.filter((paper) => paper !== null), [], true)
}

/** The minutes: as approved, or as they stand. Null when the actor may not read them. */
export async function readMinutesPage(context: Context<StaffActor>, ref: string, heldOn: string) {
  const found = await findRead(context, ref, heldOn)
  if (!found) return null
  const { read, organisation } = found
  const approved = read.rows.minutes
  const content = approved?.content ?? draftMinutes(read, organisation)
  return {
    board: { ref: read.board.ref, name: read.board.name }, heldOn: read.row.heldOn, organisation, content, contentHash: approved?.contentHash ?? sha256Hex(content), notes: read.row.notes,
    approved: approved && { at: approved.approvedAt, by: approved.approvedByName }, state: sittingState(read.sitting),
    mayApprove: mayCommand(read.sitting, context.actor.userId, 'approve-minutes', londonDay(context.now)).ok,
    mayWrite: mayCommand(read.sitting, context.actor.userId, 'write-notes', londonDay(context.now)).ok,
    calledAt: read.row.calledAt,
  }
}

/** One paper of an item as it was submitted, with its words. Null when the actor may not read it there. */
export async function readPaperToDecideOn(context: Context<StaffActor>, ref: string, heldOn: string, number: number, place: number) {
  const found = await findRead(context, ref, heldOn)
  const item = found?.read.rows.items.find((candidate) => candidate.item.number === number)
  const paper = item && found?.read.papers.find((candidate) => candidate.submissionId === item.submission.id && candidate.place === place)
  const words = paper && (await readWords(context.runtime.db, paper.documentRef, paper.number))
  if (!found || !item || !paper || !words) return null
  const { board } = found.read
  return { board: { ref: board.ref, name: board.name }, heldOn, number, title: item.title, name: DOCUMENT_KIND_WORDS[paper.kind], version: paper.number, isNewest: paper.number === paper.newestNumber, content: words.content }
}

async function findRead(context: Context<StaffActor>, ref: string, heldOn: string): Promise<{ readonly read: SittingRead; readonly organisation: string } | null> {
  const { actor, runtime } = context
  const board = await findBoardFor(runtime.db, actor, ref, londonDay(context.now))
  const row = board && (await findSitting(runtime.db, board.id, heldOn))
  if (!board || !row) return null
  const [read, owner] = await Promise.all([readSittingState(runtime.db, board, row), readOrganisation(runtime.db, board.organisationCode)])
  return { read, organisation: owner?.name ?? board.organisationCode }
}
