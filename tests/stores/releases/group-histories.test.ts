import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { WHOLE_PROTOCOL } from '#app/documents/schedule.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import { FlowAnswers } from '#app/releases/flow-answers.server.ts'
import { stemOfText } from '#app/releases/number-stem.rules.ts'
import { FlowIndexes, readSnapshot } from '#app/releases/read-snapshot.server.ts'
import { givenGroupPilot, givenMemberAct, givenSchedule, givenSignature, THIRD_PRACTICE } from '#tests/factories/groups.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { givenChoice, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { sweep, TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { NUMBERS } from './flow-histories.ts'

const portal = usePortal()
const PRACTICES = [PRACTICE, OTHER_PRACTICE, THIRD_PRACTICE]

/** Two people at each of three practices, the first of whom signed; number 5 is on two lists. */
async function givenThree(): Promise<Pilot> {
  const pilot = await givenGroupPilot(portal, { people: [{}, {}] })
  for (const [index, practice] of [OTHER_PRACTICE, OTHER_PRACTICE, THIRD_PRACTICE, THIRD_PRACTICE].entries()) await givenPerson(portal, practice, { nhsNumber: testNumber(2 + index), localId: `M${index}` })
  await givenPerson(portal, PRACTICE, { nhsNumber: testNumber(5), localId: 'both' })
  return pilot
}

/** What is said of each number, out of what is kept in memory or out of all that is read anew; or why nothing is. */
async function said(pilot: Pilot, from: 'memory' | 'afresh') {
  const snapshot = await (from === 'memory' ? readSnapshot(portal.runtime, pilot.flowRef) : new FlowIndexes(portal.runtime).read(pilot.flowRef))
  if (!snapshot.ok) return snapshot.refusal.kind
  const { answers } = snapshot.value
  return NUMBERS.map((number) => {
    const outcome = answers.outcomes[answers.placeFor(stemOfText(number))]!
    return [number, outcome.decision, ...outcome.reasons].join(' ')
  })
}

const WHAT = ['signs', 'signs-later', 'leaves-out', 'whole-again', 'left', 'notice', 'returned', 'declined', 'merged', 'choice', 'time'] as const
type What = (typeof WHAT)[number]

class Story {
  private readonly signed = new Set<string>([PRACTICE.code])

  constructor(private readonly pilot: Pilot) {}

  async happens(what: What, who: number): Promise<void> {
    portal.now = new Date(portal.now.getTime() + 60_000)
    const practice = PRACTICES[who]!
    const hasSigned = this.signed.has(practice.code)
    const schedule = what === 'leaves-out' ? { ...WHOLE_PROTOCOL, flowsLeftOut: [this.pilot.flowRef] } : what === 'signs-later' ? { ...WHOLE_PROTOCOL, startsOn: addDays(londonDay(portal.now), 2) } : WHOLE_PROTOCOL
    switch (what) {
      case 'signs': case 'signs-later': case 'leaves-out': case 'whole-again':
        if (hasSigned) return givenSchedule(portal, practice, schedule)
        this.signed.add(practice.code)
        return givenSignature(portal, this.pilot, practice, schedule)
      case 'left': case 'returned': case 'declined': return givenMemberAct(portal, this.pilot, practice, what)
      case 'notice': return givenMemberAct(portal, this.pilot, practice, 'left', { from: new Date(portal.now.getTime() + 86_400_000) })
      case 'merged': return givenMemberAct(portal, this.pilot, practice, 'merged', { into: PRACTICES[(who + 1) % 3]!.code })
      case 'choice': await givenChoice(portal, this.pilot.people[who % 2]!); return
      case 'time': portal.now = new Date(portal.now.getTime() + 86_400_000)
    }
  }
}

describe('answers about many practices, kept in memory', () => {
  test('are those that reading everything afresh gives, whatever practices say and sign', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...WHAT), fc.integer({ min: 0, max: 2 })), { minLength: 5, maxLength: 15 }), async (history) => {
      await sweep(portal.owner)
      portal.now = TEST_NOW
      const pilot = await givenThree()
      const story = new Story(pilot)
      for (const [what, who] of history) {
        await story.happens(what, who)
        expect(await said(pilot, 'memory')).toEqual(await said(pilot, 'afresh'))
      }
    }), { numRuns: 12 })
  }, 240_000)

  test.each<[string, What]>([['a signature', 'signs'], ['a schedule that leaves the flow out', 'leaves-out'], ['a practice that leaves', 'left'], ['a refusal', 'declined']])('follow %s with that practice’s register alone', async (_what, what) => {
    const pilot = await givenThree()
    const story = new Story(pilot)
    await story.happens('signs', 1)
    const before = await said(pilot, 'memory')
    const load = vi.spyOn(FlowAnswers, 'load')
    await story.happens(what, what === 'signs' ? 2 : 1)
    const now = await said(pilot, 'memory')
    expect(load).not.toHaveBeenCalled()
    expect(now).not.toEqual(before)
    expect(now).toEqual(await said(pilot, 'afresh'))
  })
})
