import { change } from '#app/audit/change.server.ts'
import { readFinishedImports, readSourceCounts } from '#app/choices/read-source-counts.server.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { keepCounted, listCounted, listDeclaredTotals, listEverySource } from './alarms.store.server.ts'
import type { SourceHistory } from './expected-counts.rules.ts'
import { judgeFor, type Judged, type Settled } from './judge-sources.rules.ts'
import { historiesOf, type CountedImport, type WatchedSource } from './watching.rules.ts'

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
  const known = new Map<string, readonly SourceHistory[]>()
  const historiesKnown = (watched: WatchedSource, calendar: readonly Day[]): readonly SourceHistory[] => {
    const before = known.get(watched.id)
    if (before) return before
    const made = historiesOf(watched, { imports, declared: declared.filter(({ sourceId }) => sourceId === watched.id), calendar })
    known.set(watched.id, made)
    return made
  }
  return {
    watchers: [...new Set(every.map(({ organisationCode }) => organisationCode))].sort(),
    judge: (organisationCode, acknowledged) => judgeFor(organisationCode, { every, historiesOf: historiesKnown, today: londonDay(now), acknowledged }),
  }
}

async function countedImports(context: Context): Promise<CountedImport[]> {
  const { db } = context.runtime
  const { imports, undone } = await readFinishedImports(db, new Date(0))
  const counted = new Map(await listCounted(db, undone))
  for (const { id } of imports.filter((each) => !counted.has(each.id))) {
    const counts = await readSourceCounts(db, id)
    await change(context, (tx) => keepCounted(tx, id, undone, counts))
    counted.set(id, counts)
  }
  return imports.map(({ id, organisationCode, digest, startedAt }) => ({ organisationCode, digest, cameOn: londonDay(startedAt), counts: counted.get(id) ?? [] }))
}
