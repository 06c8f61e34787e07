import { change } from '#app/audit/change.server.ts'
import { arrivalKey, readChoicesRecordedHere, readEntriesBrought, readFirstArrivals } from '#app/choices/read-arrivals.server.ts'
import { readFinishedImports, readSourceCounts, type FinishedImport } from '#app/choices/read-source-counts.server.ts'
import { addDays, londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { keepCounted, listCounted, listDeclaredTotals, listEverySource, listPlacedCanaries } from './alarms.store.server.ts'
import type { SourceHistory } from './expected-counts.rules.ts'
import { judgeFor, type Judged, type Settled } from './judge-sources.rules.ts'
import { compareOverlap, type KnownArrival } from './reconciliation.rules.ts'
import { historiesOf, type CodeCount, type CountedImport, type WatchedSource } from './watching.rules.ts'

/** Everything that sources are judged by, read once for however many organisations watch them. */
export interface SourceGround {
  readonly watchers: readonly string[]
  readonly judge: (organisationCode: string, acknowledged: readonly Settled[]) => Judged
}

export async function readSourceGround(context: Context): Promise<SourceGround> {
  const { runtime, now } = context
  const every = await listEverySource(runtime.db)
  const imports = every.length === 0 ? [] : await countedImports(context)
  const declared = await listDeclaredTotals(runtime.db, every.map(({ id }) => id))
  const knownOf = await readKnown(context, every)
  const made = new Map<string, readonly SourceHistory[]>()
  const historiesKnown = (watched: WatchedSource, calendar: readonly Day[]): readonly SourceHistory[] => {
    const before = made.get(watched.id)
    if (before) return before
    const histories = historiesOf(watched, { imports, calendar, declared: declared.filter(({ sourceId }) => sourceId === watched.id), known: knownOf(watched) })
    made.set(watched.id, histories)
    return histories
  }
  return {
    watchers: [...new Set(every.map(({ organisationCode }) => organisationCode))].sort(),
    judge: (organisationCode, acknowledged) => judgeFor(organisationCode, { every, historiesOf: historiesKnown, today: londonDay(now), acknowledged }),
  }
}

/** Charts look back 12 cycles of a month at the most. */
const KNOWN_SINCE_DAYS = 430

/** What each source's extracts have to bring: the test people that its watcher placed there, and the replies that a practice which watches itself recorded here. */
async function readKnown({ runtime: { db }, now }: Context, every: readonly WatchedSource[]): Promise<(watched: WatchedSource) => readonly KnownArrival[]> {
  const placed = every.length === 0 ? [] : await listPlacedCanaries(db)
  const arrived = await readFirstArrivals(db, placed)
  const enters = (watched: WatchedSource) => watched.entersReplies && watched.source === watched.organisationCode
  const recorded = await readChoicesRecordedHere(db, every.filter(enters).map(({ source }) => source), new Date(now.getTime() - KNOWN_SINCE_DAYS * 86_400_000))
  return (watched) => [
    ...placed.filter(({ organisationCode, source }) => organisationCode === watched.organisationCode && source === watched.source).map((canary): KnownArrival => ({
      kind: 'canary', code: 'T1_DISSENT', knownOn: londonDay(canary.placedAt), endedOn: canary.retiredAt && londonDay(canary.retiredAt), arrivedOn: arrived.get(arrivalKey(canary)) ?? null, people: 1,
    })),
    ...(enters(watched) ? recorded : []).filter(({ source }) => source === watched.source).map((one): KnownArrival => ({ kind: 'other-route', ...one })),
  ]
}

async function countedImports(context: Context): Promise<CountedImport[]> {
  const { db } = context.runtime
  const { imports, undone } = await readFinishedImports(db, new Date(0))
  const counted = new Map(await listCounted(db, undone))
  for (const [at, brought] of imports.entries()) {
    if (counted.has(brought.id)) continue
    const counts = await countImport(db, brought, imports.slice(0, at).filter(({ organisationCode }) => organisationCode === brought.organisationCode), counted)
    await change(context, (tx) => keepCounted(tx, brought.id, undone, counts))
    counted.set(brought.id, counts)
  }
  return imports.map(({ id, organisationCode, digest, startedAt }) => ({ organisationCode, digest, cameOn: londonDay(startedAt), counts: counted.get(id) ?? [] }))
}

/** The first extract of a source that there was is held to cover so many days. */
const FIRST_COVERS_DAYS = 31

/**
 * What an import brought, and how it agrees with the extract before it of the same source over the days that that one was
 * the first to cover: from the day of the one before that until the day before it came.
 */
async function countImport(
  db: Queryable, brought: FinishedImport, before: readonly FinishedImport[], counted: ReadonlyMap<string, readonly CodeCount[]>,
): Promise<CodeCount[]> {
  const counts = await readSourceCounts(db, brought.id)
  const overlaps = new Map<string, CodeCount['overlap']>()
  for (const { lastId, from, upTo, sources } of pairsOf(counts, before, counted)) {
    const [then, now] = [await readEntriesBrought(db, lastId, sources, from, upTo), await readEntriesBrought(db, brought.id, sources, from, upTo)]
    for (const { source, code } of counts.filter((count) => sources.includes(count.source))) {
      const own = (entries: typeof then) => entries.filter((entry) => entry.source === source && entry.code === code)
      const { check } = compareOverlap(own(then), own(now), from, upTo)
      if (check.expected > 0) overlaps.set(`${source} ${code}`, { entries: check.expected, missing: check.missing })
    }
  }
  return counts.map((count) => ({ ...count, ...(overlaps.has(`${count.source} ${count.code}`) ? { overlap: overlaps.get(`${count.source} ${count.code}`) } : {}) }))
}

interface ExtractPair { readonly lastId: string; readonly from: Day; readonly upTo: Day; readonly sources: string[] }

/** The sources of an import by the extract that came before it of each, with the days to compare. */
function pairsOf(counts: readonly CodeCount[], before: readonly FinishedImport[], counted: ReadonlyMap<string, readonly CodeCount[]>): readonly ExtractPair[] {
  const pairs = new Map<string, ExtractPair>()
  for (const source of new Set(counts.map((count) => count.source))) {
    const earlier = before.filter(({ id }) => counted.get(id)?.some((count) => count.source === source))
    const [secondLast, last] = earlier.length > 1 ? earlier.slice(-2) : [null, earlier[0]]
    if (!last) continue
    const upTo = addDays(londonDay(last.startedAt), -1)
    const pair = { lastId: last.id, from: secondLast ? londonDay(secondLast.startedAt) : addDays(upTo, 1 - FIRST_COVERS_DAYS), upTo, sources: [] }
    const key = `${pair.lastId} ${pair.from}`
    pairs.set(key, pairs.get(key) ?? pair)
    pairs.get(key)?.sources.push(source)
  }
  return [...pairs.values()]
}
