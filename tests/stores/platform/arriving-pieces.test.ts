import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { ArrivingPieces } from '#app/platform/arriving-pieces.server.ts'

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const text = (piece: Uint8Array | null): string | null => piece && Buffer.from(piece).toString()

test('pieces come as they came, in order, however many wait, and then the end', async () => {
  const from = new PassThrough()
  const pieces = new ArrivingPieces(from, 1024)
  const first = pieces.next()
  await later()
  for (const piece of ['one', 'two', 'three']) from.write(piece)
  from.end()
  expect([await first, await pieces.next(), await pieces.next(), await pieces.next(), await pieces.next()].map(text)).toEqual(['one', 'two', 'three', null, null])
})

test('nothing is read before it is asked for, and no more than so much before it is taken', async () => {
  const from = new PassThrough({ highWaterMark: 4 })
  const pieces = new ArrivingPieces(from, 8)
  expect(from.write('abcd')).toBe(false)
  await later()
  expect(from.readableFlowing).toBeNull()
  let written = 1
  const drained = (): void => {
    while (written < 100) {
      written += 1
      if (!from.write('abcd')) return void from.once('drain', drained)
    }
    from.end()
  }
  from.once('drain', drained)
  expect(text(await pieces.next())).toBe('abcd')
  for (let round = 0; round < 20; round += 1) await later()
  expect(written).toBeLessThan(8)
  let read = 1
  while ((await pieces.next()) !== null) read += 1
  expect(read).toBe(100)
})

test('a stream that fails, or is closed before its end, is a fault after what had come', async () => {
  for (const fail of [(from: PassThrough) => from.destroy(new Error('The cable was cut')), (from: PassThrough) => from.destroy()]) {
    const from = new PassThrough()
    const pieces = new ArrivingPieces(from, 1024)
    const first = pieces.next()
    from.write('one')
    await later()
    fail(from)
    expect(text(await first)).toBe('one')
    await expect(pieces.next()).rejects.toThrow()
    await expect(pieces.next()).rejects.toThrow()
  }
})

test('a stream that is let go stands still, and whoever waited for it waits no longer', async () => {
  const from = new PassThrough()
  const pieces = new ArrivingPieces(from, 1024)
  const waiting = pieces.next()
  await later()
  pieces.stop()
  expect(await waiting).toBeNull()
  from.write('one')
  await later()
  expect(from.readableLength).toBe(3)
  from.resume()
  await later()
  expect(from.readableLength).toBe(0)
  expect(await pieces.next()).toBeNull()
})
