import { describe, expect, test, vi } from 'vitest'
import { AnswerQueue } from '#app/platform/answer-queue.server.ts'
import { Spool } from '#app/platform/spool.server.ts'

const piece = (i: number, size: number) => Buffer.alloc(size, i % 251)
async function takeAll(queue: AnswerQueue): Promise<Buffer> {
  const taken: Uint8Array[] = []
  for (;;) {
    const next = await queue.take()
    if (!next) return Buffer.concat(taken)
    taken.push(next)
  }
}

describe('an answer on its way', () => {
  test.each([
    ['read at once', 0], ['read late, when most of it waits on disk', 50], ['read by turns', 1],
  ])('comes out whole and in order when it is %s', async (_when, pauseEvery) => {
    const queue = new AnswerQueue()
    const pieces = Array.from({ length: 120 }, (_, i) => piece(i, 1000 + i * 700))
    const putting = (async () => {
      for (const [i, each] of pieces.entries()) {
        await queue.put(each)
        if (pauseEvery === 1 && i % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      }
      queue.end()
    })()
    if (pauseEvery === 50) await putting
    expect((await takeAll(queue)).equals(Buffer.concat(pieces))).toBe(true)
    await putting
    await queue.close()
  })

  test('holds back whoever puts in while the reader takes, and keeps it all in memory', async () => {
    const opened = vi.spyOn(Spool, 'open')
    const queue = new AnswerQueue()
    let ahead = 0
    let furthest = 0
    const putting = (async () => {
      for (let i = 0; i < 100; i += 1) {
        await queue.put(piece(i, 256 * 1024))
        ahead += 1
        furthest = Math.max(furthest, ahead)
      }
      queue.end()
    })()
    let taken = 0
    for (let next = await queue.take(); next; next = await queue.take()) {
      expect(next[0]).toBe(taken % 251)
      taken += 1
      ahead -= 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    await putting
    expect(taken).toBe(100)
    expect(furthest).toBeLessThanOrEqual(6)
    expect(opened).not.toHaveBeenCalled()
    await queue.close()
  })

  test('goes back to memory when a reader that was late has caught up with the disk', async () => {
    const opened = vi.spyOn(Spool, 'open')
    const queue = new AnswerQueue()
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 8; i += 1) await queue.put(piece(i, 256 * 1024))
      expect(opened).toHaveBeenCalledTimes(round + 1)
      const taken: Uint8Array[] = []
      while (taken.reduce((sum, { length }) => sum + length, 0) < 8 * 256 * 1024) taken.push((await queue.take()) as Uint8Array)
      expect(Buffer.concat(taken).equals(Buffer.concat(Array.from({ length: 8 }, (_, i) => piece(i, 256 * 1024))))).toBe(true)
    }
    await queue.close()
  })

  test.each(['is let go', 'fails'])('wakes whoever waits to put in when it %s', async (how) => {
    const queue = new AnswerQueue()
    for (let i = 0; i < 4; i += 1) await queue.put(piece(i, 256 * 1024))
    const putting = queue.put(piece(9, 256 * 1024))
    if (how === 'fails') queue.fail(new Error('broken'))
    else await queue.close()
    await putting
    await queue.close()
  })

  test('that fails says so to whoever takes it, and a fault is not an end', async () => {
    const queue = new AnswerQueue()
    await queue.put(piece(1, 10))
    queue.fail(new Error('broken'))
    await expect(queue.take()).rejects.toThrow('broken')
  })

  test('that was let go takes no more in', async () => {
    const queue = new AnswerQueue()
    await queue.close()
    await queue.put(piece(1, 3_000_000))
    queue.end()
    expect((await takeAll(queue)).length).toBe(0)
  })
})

describe('bytes put aside', () => {
  test('come back as they were, in whatever portions they are asked for', async () => {
    const spool = await Spool.open()
    const given = Array.from({ length: 9 }, (_, i) => piece(i + 1, 50_000))
    for (const each of given.slice(0, 5)) await spool.put(each)
    const first = await spool.take(70_001)
    for (const each of given.slice(5)) await spool.put(each)
    const rest: Buffer[] = []
    while (spool.waiting > 0) rest.push(await spool.take())
    expect(Buffer.concat([first, ...rest]).equals(Buffer.concat(given))).toBe(true)
    expect((await spool.take()).length).toBe(0)
    await spool.close()
  })
})
