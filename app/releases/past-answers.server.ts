import { createHash } from 'node:crypto'
import { recordLook } from '#app/audit/change.server.ts'
import { RULES_VERSION } from '#app/choices/exemptions.rules.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import { Places } from '#app/platform/places.server.ts'
import { Spool } from '#app/platform/spool.server.ts'
import { answerStream, ListFault, type ListReader } from './answer-stream.server.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import type { CheckQuestion } from './begin-check.server.ts'
import type { PastAsked } from './check-formats.rules.ts'
import { pastSummaryOf, summaryOf } from './check-summary.rules.ts'
import type { CheckProblem } from './check.rules.ts'
import { findCheckOfOrganisation, type CheckRow } from './checks.store.server.ts'
import { ListAnswer, type ListAnswerGiven } from './list-answer.rules.ts'
import { readAnswersAsKnown } from './read-answers-as-known.server.ts'
import { readAnswersKept } from './read-answers-kept.server.ts'
import { RowTally } from './row-tally.rules.ts'
import { mayBeToldReasons } from './told-check.rules.ts'

/** What a list is answered from, where it is not from how things stand now. */
interface PastAnswers {
  readonly answers: AnswerTable
  /** The check that is answered again; null where none is. */
  readonly check: CheckRow | null
  readonly asAt: Date
  /** The instant whose knowledge counted; null where it was all that is known now, or what the check knew. */
  readonly knownAt: Date | null
  readonly pieces: () => AsyncIterable<Uint8Array>
  readonly letGo: () => Promise<void>
}

/** Each takes the memory of a whole register, and a past state is worked out from everyone's history. */
const PLACES = new Places({ most: 2, mostOfOne: 1, patience: 20_000, crowd: 10 })

/**
 * Answers a list as a past check answered it, or as the flow would have answered it at a past instant. It is on record as a
 * look at the past before a row is answered, and again with what it came to before the last byte goes out. A check is answered
 * again for its own list alone, and asked in its own way it gives its own bytes, which its receipt holds of. Nothing else
 * about the past is a check: it has no receipt, and nothing may be released on it.
 */
export async function answerPast(
  context: Context<KeyActor>, question: CheckQuestion, past: PastAsked, list: ListReader, over: () => void,
): Promise<Result<ReadableStream<Uint8Array>, Refusal<CheckProblem>>> {
  const place = await PLACES.take(context.actor.keyId)
  if (!place) return refuse('gate-busy')
  const isOver = () => {
    place()
    over()
  }
  try {
    const found = past.kind === 'replay' ? await readReplayed(context, question, past.checkId, list) : await readThen(context, question, past, list)
    if (!found.ok) {
      isOver()
      return found
    }
    const { answers, letGo } = found.value
    const [read] = await Promise.all([question.pseudonyms?.over(answers) ?? { answers }, record(context, question, 'past-answer-asked', found.value, {})]).catch(async (error: unknown) => {
      await letGo()
      throw error
    })
    return ok(await stream(context, question, found.value, read, isOver))
  } catch (error) {
    isOver()
    throw error
  }
}

async function readReplayed(context: Context<KeyActor>, { flowRef, given, detail, pseudonyms }: CheckQuestion, checkId: string, list: ListReader): Promise<Result<PastAnswers, Refusal<CheckProblem>>> {
  const { runtime, actor } = context
  const check = await findCheckOfOrganisation(runtime.db, actor.organisationCode, checkId)
  if (!check || check.flowRef !== flowRef || check.state !== 'complete') return refuse('replay-not-found')
  if (detail === 'full' && !mayBeToldReasons(check, actor.organisationCode)) return refuse('detail-not-allowed')
  if (check.contentType !== given || check.pseudonymKeyVersion !== (pseudonyms?.version ?? null)) return refuse('replay-of-another-list')
  const answers = check.journalId === null || check.journalChanges === null ? null : await readAnswersKept(runtime, { journalId: check.journalId, changes: check.journalChanges })
  if (!answers) return refuse('replay-not-kept')
  const spool = await Spool.open()
  try {
    if ((await putAside(list, spool)) !== check.digestIn) {
      await spool.close()
      return refuse('replay-of-another-list')
    }
    return ok({ answers, check, asAt: check.asAt, knownAt: null, pieces: () => piecesOf(spool), letGo: () => spool.close() })
  } catch (error) {
    await spool.close()
    throw error
  }
}

/** The whole list, of which only the digest shows that it is the one the check was asked with. */
async function putAside(list: ListReader, spool: Spool): Promise<string> {
  const digest = createHash('sha256')
  for await (const piece of list.pieces()) {
    digest.update(piece)
    await spool.put(piece)
  }
  return digest.digest('hex')
}

async function* piecesOf(spool: Spool): AsyncGenerator<Uint8Array> {
  while (spool.waiting > 0) yield spool.take()
}

async function readThen(
  context: Context<KeyActor>, { flowRef, detail }: CheckQuestion, { at, known }: Extract<PastAsked, { kind: 'as-known' }>, list: ListReader,
): Promise<Result<PastAnswers, Refusal<CheckProblem>>> {
  const { runtime, actor, now } = context
  const asAt = at ?? known ?? now
  if (asAt > now || (known !== null && known > now)) return refuse('instant-to-come')
  const found = await readAnswersAsKnown(runtime, flowRef, asAt, known)
  if (!found.ok) return found
  if (detail === 'full' && !mayBeToldReasons(found.value, actor.organisationCode)) return refuse('detail-not-allowed')
  return ok({ answers: found.value.answers, check: null, asAt, knownAt: known, pieces: () => list.pieces(), letGo: async () => list.letGo() })
}

function stream(context: Context<KeyActor>, question: CheckQuestion, past: PastAnswers, read: Pick<ListAnswerGiven, 'answers' | 'identifier'>, over: () => void): Promise<ReadableStream<Uint8Array>> {
  const { answers, check, asAt, knownAt } = past
  const { flowRef, detail } = question
  const isAskedAsThen = check !== null && check.accept === question.asked && check.detail === detail
  const tally = new RowTally()
  const [readIn, sentOut] = [createHash('sha256'), createHash('sha256')]
  const answer = new ListAnswer({ ...question, ...read, tally })
  const { writer } = answer
  return answerStream({
    over,
    produce: async (queue, isWanted) => {
      for await (const piece of past.pieces()) {
        await turn()
        if (!isWanted()) return
        readIn.update(piece)
        const refusal = answer.push(piece)
        if (refusal) throw new ListFault(refusal)
        for (const full of writer.takeFull()) {
          sentOut.update(full)
          await queue.put(full)
        }
      }
      if (!isWanted()) return
      const refusal = answer.end()
      if (refusal) throw new ListFault(refusal)
    },
    finish: async () => {
      const came = { flowRef, detail, counts: tally.counted(answers.outcomes), repeatedRows: tally.repeated, digestIn: readIn.digest('hex') }
      const summary = isAskedAsThen
        ? summaryOf({ ...check, ...came })
        : pastSummaryOf({ ...came, asAt, knownAt, replayOf: check?.id ?? null, version: check?.auditSeq ?? null, rulesVersion: check?.rulesVersion ?? RULES_VERSION })
      writer.summary(summary)
      const last = writer.takeRest()
      const digestOut = sentOut.update(last).digest('hex')
      if (isAskedAsThen && digestOut !== check.digestOut) throw new Error('A check that was answered again came to something else than it had')
      await record({ ...context, now: context.runtime.clock() }, question, 'past-answer-given', past, {
        rows: summary.rows, included: summary.included, digestIn: summary.sha256_in, digestOut, exact: isAskedAsThen,
      })
      await past.letGo()
      return last
    },
    breakOff: () => past.letGo(),
  })
}

function record(
  context: Context<KeyActor>, { flowRef, projectRef }: CheckQuestion, kind: 'past-answer-asked' | 'past-answer-given', { check, asAt, knownAt }: PastAnswers, came: Record<string, string | number | boolean>,
): Promise<void> {
  const subject = check === null ? `flow:${flowRef}` : `check:${check.id}`
  return recordLook(context, { kind, projectRef, subject, data: { flow: flowRef, at: asAt.toISOString(), known: knownAt?.toISOString() ?? null, ...came } })
}
