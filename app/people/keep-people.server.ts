import { change } from '#app/audit/change.server.ts'
import type { SystemActor } from '#app/identity/actor.rules.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { numberIdsOf, findNumberIds } from './nhs-numbers.server.ts'
import { listNumberEvents } from './number-events.store.server.ts'
import { mayReplace, type NumberEvent } from './number-standing.rules.ts'
import type { Named } from './people-list.rules.ts'
import type { ListedPerson } from './people-list.schema.ts'
import { ROW_WORDS } from './people-list.words.ts'
import { noteFacts } from './person-facts.store.server.ts'
import {
  addRejects, endLocalIds, findPeopleNamed, listRegisteredOutsideUpload, lockRegister, lockUpload, markLeft, putLocalIds, putPeople, updateUpload,
  type PersonOnFile, type PersonValues, type UploadRow,
} from './people-lists.store.server.ts'

interface SealedReject { readonly id: string; readonly uploadId: string; readonly rowNumber: number; readonly rowSealed: Buffer; readonly reasons: Problem[] }

/** A row as it was read: someone to keep, or a row to give back. `reject` gives a good row back after all. */
export type ReadRow =
  | { readonly kind: 'good'; readonly person: ListedPerson; readonly reject: (reasons: readonly Problem[]) => SealedReject }
  | { readonly kind: 'bad'; readonly reject: SealedReject }

/**
 * Keeps a batch and how far the list has been read, in one transaction. `expected` is how many rows were settled before it:
 * a batch that someone else has kept meanwhile is not kept twice. `named`: whom the whole file names.
 */
export async function keepBatch(context: Context<SystemActor>, upload: UploadRow, expected: number, batch: readonly ReadRow[], named: Named): Promise<void> {
  const { runtime } = context
  await change(context, async (tx) => {
    const locked = await lockUpload(tx, upload.id)
    if (!locked || locked.state !== 'reading') throw new Error('An upload is no longer being read')
    const settled = locked.rowsKept + locked.rowsRejected
    if (settled >= expected + batch.length) return
    if (settled !== expected) throw new Error('An upload is being read twice at once')

    await lockRegister(tx, upload.organisationCode)
    const good = batch.flatMap((row) => (row.kind === 'good' ? [row] : []))
    const register = await Register.of(tx, runtime, upload.organisationCode, good.map(({ person }) => person), named)
    const rejects = batch.flatMap((row) => (row.kind === 'bad' ? [row.reject] : []))
    const kept: KeptRow[] = []
    for (const { person, reject } of good) {
      const place = register.placeOf(person)
      if ('fault' in place) rejects.push(reject([place.fault]))
      else kept.push({ person, ...place })
    }
    const ids = await numberIdsOf(tx, runtime.secrets, kept.flatMap(({ person }) => person.nhsNumber ?? []))
    const values = kept.map(({ person, before }) => valuesFor(upload, person, before, person.nhsNumber === null ? null : ids.get(person.nhsNumber) ?? null))
    await putPeople(tx, values, upload.startedAt)
    await putLocalIds(tx, kept.flatMap(({ person, before }, index) => (before && (register.hasLocalId(before, person) || before.updatedAt > upload.startedAt) ? [] : [{
      organisationCode: upload.organisationCode, personId: (values[index] as PersonValues).id, lookup: runtime.secrets.lookup('local-id', person.localId),
      sealed: runtime.secrets.seal('local-id', person.localId), recordedAt: upload.startedAt,
    }])), upload.startedAt)
    const joined = kept.flatMap(({ joinedTo }) => (joinedTo && joinedTo.updatedAt <= upload.startedAt ? [joinedTo.id] : []))
    await markLeft(tx, upload.organisationCode, joined, upload.startedAt)
    await endLocalIds(tx, joined, upload.startedAt)
    await noteFacts(tx, [...values.map(({ id }) => id), ...joined], runtime.clock())
    await addRejects(tx, rejects)
    await updateUpload(tx, upload.id, {
      rowsKept: locked.rowsKept + kept.length,
      rowsNew: locked.rowsNew + kept.filter(({ before }) => !before).length,
      rowsChanged: locked.rowsChanged + kept.filter(({ person, before }, index) => before && (differs(before, values[index] as PersonValues) || !register.hasLocalId(before, person))).length,
      rowsUnnumbered: locked.rowsUnnumbered + kept.filter(({ before }, index) => ((values[index] as PersonValues).numberId ?? before?.numberId ?? null) === null).length,
      rowsRejected: locked.rowsRejected + rejects.length,
    })
  })
}

interface KeptRow {
  readonly person: ListedPerson
  /** Who it is on the register already; undefined for someone new. */
  readonly before: PersonOnFile | undefined
  /** Another record of the same person, which this row brings to its end. */
  readonly joinedTo?: PersonOnFile
}

/** Those of the register whom a batch of rows may name, and which of them each row is. */
class Register {
  private readonly byNumberId = new Map<number, PersonOnFile>()
  private readonly byLocalId = new Map<string, PersonOnFile>()

  private constructor(
    private readonly secrets: Runtime['secrets'], private readonly ids: ReadonlyMap<string, number>, private readonly named: Named, people: readonly PersonOnFile[],
    private readonly organisationCode: string, private readonly numberEvents: readonly NumberEvent[],
  ) {
    for (const person of people) {
      if (person.numberId !== null) this.byNumberId.set(person.numberId, person)
      if (person.localIdLookup) this.byLocalId.set(person.localIdLookup.toString('hex'), person)
    }
  }

  static async of(tx: Transaction, { secrets }: Runtime, organisationCode: string, rows: readonly ListedPerson[], named: Named): Promise<Register> {
    const ids = await findNumberIds(tx, secrets, rows.flatMap(({ nhsNumber }) => nhsNumber ?? []))
    const localIdLookups = rows.flatMap(({ localId }) => secrets.lookups('local-id', localId))
    const people = await findPeopleNamed(tx, organisationCode, { numberIds: [...ids.values()], localIdLookups })
    return new Register(secrets, ids, named, people, organisationCode, await listNumberEvents(tx, null))
  }

  /**
   * A practice number that stands for someone with another NHS number moves only where the practice has recorded what became of
   * that number: a wrong guess would lose that person's choice. Someone without an NHS number gets the one that a row with their
   * practice number gives.
   */
  placeOf(row: ListedPerson): Omit<KeptRow, 'person'> | { readonly fault: Problem } {
    const holder = this.secrets.lookups('local-id', row.localId).flatMap((lookup) => this.byLocalId.get(lookup.toString('hex')) ?? [])[0]
    if (row.nhsNumber === null) {
      const isNamedToo = holder?.numberSealed && this.named.nhsNumbers.has(this.secrets.open('nhs-number', holder.numberSealed))
      return isNamedToo ? { fault: { field: 'nhs_number', message: ROW_WORDS.namedTwice } } : { before: holder }
    }
    const id = this.ids.get(row.nhsNumber)
    const owner = id === undefined ? undefined : this.byNumberId.get(id)
    if (holder && holder.numberId !== null && holder.numberId !== id) return this.replace(holder, holder.numberId, owner, id)
    if (holder && owner && holder.id !== owner.id) return { fault: { field: 'local_id', message: ROW_WORDS.numberOfAnother } }
    if (!holder && owner?.localIdSealed) {
      const localId = this.secrets.open('local-id', owner.localIdSealed)
      // A number of which something is recorded does not move to a new practice number while the old one is in the file too.
      const isInDoubt = this.named.unnumbered.has(localId) || (this.named.localIds.has(localId) && this.numberEvents.some(({ number, other }) => number === id || other === id))
      if (isInDoubt) return { fault: { field: 'nhs_number', message: ROW_WORDS.namedTwice } }
    }
    return { before: holder ?? owner }
  }

  private replace(holder: PersonOnFile, from: number, owner: PersonOnFile | undefined, to: number | undefined): Omit<KeptRow, 'person'> | { readonly fault: Problem } {
    const may = to === undefined ? null : mayReplace(this.numberEvents, this.organisationCode, from, to)
    if (may === null || (owner && may === 'parted')) return { fault: { field: 'local_id', message: ROW_WORDS.localIdOfAnother } }
    if (owner) return { before: owner, joinedTo: holder }
    this.byNumberId.delete(from)
    return { before: holder }
  }

  hasLocalId(person: PersonOnFile, { localId }: ListedPerson): boolean {
    return this.secrets.lookups('local-id', localId).some((lookup) => person.localIdLookup?.equals(lookup))
  }
}

function valuesFor(upload: UploadRow, person: ListedPerson, before: PersonOnFile | undefined, numberId: number | null): PersonValues {
  return {
    id: before?.id ?? newId(),
    organisationCode: upload.organisationCode,
    numberId,
    givenName: person.givenName,
    familyName: person.familyName,
    dateOfBirth: person.dateOfBirth,
    gender: person.gender,
    addressLines: [...person.addressLines],
    postcode: person.postcode,
    language: person.language,
    format: person.format,
    isDeceased: person.isDeceased,
    diedOn: person.diedOn,
    isRestricted: person.isRestricted,
    registeredFrom: upload.startedAt,
    leftAt: null,
    registrationKind: person.registrationKind,
    updatedAt: upload.startedAt,
    listUploadId: upload.id,
  }
}

const COMPARED = ['givenName', 'familyName', 'dateOfBirth', 'gender', 'postcode', 'language', 'format', 'isDeceased', 'isRestricted'] as const

function differs(before: PersonOnFile, after: PersonValues): boolean {
  return before.leftAt !== null
    || (after.numberId !== null && before.numberId !== after.numberId)
    || before.addressLines.join('\n') !== after.addressLines.join('\n')
    || (after.diedOn !== null && before.diedOn !== after.diedOn)
    || (after.registrationKind !== null && before.registrationKind !== after.registrationKind)
    || COMPARED.some((field) => before[field] !== after[field])
}

/** Marks everyone of earlier lists whom this whole list does not name, and answers how many. */
export async function markThoseWhoLeft(context: Context<SystemActor>, tx: Transaction, upload: UploadRow, named: Named): Promise<number> {
  const { secrets } = context.runtime
  const numberIds = new Set((await findNumberIds(tx, secrets, named.nhsNumbers)).values())
  const lookupsOf = (localIds: Iterable<string>) => new Set([...localIds].flatMap((localId) => secrets.lookups('local-id', localId)).map((lookup) => lookup.toString('hex')))
  const [anyRow, unnumbered] = [lookupsOf(named.localIds), lookupsOf(named.unnumbered)]
  const gone = (await listRegisteredOutsideUpload(tx, upload.organisationCode, upload.id, upload.startedAt)).filter(({ numberId, localIdLookup }) => {
    const localId = localIdLookup?.toString('hex') ?? ''
    return numberId === null ? !anyRow.has(localId) : !numberIds.has(numberId) && !unnumbered.has(localId)
  })
  await markLeft(tx, upload.organisationCode, gone.map((person) => person.id), upload.startedAt)
  await noteFacts(tx, gone.map((person) => person.id), context.runtime.clock())
  return gone.length
}
