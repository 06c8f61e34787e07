import { describe, expect, test, vi } from 'vitest'
import { Places } from '#app/platform/places.server.ts'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, heldList, linesOf, numbers, openAnswer, problemOf, until } from './ask.ts'

const portal = usePortal()
const checks = () => portal.owner`select state, refusal from checks`

describe('many checks at once', () => {
  test('wait for one another, each is answered, and each gives its place back however it ends', async () => {
    const pilot = await givenPilot(portal)
    for (const ends of ['end', 'break'] as const) {
      const held = Array.from({ length: 12 }, () => heldList())
      const answers = held.map(({ list }) => openAnswer(pilot, list))
      held.forEach(({ send }) => send(`${testNumber(0)}\n`))
      await until(async () => (await checks()).filter((check) => check.state === 'incomplete' && check.refusal === null).length === 12)
      const another = ask(portal, pilot, numbers(3))
      const first = held[0] as ReturnType<typeof heldList>
      first[ends]()
      await (await (answers[0] as Promise<Response>)).text()
      expect(linesOf(await another).summary.rows).toBe(3)
      held.slice(1).forEach((each) => each[ends]())
      for (const answer of answers.slice(1)) await (await answer).text()
    }
    expect((await checks()).filter((check) => check.state === 'complete')).toHaveLength(14)
  })

  test('that cannot all be answered are refused in words, with when to try again', async () => {
    const pilot = await givenPilot(portal)
    vi.spyOn(Places.prototype, 'take').mockResolvedValue(null)
    const answer = await ask(portal, pilot, numbers(3))
    expect([answer.status, problemOf(answer).code, answer.headers.get('Retry-After')]).toEqual([503, 'gate-busy', '10'])
    expect(await checks()).toEqual([])
  })
})
