import { arrivalKey, readFirstArrivals } from '#app/choices/read-arrivals.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { alarmLine, codeWords, namesOf } from './alarm-lines.server.ts'
import { listCanaries, listSources } from './alarms.store.server.ts'
import { readFlowsToGuard } from './place-canary.server.ts'
import { raiseAlarms } from './raise-alarms.server.ts'

/** What is watched, what came against what was expected, and the alarms, for the actor's own organisation. */
export async function readAlarmsPage(context: Context<StaffActor>) {
  const { runtime, actor } = context
  const { alarms, judged } = await raiseAlarms(context)
  const [sources, canaries] = await Promise.all([listSources(runtime.db, actor.organisationCode), listCanaries(runtime.db, actor.organisationCode)])
  const nameOf = await namesOf(context, [...sources.map(({ source }) => source), ...alarms.map(({ facts }) => facts.watched.name)])
  const lines = alarms.map((alarm) => alarmLine(alarm, nameOf))
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
  const { db } = context.runtime
  const [flows, placed] = await Promise.all([readFlowsToGuard(context), listCanaries(db, context.actor.organisationCode)])
  const arrived = await readFirstArrivals(db, placed)
  const nameOf = await namesOf(context, [...flows.map(({ fromCode }) => fromCode), ...placed.map(({ source }) => source)])
  return {
    flows: flows.map((flow) => ({ ...flow, from: nameOf(flow.fromCode) })),
    canaries: placed.map(({ numberId, ...canary }) => ({ ...canary, from: nameOf(canary.source), arrivedOn: arrived.get(arrivalKey({ source: canary.source, numberId })) ?? null })),
  }
}
