import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { change } from '#app/audit/change.server.ts'
import { answerOnce } from '#app/identity/answer-once.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { addDays, addMonths, londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { Places } from '#app/platform/places.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { fieldsOfFlow } from '#app/projects/facts.rules.ts'
import { readFlowProject } from './answer-check.server.ts'
import { ListFault, ListReader } from './answer-stream.server.ts'
import type { ListCoding, ListFormat } from './check-formats.rules.ts'
import { countIncluded, countsTold, FEWEST_ASKED, monthOf, MOST_ANSWERED, type CountListProblem, type CountProblem } from './count-answer.rules.ts'
import { EPSILON, MARGIN, noiseOf } from './count-noise.rules.ts'
import type { CountsAnswer } from './counts.schema.ts'
import { addCounts, lockCounts, readCounts, removeCountsBefore } from './counts.store.server.ts'
import { columnsAgreed } from './csv-rows.rules.ts'
import { StemSet } from './number-stem.rules.ts'
import { readSnapshot, type Snapshot } from './read-snapshot.server.ts'
import { RowScanner } from './row-scanner.rules.ts'

export interface CountsCall {
  readonly flowRef: string
  readonly how: Result<{ readonly given: ListFormat; readonly coding: ListCoding }, Refusal<CountListProblem>>
  /** The caller's own id for the request; null where they gave none. */
  readonly requestId: string | null
  readonly list: ReadableStream<Uint8Array> | null
}

type CountsRefusal = Refusal<CountListProblem | CountProblem | 'not-found' | 'not-allowed'>

/** Each may take up to 125 megabytes for the numbers that it is about. */
const PLACES = new Places({ most: 4, mostOfOne: 2, patience: 5000, crowd: 50 })

/**
 * About how many of a list may go on, for programs that may never be told rows. Steps, statements and the shape of what is
 * told are the same whoever is asked about; docs/decisions/019 says why the figures give nobody's choice away. `answerAs`
 * makes the response, so that the same request gets the same bytes again.
 */
export async function answerCounts(
  context: Context<KeyActor>, call: CountsCall, answerAs: (counts: Result<CountsAnswer, CountsRefusal>) => Response,
): Promise<Result<Response, CountsRefusal | Refusal<'request-id-reused' | 'request-in-progress'>>> {
  const project = await readFlowProject(context, call.flowRef)
  if (!project.ok) return project
  if (!call.how.ok) return call.how
  const over = await PLACES.take(context.actor.keyId)
  if (!over) return refuse('gate-busy')
  const list = new ListReader(call.list, call.how.value.coding)
  try {
    const snapshot = await readSnapshot(context.runtime, call.flowRef)
    if (!snapshot.ok) {
      await change(context, async (_tx, record) => record({ kind: 'counts-refused', projectRef: project.value.ref, data: { flow: call.flowRef, reason: snapshot.refusal.kind } }))
      return snapshot
    }
    const asked = await readAsked(list, call.how.value.given, snapshot.value)
    return await answerOnce(context, { requestId: call.requestId, question: ['counts', call.flowRef, call.how.value.given, asked.digest] }, async () =>
      answerAs(await settle(context, { flowRef: call.flowRef, projectRef: project.value.ref }, asked.people, snapshot.value)))
  } catch (error) {
    if (error instanceof ListFault) return { ok: false, refusal: error.refusal as Refusal<CountListProblem> }
    throw error
  } finally {
    list.letGo()
    over()
  }
}

interface Asked {
  readonly people: StemSet
  /** SHA-256 of the list as it came. */
  readonly digest: string
}

async function readAsked(list: ListReader, given: ListFormat, { inForce }: Snapshot): Promise<Asked> {
  const people = new StemSet()
  const digest = createHash('sha256')
  const agreed = new Set(fieldsOfFlow(inForce.facts, inForce.flow).map(({ name }) => name))
  const scanner = new RowScanner(given, {
    header: (_bytes, headings) => columnsAgreed(headings, agreed),
    row: ({ stem }) => { if (stem >= 0) people.add(stem) },
    rows: ({ stems, count }) => { people.addMany(stems, count) },
  })
  for await (const piece of list.pieces()) {
    await setImmediate()
    digest.update(piece)
    const refusal = scanner.push(piece)
    if (refusal) throw new ListFault(refusal)
  }
  const refusal = scanner.end()
  if (refusal) throw new ListFault(refusal)
  return { people, digest: digest.digest('hex') }
}

/** What is told of a set of people: what was told before this month, or the count with noise that is this set's own. */
async function settle(
  context: Context<KeyActor>, of: { readonly flowRef: string; readonly projectRef: string }, people: StemSet, snapshot: Snapshot,
): Promise<Result<CountsAnswer, Refusal<CountProblem>>> {
  const { runtime: { secrets, clock }, actor } = context
  if (people.size < FEWEST_ASKED) return refuse('too-few-people')
  // Not when it began to come in: what was told in a month that is over is deleted, and a list that counted for it would be one more.
  const now = clock()
  const month = monthOf(londonDay(now))
  const nextMonth = addMonths(month, 1)
  const asked = { organisationCode: actor.organisationCode, flowRef: of.flowRef, month }
  const question = `${actor.organisationCode} ${of.flowRef} ${month} ${digestOf(people)}`
  const questions = secrets.lookups('counts-asked', question)
  // Worked out before it is known whether it was told before, so that there is as much to do either way.
  const noisy = (await countOf(snapshot, people)) + noiseOf(secrets.lookup('counts-noise', question))
  return change(context, async (tx, record) => {
    await lockCounts(tx, asked)
    const { earlier, answered } = await readCounts(tx, asked, questions)
    if (!earlier && answered >= MOST_ANSWERED) {
      record({ kind: 'counts-refused', projectRef: of.projectRef, data: { flow: of.flowRef, reason: 'counts-used-up' } })
      return refuse('counts-used-up', { until: addDays(nextMonth, -1), seconds: Math.max(1, Math.ceil((startOfLondonDay(nextMonth).getTime() - now.getTime()) / 1000)) })
    }
    const told = earlier ?? { id: newId(), ...asked, question: questions[0] as Buffer, people: people.size, noisy, auditSeq: snapshot.auditSeq, asAt: snapshot.asAt }
    if (!earlier) {
      await removeCountsBefore(tx, asked)
      await addCounts(tx, told)
    }
    record({ kind: 'counts-answered', projectRef: of.projectRef, data: { flow: of.flowRef, people: people.size, version: told.auditSeq } })
    const { mayGoOn, mayNot } = countsTold(people.size, told.noisy)
    return ok({
      flow: of.flowRef, people: people.size, may_go_on: mayGoOn, may_not: mayNot, margin: MARGIN, epsilon: EPSILON, as_at: told.asAt.toISOString(),
      same_until: addDays(nextMonth, -1), lists_left: Math.max(0, MOST_ANSWERED - answered - (earlier ? 0 : 1)),
    })
  })
}

async function countOf({ answers }: Snapshot, people: StemSet): Promise<number> {
  const counting = countIncluded(answers, people)
  for (let pages = 1; ; pages += 1) {
    const step = counting.next()
    if (step.done) return step.value
    if (pages % 64 === 0) await setImmediate()
  }
}

/** The same for the same people, however the list was written. */
function digestOf(people: StemSet): string {
  const digest = createHash('sha256')
  for (const { page, bits } of people.eachPage()) digest.update(`${page} `).update(bits)
  return digest.digest('hex')
}
