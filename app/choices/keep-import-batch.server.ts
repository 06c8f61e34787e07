import { change } from '#app/audit/change.server.ts'
import type { Actor } from '#app/identity/actor.rules.ts'
import { sha256 } from '#app/kernel/sha256.server.ts'
import { findNumberIds, numberIdsOf } from '#app/people/nhs-numbers.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newReplyCode } from '#app/platform/secrets.server.ts'
import { KIND_OF_ROLE } from './choice-codes.rules.ts'
import type { ImportRow } from './choice-file.rules.ts'
import { rowIdentity } from './choice-file.rules.ts'
import { addCounts, type ImportCounts, NO_COUNTS, type RejectColumn } from './choice-import.rules.ts'
import {
  addRepeats, findEarlierRows, findKnownOrganisations, findKnownProjects, findListed, lockImport, lockImports, noteSeenRows, updateImport,
} from './choice-imports.store.server.ts'
import { writeChoices, type NewChoice } from './write-choices.server.ts'

/** A row as it was read: an entry to keep, or the columns that are wrong with it. */
export type ReadRow = { readonly row: ImportRow } | { readonly wrong: readonly RejectColumn[] }

/** What became of rows. */
export interface RowTally {
  readonly kept: number
  readonly repeated: number
  readonly rejected: number
  readonly counts: ImportCounts
}

export const NO_TALLY: RowTally = { kept: 0, repeated: 0, rejected: 0, counts: NO_COUNTS }

export function addTallies(a: RowTally, b: RowTally): RowTally {
  return { kept: a.kept + b.kept, repeated: a.repeated + b.repeated, rejected: a.rejected + b.rejected, counts: addCounts(a.counts, b.counts) }
}

/** The import was undone while it was being read. */
export class ImportWasUndone extends Error {
  override readonly name = 'ImportWasUndone'
}

/**
 * Keeps a batch of an import's rows, with how far it has come, in one transaction. `from` is how many rows of the file stand
 * before it: rows that are settled already, by an earlier try or by someone else, are left out. Answers what became of the rest.
 */
export async function keepImportBatch(
  context: Context<Actor>, importId: string, batch: { readonly from: number; readonly rows: readonly ReadRow[]; readonly bytesRead: number },
): Promise<RowTally> {
  return change(context, async (tx, record) => {
    await lockImports(tx)
    const standing = await lockImport(tx, importId)
    if (!standing || standing.undoneAt !== null) throw new ImportWasUndone('The import was undone while it was being read')
    const settled = Math.max(0, standing.rowsSettled - batch.from)
    if (settled >= batch.rows.length) return NO_TALLY
    if (standing.rowsSettled < batch.from) throw new Error('Rows of an import were passed over')
    const rows = batch.rows.slice(settled)
    const ids = await numberIdsOf(tx, context.runtime.secrets, numbersOf(rows))
    const { fresh, repeats, tally } = await sortRows(tx, context, rows, ids)
    const listed = await listsOf(tx, fresh)
    const choices = fresh.map((each) => newChoice(importId, each, listed))
    await writeChoices(tx, context, choices)
    await addRepeats(tx, importId, [...new Set(repeats.filter((each) => each.importId !== importId).map((each) => each.eventId))])
    const whole = { ...tally, counts: addCounts(tally.counts, countsOfKept(fresh, listed)) }
    await updateImport(tx, importId, {
      state: 'reading', bytesRead: Math.max(standing.bytesRead, batch.bytesRead), rowsSettled: batch.from + batch.rows.length,
      rowsKept: standing.rowsKept + whole.kept, rowsRepeated: standing.rowsRepeated + whole.repeated, rowsRejected: standing.rowsRejected + whole.rejected,
      counts: addCounts(standing.counts, whole.counts),
    })
    if (choices.length > 0) record({ kind: 'choices-import-kept', organisationCode: standing.organisationCode, subject: `choices-import:${importId}`, data: { reference: standing.reference, kept: choices.length } })
    return whole
  })
}

/** What would become of a batch, keeping nothing. The transaction is one that `makeSeenRows` began. */
export async function tryImportBatch(tx: Transaction, context: Context<Actor>, rows: readonly ReadRow[]): Promise<RowTally> {
  const { fresh, tally } = await sortRows(tx, context, rows, await findNumberIds(tx, context.runtime.secrets, numbersOf(rows)))
  const unseen = await noteSeenRows(tx, fresh.map(({ key }) => key))
  const kept = fresh.filter(({ key }) => unseen.has(key.toString('hex')))
  const listed = await listsOf(tx, kept)
  return {
    ...tally, kept: kept.length, repeated: tally.repeated + fresh.length - kept.length, counts: addCounts(tally.counts, countsOfKept(kept, listed)),
  }
}

interface FreshRow {
  readonly row: ImportRow
  /** Undefined in a trial, which stores no number, where the number is new. */
  readonly numberId: number | undefined
  readonly key: Buffer
  readonly round: number
}

const numbersOf = (rows: readonly ReadRow[]): string[] => rows.flatMap((each) => ('row' in each ? [each.row.event.nhsNumber] : []))

/** Tells new rows from those that came before, in this batch or earlier. */
async function sortRows(tx: Transaction, { runtime: { secrets } }: Context<Actor>, rows: readonly ReadRow[], ids: ReadonlyMap<string, number>) {
  const good = rows.flatMap((each) => {
    if (!('row' in each)) return []
    const { nhsNumber } = each.row.event
    const numberId = ids.get(nhsNumber)
    return [{ row: each.row, numberId, key: sha256(rowIdentity(each.row, numberId ?? secrets.lookup('nhs-number', nhsNumber).toString('hex'))) }]
  })
  const earlier = await findEarlierRows(tx, good.map(({ key }) => key))
  const inBatch = new Set<string>()
  const fresh: FreshRow[] = []
  const repeats: { readonly importId: string; readonly eventId: string }[] = []
  for (const { row, numberId, key } of good) {
    const name = key.toString('hex')
    const before = earlier.get(name)
    if (before && !before.isUndone) repeats.push(before)
    else if (!inBatch.has(name)) fresh.push({ row, numberId, key, round: before ? before.round + 1 : 0 })
    inBatch.add(name)
  }
  return { fresh, repeats, tally: tallyOf(rows, fresh.length) }
}

/** Counts rows of which so many are kept: the other good ones are repeated. */
export function tallyOf(rows: readonly ReadRow[], kept: number): RowTally {
  const rejected: Partial<Record<RejectColumn, number>> = {}
  let good = 0
  for (const each of rows) {
    if ('row' in each) good += 1
    else for (const column of new Set(each.wrong)) rejected[column] = (rejected[column] ?? 0) + 1
  }
  return { kept, repeated: good - kept, rejected: rows.length - good, counts: { ...NO_COUNTS, rejected } }
}

interface Listed {
  readonly organisations: ReadonlySet<string>
  readonly projects: ReadonlySet<string>
  /** Whether any list has the number, and who it is on the list of an organisation. */
  readonly isListed: (row: FreshRow) => boolean
  readonly personOf: (organisationCode: string, numberId: number | undefined) => string | null
}

async function listsOf(tx: Transaction, rows: readonly FreshRow[]): Promise<Listed> {
  const people = new Map<number | undefined, Map<string, string>>()
  for (const { organisationCode, numberId, personId } of await findListed(tx, [...new Set(rows.flatMap(({ numberId }) => numberId ?? []))])) {
    people.set(numberId, (people.get(numberId) ?? new Map<string, string>()).set(organisationCode, personId))
  }
  return {
    organisations: await findKnownOrganisations(tx, [...new Set(rows.map(({ row }) => row.event.source))]),
    projects: await findKnownProjects(tx, [...new Set(rows.flatMap(({ row }) => row.event.project ?? []))]),
    isListed: ({ numberId }) => people.has(numberId),
    personOf: (organisationCode, numberId) => people.get(numberId)?.get(organisationCode) ?? null,
  }
}

function newChoice(importId: string, { row: { event, codeSystem, code }, numberId, key, round }: FreshRow, listed: Listed): NewChoice {
  const organisationCode = listed.organisations.has(event.source) ? event.source : null
  const letters = newReplyCode()
  return {
    who: { personId: organisationCode === null ? null : listed.personOf(organisationCode, numberId), numberId: numberId ?? null },
    organisationCode, kind: KIND_OF_ROLE[event.role], projectRef: event.project, effective: event.effective, source: event.source,
    sequence: event.sequence === null ? null : String(event.sequence), channel: 'extract', onWhoseWord: 'practice',
    // Longer than the references that are read out, because there are so many.
    reference: `CX-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`,
    imported: { importId, key, round, codeSystem, code, recorded: event.recorded, isEnteredInError: event.enteredInError },
  }
}

function countsOfKept(fresh: readonly FreshRow[], listed: Listed): ImportCounts {
  const events = fresh.map(({ row }) => row.event)
  const roles: Record<string, number> = {}
  for (const { role } of events) roles[role] = (roles[role] ?? 0) + 1
  return {
    ...NO_COUNTS, roles,
    unlisted: fresh.filter((row) => !listed.isListed(row)).length,
    unknownSource: events.filter((event) => !listed.organisations.has(event.source)).length,
    unknownProject: events.filter((event) => event.project !== null && !listed.projects.has(event.project)).length,
    enteredInError: events.filter((event) => event.enteredInError).length,
  }
}
