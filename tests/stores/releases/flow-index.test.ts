import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Person } from '#app/people/person.rules.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { setRuntime } from '#app/platform/runtime.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { FlowAnswers } from '#app/releases/flow-answers.server.ts'
import { whenKept } from '#app/releases/keep-answers.server.ts'
import { stemOfText } from '#app/releases/number-stem.rules.ts'
import { FlowIndexes, readSnapshot } from '#app/releases/read-snapshot.server.ts'
import { seededChance } from '#tests/bench/seeded-chance.ts'
import { givenAnswer, MESH, underSection251 } from '#tests/factories/national-check.ts'
import { givenChoice, givenPilot } from '#tests/factories/pilot.ts'
import { sweep, TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { happening, type Happening, History, NUMBERS, ON_THE_LIST, saidAfresh, saidFromMemory } from './flow-histories.ts'

const portal = usePortal(MESH)
const others: Runtime[] = []
afterEach(async () => {
  for (const other of others.splice(0)) await other.connections.close()
  setRuntime(portal.runtime)
})

/** Another process of the same portal, on the same database. */
function anotherProcess(): Runtime {
  const other = startRuntime(portal.env, { clock: () => portal.now, maxConnections: 4 })
  others.push(other)
  setRuntime(portal.runtime)
  return other
}

const nobody = { people: NUMBERS.slice(0, ON_THE_LIST).map((nhsNumber) => ({ nhsNumber })) }
const given = (isNational: boolean) => givenPilot(portal, isNational ? { ...nobody, facts: underSection251 } : nobody)
const DAY = 60 * 24
const choice = (who: number, kind: 'project-opt-out' | 'project-opt-out-withdrawn', day = 0): Happening => ({ what: 'choice', who, kind, day })
const letter = (to: 'back' | 'told' | 'told-tomorrow' | 'gone'): Happening => ({ what: 'letter', who: 0, to })
const person = (to: 'left' | 'here' | 'died' | 'no-number', other = false): Happening => ({ what: 'person', who: 0, to, other })
const national = (to: 'asked' | 'cleared' | 'not-cleared' | 'purged'): Happening => ({ what: 'national', who: 0, to })
const unnumbered = (step: 'taken' | 'chose' | 'given'): Happening => ({ what: 'unnumbered', who: 0, other: true, step })
const entry = (kind: 'superseded' | 'merged' | 'split' | 'invalidated') => ({ what: 'entry' as const, who: 0, kind, about: 8, day: 0, isSure: true, other: false }) satisfies Happening
const objection = choice(0, 'project-opt-out', -2)

describe('answers kept in memory', () => {
  test.each<[string, Happening[], Happening, 'alone' | 'all', 'national'?]>([
    ['an objection', [], objection, 'alone'],
    ['its withdrawal', [objection], choice(0, 'project-opt-out-withdrawn', -1), 'alone'],
    ['an objection that came in a file', [], { what: 'coded', who: 0, day: -2, yes: true }, 'alone'],
    ['an objection that came in a file about nobody here, once they join', [{ what: 'coded', who: 7, day: -2, yes: true }], { what: 'joined', who: 7, other: false }, 'alone'],
    ['one taken back', [objection], { what: 'taken-back', who: 0 }, 'alone'],
    ['a letter that came back', [], letter('back'), 'alone'],
    ['someone told another way', [letter('back')], letter('told'), 'alone'],
    ['a letter that is not there', [], letter('gone'), 'alone'],
    ['someone who left', [], person('left'), 'alone'],
    ['someone who came back', [person('left')], person('here'), 'alone'],
    ['a death', [], person('died'), 'alone'],
    ['a number taken away', [], person('no-number'), 'alone'],
    ['a number corrected', [], { what: 'number', who: 0, becomes: 8 }, 'alone'],
    ['a number corrected to one with an objection', [{ what: 'coded', who: 8, day: -2, yes: true }], { what: 'number', who: 0, becomes: 8 }, 'alone'],
    ['a choice of someone elsewhere without a number', [{ what: 'joined', who: 0, other: true }, unnumbered('taken'), unnumbered('chose')], unnumbered('given'), 'alone'],
    ['a number that was replaced by one with an objection', [{ what: 'coded', who: 8, day: -2, yes: true }], entry('superseded'), 'alone'],
    ['an objection under a number that was joined to theirs', [entry('merged')], { what: 'coded', who: 8, day: -2, yes: true }, 'alone'],
    ['a number that was used for two people', [], entry('split'), 'alone'],
    ['what another practice says of a number', [{ what: 'joined', who: 0, other: true }], { ...entry('merged'), other: true }, 'alone'],
    ['an entry taken back', [entry('invalidated')], { what: 'entry-back', who: 0 }, 'alone'],
    ['letters not yet posted', [], { what: 'campaign', day: 3 }, 'all'],
    ['a flow in which the dead stay', [person('died')], { what: 'facts', to: 'dead-stay' }, 'all'],
    ['a protocol out of date', [], { what: 'facts', to: 'out-of-date' }, 'all'],
    ['someone placed who may never be let through', [], { what: 'canary', who: 0, ends: false }, 'alone'],
    ['an objection of theirs, after which they are not', [{ what: 'canary', who: 0, ends: false }], objection, 'alone'],
    ['their number taken away, after which they are not', [{ what: 'canary', who: 0, ends: false }], person('no-number'), 'alone'],
    ['their end', [{ what: 'canary', who: 0, ends: false }], { what: 'canary', who: 0, ends: true }, 'alone'],
    ['what the triggers noted and was removed', [objection, { what: 'forgotten' }], choice(1, 'project-opt-out'), 'all'],
    ['a choice that was begun before others and ended after them', [{ what: 'begun', who: 2, kind: 'project-opt-out', day: -2 }, objection, choice(1, 'project-opt-out')], { what: 'committed' }, 'alone'],
    ['a withdrawal dated ahead, when its day comes', [objection, choice(0, 'project-opt-out-withdrawn', 2)], { what: 'time', minutes: 3 * DAY }, 'alone'],
    ['someone who is told tomorrow, when it is', [letter('told-tomorrow')], { what: 'time', minutes: 2 * DAY }, 'alone'],
    ['an answer of the national check that is not what it was', [], national('not-cleared'), 'all', 'national'],
    ['a new national check', [], national('asked'), 'all', 'national'],
    ['one whose numbers were removed', [{ what: 'time', minutes: DAY }], national('purged'), 'all', 'national'],
    ['one that has become too old', [], { what: 'time', minutes: 8 * DAY }, 'all', 'national'],
    ['a death, in a flow of the national check', [], person('died'), 'alone', 'national'],
  ])('follow %s', async (_what, before, then, decided, isNational) => {
    const pilot = await given(isNational === 'national')
    if (isNational) await givenAnswer(portal)
    const history = new History(portal, pilot)
    try {
      for (const happened of before) {
        await history.happens(happened)
        await saidFromMemory(portal.runtime, pilot)
      }
      const was = await saidFromMemory(portal.runtime, pilot)
      const load = vi.spyOn(FlowAnswers, 'load')
      await history.happens(then)
      const is = await saidFromMemory(portal.runtime, pilot)
      expect(is).toEqual(await saidAfresh(portal.runtime, pilot))
      expect(is.said).not.toEqual(was.said)
      if (decided === 'alone') expect(load).not.toHaveBeenCalled()
    } finally {
      await history.close()
    }
  })

  test('are those that reading everything afresh gives, whatever happened since, in every process', async () => {
    const load = vi.spyOn(FlowAnswers, 'load')
    let checks = 0
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.array(fc.tuple(happening, fc.constantFrom('here', 'there', 'nowhere')), { minLength: 10, maxLength: 40 }), async (isNational, happenings) => {
        await sweep(portal.owner)
        portal.now = TEST_NOW
        const pilot = await given(isNational)
        if (isNational) await givenAnswer(portal)
        const there = anotherProcess()
        const history = new History(portal, pilot)
        try {
          for (const [what, asked] of [...happenings, [{ what: 'time', minutes: 1 }, 'here'] as const, [{ what: 'committed' }, 'there'] as const]) {
            await history.happens(what)
            if (asked === 'nowhere') continue
            checks += 1
            expect(await saidFromMemory(asked === 'here' ? portal.runtime : there, pilot)).toEqual(await saidAfresh(portal.runtime, pilot))
          }
        } finally {
          await history.close()
        }
      }),
      { numRuns: 15 },
    )
    expect(load.mock.calls.length).toBeLessThan(checks / 2)
  }, 300_000)
})

/** Has the answers in memory, and stored for replay as well: that is done in a transaction of its own, which no check waits for. */
async function whenAllIsKept({ flowRef }: { readonly flowRef: string }): Promise<void> {
  const snapshot = await readSnapshot(portal.runtime, flowRef)
  if (!snapshot.ok || !snapshot.value.journal) throw new Error('There is nothing to keep')
  await whenKept(snapshot.value.journal.journalId)
}

describe('a check that begins after a choice was acknowledged', () => {
  test('has it, in whichever process either was, while many others choose and check', async () => {
    const pilot = await given(false)
    const there = anotherProcess()
    const isLetThrough = async (runtime: Runtime, nhsNumber: string | null) => {
      const { said } = await saidFromMemory(runtime, pilot)
      if (typeof said === 'string') throw new Error(said)
      return said[nhsNumber ?? '']?.startsWith('INCLUDE')
    }
    await Promise.all(pilot.people.map(async (person, index) => {
      const chance = seededChance(index + 1)
      for (let round = 0; round < 12; round += 1) {
        const [chooses, asks] = [chance.even() < 0.5 ? portal.runtime : there, chance.even() < 0.5 ? portal.runtime : there]
        const objects = round % 2 === 0
        portal.now = new Date(portal.now.getTime() + 1000)
        await givenChoice({ ...portal, runtime: chooses }, person, objects ? 'project-opt-out' : 'project-opt-out-withdrawn')
        expect(await isLetThrough(asks, person.nhsNumber)).toBe(!objects)
      }
    }))
  }, 120_000)

  test('is served with all who asked before it began, by one reading', async () => {
    const pilot = await given(false)
    await whenAllIsKept(pilot)
    await givenChoice(portal, pilot.people[0] as Person)
    const transaction = vi.spyOn(portal.runtime.db, 'transaction')
    const said = await Promise.all(Array.from({ length: 50 }, () => saidFromMemory(portal.runtime, pilot)))
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(transaction).toHaveBeenCalledTimes(1)
  })

  test('is refused where the database fails on the way, and answered afresh when it is back', async () => {
    const pilot = await given(false)
    await whenAllIsKept(pilot)
    await givenChoice(portal, pilot.people[0] as Person)
    const load = vi.spyOn(FlowAnswers, 'load')
    vi.spyOn(portal.runtime.db, 'transaction').mockRejectedValueOnce(new Error('gone'))
    await expect(saidFromMemory(portal.runtime, pilot)).rejects.toThrow('gone')
    expect(await saidFromMemory(portal.runtime, pilot)).toEqual(await saidAfresh(portal.runtime, pilot))
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('holds to the answers it began with while newer ones are made', async () => {
    const pilot = await given(false)
    const first = await readSnapshot(portal.runtime, pilot.flowRef)
    await givenChoice(portal, pilot.people[0] as Person)
    const second = await readSnapshot(portal.runtime, pilot.flowRef)
    const stem = stemOfText(NUMBERS[0] as string)
    expect([first, second].map((each) => each.ok && each.value.answers.isIncluded(stem))).toEqual([true, false])
  })
})

describe('memory', () => {
  test('is given back by the flows that were checked longest ago', async () => {
    const pilot = await given(false)
    const load = vi.spyOn(FlowAnswers, 'load')
    const small = new FlowIndexes({ ...portal.runtime, env: { ...portal.runtime.env, CONCORDAT_INDEX_MEMORY_MB: 0 } })
    const large = new FlowIndexes(portal.runtime)
    for (const [indexes, loads] of [[small, 4], [large, 2]] as const) {
      load.mockClear()
      for (const flowRef of [pilot.flowRef, pilot.flagsFlowRef, pilot.flowRef, pilot.flagsFlowRef]) expect((await indexes.read(flowRef)).ok).toBe(true)
      expect(load).toHaveBeenCalledTimes(loads)
    }
  })
})
