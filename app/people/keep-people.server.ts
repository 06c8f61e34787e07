import { change } from '#app/audit/change.server.ts'
import type { SystemActor } from '#app/identity/actor.rules.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { householdText } from './people-list.rules.ts'
import type { ListedPerson } from './people-list.schema.ts'
import { ROW_WORDS } from './people-list.words.ts'
import {
  addRejects, findHoldersOfLocalIds, findPeopleByLookups, listRegisteredOutsideUpload, lockUpload, markLeft, putPeople, updateUpload,
  type PersonOnFile, type PersonValues, type UploadRow,
} from './people-lists.store.server.ts'

interface SealedReject { readonly id: string; readonly uploadId: string; readonly rowNumber: number; readonly rowSealed: Buffer; readonly reasons: Problem[] }

/** A row as it was read: someone to keep, or a row to give back. `reject` gives a good row back after all. */
export type ReadRow =
  | { readonly kind: 'good'; readonly person: ListedPerson; readonly reject: (reasons: readonly Problem[]) => SealedReject }
  | { readonly kind: 'bad'; readonly reject: SealedReject }

/**
 * Keeps a batch and how far the list has been read, in one transaction. `expected` is how many rows were settled before it:
 * a batch that someone else has kept meanwhile is not kept twice.
 */
export async function keepBatch(context: Context<SystemActor>, upload: UploadRow, expected: number, batch: readonly ReadRow[]): Promise<void> {
  const { runtime } = context
  await change(context, async (tx) => {
    const locked = await lockUpload(tx, upload.id)
    if (!locked || locked.state !== 'reading') throw new Error('An upload is no longer being read')
    const settled = locked.rowsKept + locked.rowsRejected
    if (settled >= expected + batch.length) return
    if (settled !== expected) throw new Error('An upload is being read twice at once')

    const good = batch.flatMap((row) => (row.kind === 'good' ? [row] : [])).map((row) => ({ row, values: valuesFor(runtime, upload, row.person) }))
    const holders = new Map((await findHoldersOfLocalIds(tx, upload.organisationCode, good.map(({ values }) => values.localIdLookup)))
      .map((holder) => [holder.localIdLookup.toString('hex'), holder.nhsNumberLookup]))
    const isAnothers = (values: PersonValues) => {
      const holder = holders.get(values.localIdLookup.toString('hex'))
      return holder !== undefined && !holder.equals(values.nhsNumberLookup)
    }
    const kept = good.filter(({ values }) => !isAnothers(values)).map(({ values }) => values)
    const rejects = [
      ...batch.flatMap((row) => (row.kind === 'bad' ? [row.reject] : [])),
      ...good.filter(({ values }) => isAnothers(values)).map(({ row }) => row.reject([{ field: 'local_id', message: ROW_WORDS.localIdOfAnother }])),
    ]
    const before = new Map((await findPeopleByLookups(tx, upload.organisationCode, kept.map((values) => values.nhsNumberLookup)))
      .map((person) => [person.nhsNumberLookup.toString('hex'), person]))
    // In one order for everyone, so that two lists that are read at once do not wait for each other.
    kept.sort((a, b) => a.nhsNumberLookup.compare(b.nhsNumberLookup))
    await putPeople(tx, kept, upload.startedAt)
    await addRejects(tx, rejects)
    const isNew = (values: PersonValues) => !before.has(values.nhsNumberLookup.toString('hex'))
    const changed = kept.filter((values) => !isNew(values) && differs(before.get(values.nhsNumberLookup.toString('hex')) as PersonOnFile, values))
    await updateUpload(tx, upload.id, {
      rowsKept: locked.rowsKept + kept.length,
      rowsNew: locked.rowsNew + kept.filter(isNew).length,
      rowsChanged: locked.rowsChanged + changed.length,
      rowsRejected: locked.rowsRejected + rejects.length,
    })
  })
}

function valuesFor(runtime: Runtime, upload: UploadRow, person: ListedPerson): PersonValues {
  const { secrets } = runtime
  const household = householdText(person.addressLines, person.postcode)
  return {
    id: newId(),
    organisationCode: upload.organisationCode,
    nhsNumberSealed: secrets.seal('nhs-number', person.nhsNumber),
    nhsNumberLookup: secrets.lookup('nhs-number', person.nhsNumber),
    localIdSealed: secrets.seal('local-id', person.localId),
    localIdLookup: secrets.lookup('local-id', person.localId),
    givenName: person.givenName,
    familyName: person.familyName,
    dateOfBirth: person.dateOfBirth,
    gender: person.gender,
    addressLines: [...person.addressLines],
    postcode: person.postcode,
    language: person.language,
    format: person.format,
    isDeceased: person.isDeceased,
    isRestricted: person.isRestricted,
    householdKey: household === null ? null : secrets.lookup('local-id', `household:${upload.organisationCode}:${household}`).toString('base64url'),
    registeredFrom: upload.startedAt,
    leftAt: null,
    updatedAt: upload.startedAt,
    listUploadId: upload.id,
  }
}

const COMPARED = ['givenName', 'familyName', 'dateOfBirth', 'gender', 'postcode', 'language', 'format', 'isDeceased', 'isRestricted'] as const

function differs(before: PersonOnFile, after: PersonValues): boolean {
  return before.leftAt !== null
    || !before.localIdLookup.equals(after.localIdLookup)
    || before.addressLines.join('\n') !== after.addressLines.join('\n')
    || COMPARED.some((field) => before[field] !== after[field])
}

/** Marks everyone of earlier lists whom this whole list does not name, and answers how many. */
export async function markThoseWhoLeft(context: Context<SystemActor>, tx: Transaction, upload: UploadRow, named: Iterable<string>): Promise<number> {
  const { secrets } = context.runtime
  const lookups = new Set<string>()
  for (const nhsNumber of named) lookups.add(secrets.lookup('nhs-number', nhsNumber).toString('hex'))
  const gone = (await listRegisteredOutsideUpload(tx, upload.organisationCode, upload.id, upload.startedAt))
    .filter((person) => !lookups.has(person.nhsNumberLookup.toString('hex')))
  await markLeft(tx, upload.organisationCode, gone.map((person) => person.id), upload.startedAt)
  return gone.length
}
