import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { turn } from '#app/platform/event-loop-turn.server.ts'
import { packChanges, partsOf, strangerTextsOf } from './answer-journal.rules.ts'
import { addBase, addBasePart, addChanges, addJournal, findBase } from './answer-journal.store.server.ts'
import type { AnswerTable } from './answer-table.rules.ts'

const deflated = promisify(deflateRaw)

/** Where the answers of a check are kept: a journal, and how many of its changes had been made. */
export interface JournalPlace {
  readonly journalId: string
  readonly changes: number
}

/** What this process is still storing, by journal. */
const beingKept = new Map<string, Promise<void>>()

/** Ends when this process has nothing of a journal left to store. */
export async function whenKept(journalId: string): Promise<void> {
  await beingKept.get(journalId)
}

/** From so many changes on, or changes of so much of the register, a journal begins anew. */
const MOST_CHANGES = 2000
const MUCH = 0.25

/**
 * Keeps what a flow's answers were, so that a check can be answered again as it was: all of them once, and then each change.
 * No check waits for it. One whose answers could not be kept cannot be answered again, and that is all.
 */
export class AnswerJournal {
  private id = newId()
  private changes = 0
  private changed = 0
  private isLost = false
  private writing = Promise.resolve()

  constructor(private readonly runtime: Runtime, private readonly flowRef: string, table: AnswerTable) {
    const { id } = this
    this.store(id, () => this.begin(id, table))
  }

  /** Of the newest table. Null when it is not kept. */
  get place(): JournalPlace | null {
    return this.isLost ? null : { journalId: this.id, changes: this.changes }
  }

  /** `table` is the table after the changes. */
  add(changes: ReadonlyMap<number, number>, table: AnswerTable): void {
    this.changed += changes.size
    const isLong = this.changes >= MOST_CHANGES || this.changed > Math.max(1000, table.size * MUCH)
    if (this.isLost || isLong) {
      const begun = newId()
      ;[this.id, this.changes, this.changed, this.isLost] = [begun, 0, 0, false]
      this.store(begun, () => this.begin(begun, table))
      return
    }
    this.changes += 1
    const [id, number, packed] = [this.id, this.changes, packChanges(changes, table)]
    this.store(id, async () => {
      if (id !== this.id || !this.isLost) await addChanges(this.runtime.db, id, number, this.sealed(await deflated(packed)))
    })
  }

  /** When all that there was to keep is kept, or lost. */
  settled(): Promise<void> {
    return this.writing
  }

  private async begin(id: string, table: AnswerTable): Promise<void> {
    const { runtime, flowRef } = this
    const strangers = JSON.stringify(strangerTextsOf(table))
    const digest = createHash('sha256').update(strangers)
    const parts: Buffer[] = []
    for (const part of partsOf(table)) {
      digest.update(part)
      parts.push(this.sealed(await deflated(part)))
      await turn()
    }
    const keyed = runtime.secrets.lookup('answers', digest.digest('hex'))
    const known = await findBase(runtime.db, flowRef, keyed)
    if (known !== null && (await addJournal(runtime.db, id, known, runtime.clock()))) return
    await runtime.db.transaction(async (tx) => {
      const baseId = newId()
      await addBase(tx, { id: baseId, flowRef, digest: keyed, strangers: this.sealed(Buffer.from(strangers)), keptAt: runtime.clock() })
      for (const [part, answers] of parts.entries()) await addBasePart(tx, baseId, part, answers)
      await addJournal(tx, id, baseId, runtime.clock())
    })
  }

  /** One after the other, so that no change is stored before what it changes. */
  private store(id: string, work: () => Promise<void>): void {
    const writing = this.writing.then(() => this.keep(id, work))
    this.writing = writing
    beingKept.set(id, writing)
    void writing.then(() => {
      if (beingKept.get(id) === writing) beingKept.delete(id)
    })
  }

  private sealed(content: Uint8Array): Buffer {
    return this.runtime.secrets.sealBytes('answers', content)
  }

  private async keep(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (id === this.id) this.isLost = true
      this.runtime.log.warn({ flow: this.flowRef, fault: (error as Error).name }, 'the answers could not be kept for replay')
    }
  }
}

/** How long others may be kept waiting at a time, in milliseconds. */
const LONG_ENOUGH = 10

/** Makes a table and lets others go first now and then. */
export async function madeInTurns(making: Generator<void, AnswerTable>): Promise<AnswerTable> {
  for (let began = performance.now(); ; ) {
    const step = making.next()
    if (step.done) return step.value
    if (performance.now() - began < LONG_ENOUGH) continue
    await turn()
    began = performance.now()
  }
}
