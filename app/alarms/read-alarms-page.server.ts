import { ROLE_COUNT_WORDS } from '#app/choices/choice-import-report.words.ts'
import type { ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { ALARM_NEXT_STEPS, ALARM_TITLES, alarmSentence } from './alarm.words.ts'
import { listCanaries, listSources, type AlarmRecord } from './alarms.store.server.ts'
import { readFlowsToGuard } from './place-canary.server.ts'
import { raiseAlarms } from './raise-alarms.server.ts'
import type { Supplier } from './watching.rules.ts'
import { SUPPLIER_WORDS } from './watching.words.ts'

/** An alarm as pages show it. */
export interface AlarmLine {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly sentence: string
  readonly nextStep: string
  readonly raisedAt: Date
  readonly found: string | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: string | null
}

const codeWords = (code: string): string => ROLE_COUNT_WORDS[code as ChoiceRole] ?? code

function lineOf({ id, kind, facts, raisedAt, found, acknowledgedAt, acknowledgedBy }: AlarmRecord, nameOf: (code: string) => string): AlarmLine {
  const { level, name, code } = facts.watched
  const called = level === 'supplier' ? SUPPLIER_WORDS[name as Supplier] ?? name : nameOf(name)
  return {
    id, title: ALARM_TITLES[kind], about: kind === 'source-missing' ? 'All codes' : codeWords(code), sentence: alarmSentence(facts, called), nextStep: ALARM_NEXT_STEPS[kind],
    raisedAt, found, acknowledgedAt, acknowledgedBy,
  }
}

/** What is watched, what came against what was expected, and the alarms, for the actor's own organisation. */
export async function readAlarmsPage(context: Context<StaffActor>) {
  const { runtime, actor } = context
  const { alarms, judged } = await raiseAlarms(context)
  const [sources, canaries] = await Promise.all([listSources(runtime.db, actor.organisationCode), listCanaries(runtime.db, actor.organisationCode)])
  const nameOf = await namesOf(context, sources.map(({ source }) => source))
  const lines = alarms.map((alarm) => lineOf(alarm, nameOf))
  return {
    sources: sources.map(({ id, source, supplier, cycle, holds, listSize, watchedFrom }) => ({ id, source, name: nameOf(source), supplier, cycle, holds, listSize, watchedFrom })),
    counts: judged.lines.map((line) => ({ ...line, name: nameOf(line.source), code: codeWords(line.code), expected: line.expected === null ? null : Math.round(line.expected) })),
    open: lines.filter(({ acknowledgedAt }) => acknowledgedAt === null),
    acknowledged: lines.filter(({ acknowledgedAt }) => acknowledgedAt !== null),
    canaries: canaries.filter(({ retiredAt }) => retiredAt === null).length,
  }
}

/** The page to watch a source, with what is said now of the one asked for. */
export async function readWatchPage({ runtime, actor }: Context<StaffActor>, sourceId: string | null) {
  const sources = await listSources(runtime.db, actor.organisationCode)
  const isPractice = actor.organisationKind === 'gp-practice'
  return { isPractice, ownCode: actor.organisationCode, watched: sources.find(({ id, source }) => id === sourceId || (isPractice && source === actor.organisationCode)) ?? null }
}

export async function readTotalsPage(context: Context<StaffActor>) {
  const sources = await listSources(context.runtime.db, context.actor.organisationCode)
  const nameOf = await namesOf(context, sources.map(({ source }) => source))
  return { sources: sources.map(({ id, source, cycle }) => ({ id, name: nameOf(source), cycle })) }
}

export async function readCanariesPage(context: Context<StaffActor>) {
  const [flows, placed] = await Promise.all([readFlowsToGuard(context), listCanaries(context.runtime.db, context.actor.organisationCode)])
  const nameOf = await namesOf(context, [...flows.map(({ fromCode }) => fromCode), ...placed.map(({ source }) => source)])
  return {
    flows: flows.map((flow) => ({ ...flow, from: nameOf(flow.fromCode) })),
    canaries: placed.map((canary) => ({ ...canary, from: nameOf(canary.source) })),
  }
}

async function namesOf({ runtime }: Context<StaffActor>, codes: readonly string[]): Promise<(code: string) => string> {
  const names = new Map((await readOrganisationsByCode(runtime.db, [...new Set(codes)])).map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}
