import { createHash, createHmac } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import { DigestTable } from './digest-table.rules.ts'
import { numberOfStem } from './number-stem.rules.ts'

/** The pseudonym of an NHS number under a project's key: HMAC-SHA-256 of its ten digits in ASCII. */
export function pseudonymOf(key: Uint8Array, nhsNumber: string): Buffer {
  return createHmac('sha256', key).update(nhsNumber, 'ascii').digest()
}

/** Hashes without a key that lists are commonly made with: of the ten digits, and of them as they are printed. */
const plainHashesOf = (number: string): Buffer[] =>
  [number, `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`].map((text) => createHash('sha256').update(text, 'ascii').digest())

/**
 * The pseudonyms under one key of everyone a flow's answers are about. It only says whose a pseudonym is; what that person is
 * told is asked of the flow's own answers at every check. Whoever is not in it yet is nobody's, and so left out.
 */
export class PseudonymIndex {
  readonly people = new DigestTable()
  readonly plain = new DigestTable(2)
  /** By flow, the state of its answers that was taken in last. It is not kept in memory for this. */
  private readonly covered = new Map<string, WeakRef<AnswerTable>>()
  private latest: Promise<void> = Promise.resolve()

  constructor(private readonly key: Uint8Array) {}

  /** Takes in everyone whom answers are about; of a flow's, those who are new since they were taken in before. Others go first as it goes on. */
  cover(flowRef: string | null, answers: AnswerTable): Promise<void> {
    const next = this.latest.then(() => this.takeIn(flowRef, answers))
    this.latest = next.catch(() => {})
    return next
  }

  private async takeIn(flowRef: string | null, answers: AnswerTable): Promise<void> {
    const known = (flowRef !== null && this.covered.get(flowRef)?.deref()) || null
    if (known === answers) return
    let sinceTurn = 0
    for (const { page, packed } of answers.pagesUnlike(known)) {
      for (const entry of packed) {
        const stem = page * 65_536 + (entry >>> 16)
        const number = numberOfStem(stem)
        const size = this.people.size
        this.people.add(pseudonymOf(this.key, number), stem)
        if (this.people.size > size) for (const hash of plainHashesOf(number)) this.plain.add(hash, stem)
        sinceTurn += 1
        if (sinceTurn < 1000) continue
        sinceTurn = 0
        await setImmediate()
      }
    }
    if (flowRef !== null) this.covered.set(flowRef, new WeakRef(answers))
  }
}

const INDEXES = new WeakMap<Runtime, Map<string, PseudonymIndex>>()
/** As many keys as are in memory at once; that used longest ago is let go. */
const MOST_KEYS = 4

/** The index of a key, which is opened only where there is none yet. */
export function pseudonymIndexOf(runtime: Runtime, keyId: string, open: () => Uint8Array): PseudonymIndex {
  const indexes = INDEXES.get(runtime) ?? new Map<string, PseudonymIndex>()
  INDEXES.set(runtime, indexes)
  const index = indexes.get(keyId) ?? new PseudonymIndex(open())
  indexes.delete(keyId)
  indexes.set(keyId, index)
  for (const used of [...indexes.keys()].slice(0, Math.max(0, indexes.size - MOST_KEYS))) indexes.delete(used)
  return index
}
