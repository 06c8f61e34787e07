import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '#app/choices/decision.rules.ts'
import { UNKNOWN } from '#app/releases/answer-pages.rules.ts'
import { NumberPlaces, OutcomeList, outcomeText, StrangerPlaces, tableOf, type AnswerTable } from '#app/releases/answer-table.rules.ts'
import { AnswerJournal, type JournalPlace } from '#app/releases/keep-answers.server.ts'
import { readAnswersKept, readOutcomesKept } from '#app/releases/read-answers-kept.server.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal({}, { keepsRows: true })
const FIRST = 999_000_000
/** More than a page of stems, so that changes reach over its edge. */
const SPAN = 70_000
const told = (decision: Decision['decision'], reasons: Decision['reasons']): Decision => ({ decision, reasons, sentence: '', flags: [], isFlowBlocked: false })
const DECISIONS = [told('INCLUDE', ['NO_OBJECTION']), told('EXCLUDE', ['LOCAL']), told('EXCLUDE', ['DECEASED', 'T1'])]

function begun() {
  const outcomes = new OutcomeList()
  const strangers = new StrangerPlaces(outcomes, () => told('EXCLUDE', ['NOT_ON_REGISTER']))
  const places = DECISIONS.map((decision) => outcomes.placeOf(decision))
  const people = new NumberPlaces()
  for (let n = 0; n < SPAN; n += 7) people.add(FIRST + n, places[n % 3] as number)
  return { table: tableOf(outcomes, strangers, people), places }
}

const textAt = (table: AnswerTable, stem: number): string => outcomeText(table.outcomes[table.placeFor(stem)] as (typeof table.outcomes)[number])

/** Some stems told something else, some taken off, some added: a few, or so many that the journal begins anew. */
const change = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) }, { weight: 1, arbitrary: fc.constant(1500) })
  .chain((size) => fc.record({ from: fc.nat({ max: SPAN - 1 }), step: fc.integer({ min: 1, max: 40 }), kind: fc.integer({ min: 0, max: 3 }), size: fc.constant(size) }))

describe('answers kept of a flow', () => {
  test('are read again as they were at any of its changes, by the whole register and by single numbers', async () => {
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (given) => {
      const { table, places } = begun()
      const journal = new AnswerJournal(portal.runtime, 'a-flow', table)
      const states: { table: AnswerTable; place: JournalPlace }[] = [{ table, place: journal.place as JournalPlace }]
      let latest = table
      for (const { from, step, kind, size } of given) {
        const changes = new Map(Array.from({ length: size }, (_, i) => [FIRST + ((from + i * step) % SPAN), kind === 3 ? UNKNOWN : (places[kind] as number)]))
        latest = latest.with(changes)
        journal.add(changes, latest)
        states.push({ table: latest, place: journal.place as JournalPlace })
      }
      await journal.settled()
      const looked = Array.from({ length: 400 }, (_, i) => FIRST + ((i * 12_347) % (SPAN + 500)))
      for (const state of [states[0], states[states.length >> 1], states[states.length - 1]] as typeof states) {
        const kept = (await readAnswersKept(portal.runtime, state.place)) as AnswerTable
        expect(kept.size).toBe(state.table.size)
        const then = looked.map((stem) => textAt(state.table, stem))
        expect(looked.map((stem) => textAt(kept, stem))).toEqual(then)
        expect((await readOutcomesKept(portal.runtime, state.place, looked.slice(0, 9)))?.map(outcomeText)).toEqual(then.slice(0, 9))
      }
    }), { numRuns: 12 })
  })

  test('are not kept where storing them fails, and are again from the next change on', async () => {
    const { table, places } = begun()
    const lost = new AnswerJournal({ ...portal.runtime, secrets: { ...portal.runtime.secrets, sealBytes: () => { throw new Error('no room') } } }, 'a-flow', table)
    expect(lost.place).not.toBeNull()
    const [first] = [lost.place as JournalPlace]
    await lost.settled()
    expect(lost.place).toBeNull()
    expect(await readAnswersKept(portal.runtime, first)).toBeNull()

    let isFull = true
    const journal = new AnswerJournal({ ...portal.runtime, secrets: { ...portal.runtime.secrets, sealBytes: (purpose, content) => {
      if (isFull) throw new Error('no room')
      return portal.runtime.secrets.sealBytes(purpose, content)
    } } }, 'a-flow', table)
    await journal.settled()
    isFull = false
    const changes = new Map([[FIRST, places[1] as number]])
    const changed = table.with(changes)
    journal.add(changes, changed)
    await journal.settled()
    expect(textAt((await readAnswersKept(portal.runtime, journal.place as JournalPlace)) as AnswerTable, FIRST)).toBe(textAt(changed, FIRST))
  })
})
