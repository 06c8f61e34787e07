import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { countsOf } from './check-counts.rules.ts'
import { listExtractChecksFor } from './checks.store.server.ts'
import { extractsOf, type ExtractCheck } from './extracts.rules.ts'
import { roundedCount } from './small-numbers.rules.ts'
import { mayKnowExactly } from './told-check.rules.ts'

/** As many checks as are looked through, and as many extracts as are shown. */
const CHECKS_MOST = 500
const EXTRACTS_MOST = 25

/** A project's newest extracts, for a party to it. */
export async function readExtracts({ runtime, actor }: Context<StaffActor>, projectRef: string) {
  const rows = await listExtractChecksFor(runtime.db, actor.organisationCode, projectRef, CHECKS_MOST)
  const checks = rows.flatMap((row): ExtractCheck[] => {
    if (row.extract === null || row.stage === null || row.endedAt === null) return []
    const { rows: count, included } = countsOf(row.counts, row.repeatedRows)
    return [{ id: row.id, flow: row.flowRef, extract: row.extract, stage: row.stage, answeredAt: row.endedAt, rows: count, included }]
  })
  const exact = new Set(rows.filter((row) => mayKnowExactly(row, actor.organisationCode)).map(({ id }) => id))
  const shown = (check: ExtractCheck | null) => check && { id: check.id, at: check.answeredAt.toISOString(), rows: exact.has(check.id) ? check.rows : roundedCount(check.rows) }
  return extractsOf(checks).slice(0, EXTRACTS_MOST).map(({ linkage, release, leftOutBetween, ...extract }) => ({
    ...extract, linkage: shown(linkage), release: shown(release),
    leftOutBetween: typeof leftOutBetween !== 'number' || [linkage, release].every((check) => check && exact.has(check.id)) ? leftOutBetween : roundedCount(leftOutBetween),
  }))
}
