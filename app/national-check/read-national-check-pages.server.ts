import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { readProject, type ProjectView } from '#app/projects/read-project.server.ts'
import { LEFT_OUT_REASONS } from './dat-file.rules.ts'
import { flowStanding } from './flow-standing.rules.ts'
import { advance, expiresAt, isOverdue, purgeAfter, type RunState } from './national-check.rules.ts'
import { listAsksOfProject, type AskRow } from './national-check-asks.store.server.ts'
import { findRunOfProject, listMessagesOfRun, listRunsOfProject, runOf, type RunRow } from './national-checks.store.server.ts'
import { ageWords, askOutcomeWords, messageWords, NOT_NEEDED_WORDS } from './national-check-page.words.ts'
import { ANSWERS_REFUSAL_WORDS, LEFT_OUT_WORDS, RUN_STOP_WORDS } from './national-check.words.ts'
import { nationalCheckSettings } from './read-settings.server.ts'
import { runTrack } from './run-track.rules.ts'

export interface RunLine {
  readonly localId: string
  readonly flowRef: string
  readonly flowName: string
  /** The state as it is now: an answer is too old from the moment that it is, whether that was written down or not. */
  readonly state: RunState
  readonly exportedAt: string | null
  readonly age: string
  readonly isOverdue: boolean
  readonly sent: number
  /** Null until there is an answer. */
  readonly cleared: number | null
  /** The last moment at which its answer may be used; null where it has none that may. */
  readonly usableUntil: string | null
}

interface Limits { readonly now: Date; readonly maxAgeDays: number }

function runLine(row: RunRow, project: ProjectView, { now, maxAgeDays: limit }: Limits): RunLine {
  const run = runOf(row)
  const maxAgeDays = Math.min(row.maxAgeDays, limit)
  const expired = advance(run, { kind: 'expire' }, now, maxAgeDays)
  const state = expired.ok ? expired.value.state : run.state
  return {
    localId: row.localId, flowRef: row.flowRef, flowName: project.facts.flows.find((flow) => flow.ref === row.flowRef)?.name ?? row.flowRef, state,
    exportedAt: row.exportedAt?.toISOString() ?? null, age: ageWords(now.getTime() - (row.exportedAt ?? row.draftedAt).getTime()), isOverdue: isOverdue(run, now),
    sent: row.sent, cleared: row.answeredAt ? row.cleared : null,
    usableUntil: state === 'answered' && row.exportedAt ? expiresAt(row.exportedAt, maxAgeDays).toISOString() : null,
  }
}

/**
 * The checks that the actor's own organisation has asked for a project's flows, and how each flow it discloses stands. Other
 * parties' checks are not shown, not even that there are any. Null when the organisation has no part in the project.
 */
export async function readNationalCheckPage(context: Context<StaffActor>, ref: string) {
  const { actor, runtime, now } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const { maxAgeDays } = nationalCheckSettings(runtime, actor.organisationCode)
  const rows = await listRunsOfProject(runtime.db, actor.organisationCode, project.id)
  const asks = await listAsksOfProject(runtime.db, actor.organisationCode, project.id)
  const nameOf = (flowRef: string) => project.facts.flows.find(({ ref }) => ref === flowRef)?.name ?? flowRef
  return {
    project: { ref: project.ref, title: project.title },
    mayAsk: mayRole(actor.role, 'checks.ask') && project.endedAt === null,
    asks: asksToShow(asks).map((ask) => ({
      flowRef: ask.flowRef, flowName: nameOf(ask.flowRef), askedAt: ask.askedAt.toISOString(), done: ask.done, total: ask.total, isGoingOn: ask.endedAt === null,
      why: ask.refusal === null ? null : askOutcomeWords(ask.refusal),
    })),
    flows: project.facts.flows.filter((flow) => sendersOf(project.facts, flow).includes(actor.organisationCode)).map((flow) => {
      const isNeeded = flowChoices(flow, londonDay(now)).national
      const { refusal, lasting, isAsking } = flowStanding(rows.map((row) => ({ ...runOf(row), maxAgeDays: row.maxAgeDays })), flow.ref, now, maxAgeDays)
      return {
        ref: flow.ref, name: flow.name, isNeeded, mayBeUsed: !isNeeded || refusal === null, isAsking,
        usableUntil: isNeeded && refusal === null ? (lasting?.until.toISOString() ?? null) : null,
        standing: !isNeeded ? NOT_NEEDED_WORDS : refusal === null ? null : `${ANSWERS_REFUSAL_WORDS[refusal]} Nothing of this flow may go until then.`,
      }
    }),
    runs: rows.map((row) => runLine(row, project, { now, maxAgeDays })),
  }
}

/** Those that go on, and the newest of each flow where no file came of it. */
function asksToShow(asks: readonly AskRow[]): readonly AskRow[] {
  return asks.filter((ask, at) => ask.endedAt === null || (ask.refusal !== null && asks.findIndex(({ flowRef }) => flowRef === ask.flowRef) === at))
}

/** One check with everything that happened to it; null when it is not the actor's own organisation's. */
export async function readNationalCheckRunPage(context: Context<StaffActor>, ref: string, localId: string) {
  const { actor, runtime, now } = context
  const project = await readProject(context, ref)
  const row = project && (await findRunOfProject(runtime.db, actor.organisationCode, project.id, localId))
  if (!project || !row) return null
  const { maxAgeDays } = nationalCheckSettings(runtime, actor.organisationCode)
  const messages = await listMessagesOfRun(runtime.db, row.id)
  const happened = [
    { at: row.exportedAt, what: `The file was written, with ${row.sent.toLocaleString('en-GB')} numbers.` },
    ...messages.map((message) => ({ at: message.receivedAt, what: messageWords(message) })),
    ...(row.refusal === 'not-sent' ? [{ at: row.stoppedAt, what: RUN_STOP_WORDS['not-sent'] as string }] : []),
    { at: row.expiredAt, what: 'The answer was marked as too old to use.' },
    { at: row.purgedAt, what: 'Every row about a single number was deleted. The counts stay.' },
  ]
  return {
    project: { ref: project.ref, title: project.title },
    mayAsk: mayRole(actor.role, 'checks.ask') && project.endedAt === null,
    mayTakeIn: mayRole(actor.role, 'checks.ask') && (row.state === 'exported' || row.state === 'receipted'),
    track: runTrack({ ...runOf(row), receiptedAt: row.receiptedAt, stoppedAt: row.stoppedAt, purgedAt: row.purgedAt, refusal: row.refusal }, now, Math.min(row.maxAgeDays, maxAgeDays))
      .map(({ at, ...station }) => ({ ...station, at: at?.toISOString() ?? null })),
    run: {
      ...runLine(row, project, { now, maxAgeDays }), file: `${row.subject}.dat`, digest: row.digest, given: row.given, mailbox: row.mailbox,
      stopped: row.refusal ? (RUN_STOP_WORDS[row.refusal] ?? null) : null,
      numbersGoAfter: row.purgedAt ? null : purgeAfter(row).toISOString(),
      leftOut: LEFT_OUT_REASONS.flatMap((reason) => (row.leftOut[reason] ? [{ why: LEFT_OUT_WORDS[reason], count: row.leftOut[reason] }] : [])),
    },
    timeline: happened.flatMap(({ at, what }) => (at ? [{ at: at.toISOString(), what }] : [])).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
  }
}
