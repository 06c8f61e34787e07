import { describe, expect, test } from 'vitest'
import { turn } from '#app/platform/event-loop-turn.server.ts'

describe('turns', () => {
  test('come one in each round of the event loop, in the order in which they were asked for', async () => {
    const taken: string[] = []
    let rounds = 0
    let isCounting = true
    const count = () => { rounds += 1; if (isCounting) setImmediate(count) }
    const work = async (name: string) => {
      for (let part = 0; part < 5; part += 1) {
        await turn()
        taken.push(name)
      }
    }
    setImmediate(count)
    await Promise.all([work('a'), work('b'), work('c')])
    isCounting = false
    expect(taken).toEqual(Array.from({ length: 5 }, () => ['a', 'b', 'c']).flat())
    expect(rounds).toBeGreaterThanOrEqual(14)
  })
})
