import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { GzipFault, unzipped, zipped } from '#app/platform/gzip.server.ts'
import { bytesInBuffers } from '#tests/setup/memory.ts'

const text = (words: string) => Buffer.from(words)
const A = gzipSync('hello\n')
const B = gzipSync('world\n')
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
async function read(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all).toString()
}

describe('what was compressed', () => {
  test.each([['one member', A, 'hello\n'], ['several members', Buffer.concat([A, B, A]), 'hello\nworld\nhello\n'], ['nothing', gzipSync(''), '']])('comes out as it was: %s, however cut', async (_what, bytes, words) => {
    for (const size of [1, 2, A.length, A.length + 1, 1000]) expect(await read(unzipped(inPieces(bytes, size)))).toBe(words)
  })

  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['not gzip', text('9990000018\n')],
    ['cut short', A.subarray(0, -1)],
    ['cut short in a later member', Buffer.concat([A, B.subarray(0, 5)])],
    ['followed by something else', Buffer.concat([A, text('9990000018\n')])],
    ['followed by the first byte of a member', Buffer.concat([A, A.subarray(0, 1)])],
    ['followed by noughts', Buffer.concat([A, Buffer.alloc(3)])],
    ['followed by noughts that hide another member', Buffer.concat([A, Buffer.alloc(3), B])],
    ['with a wrong checksum', Buffer.concat([A.subarray(0, -8), Buffer.from([1, 2, 3, 4]), A.subarray(-4)])],
    ['with a wrong length', Buffer.concat([A.subarray(0, -4), Buffer.from([1, 2, 3, 4])])],
  ])('is a fault, and never ends, when it is %s', async (_what, bytes) => {
    for (const size of [1, 2, A.length, A.length + 1, 1000]) await expect(read(unzipped(inPieces(bytes, size)))).rejects.toThrow(GzipFault)
  })

  test('ends with the fault of whoever gives it', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield A.subarray(0, 12)
      throw new Error('the connection broke')
    }
    await expect(read(unzipped(broken()))).rejects.toThrow('the connection broke')
  })

  test('is unpacked no faster than it is read, however much a few bytes become', async () => {
    // 200 MB of the same line in 200 kB.
    const bomb = Buffer.concat(Array.from({ length: 10 }, () => gzipSync('9990000018\n'.repeat(1_900_000))))
    let given = 0
    async function* counted() {
      for await (const piece of inPieces(bomb, 4096)) {
        given += piece.length
        yield piece
      }
    }
    const pieces = unzipped(counted())
    const before = await bytesInBuffers()
    expect((await pieces.next()).done).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(given).toBeLessThan(64 * 1024)
    let bytes = 0
    let most = 0
    for await (const piece of pieces) {
      bytes += piece.length
      if (bytes % (50 * piece.length) < piece.length) most = Math.max(most, (await bytesInBuffers()) - before)
    }
    expect(bytes).toBeGreaterThan(200_000_000)
    expect(most).toBeLessThan(5_000_000)
  })
})

describe('an answer that is compressed', () => {
  const streamOf = (pieces: AsyncGenerator<Uint8Array>) => new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  }, { highWaterMark: 0 })

  test('is the answer', async () => {
    const words = Buffer.from(Array.from({ length: 300_000 }, (_, i) => createHash('sha1').update(String(i)).digest('hex')).join('\n'))
    const packed = Buffer.from(await new Response(zipped(streamOf(inPieces(words, 70_000)))).arrayBuffer())
    expect(packed.length).toBeLessThan(words.length)
    expect(gunzipSync(packed).equals(words)).toBe(true)
  })

  test('fails when the answer fails, and what came of it is not whole', async () => {
    async function* failing() {
      yield Buffer.from(Array.from({ length: 100_000 }, (_, i) => createHash('sha1').update(String(i)).digest('hex')).join('\n'))
      throw new Error('broken')
    }
    const reader = zipped(streamOf(failing())).getReader()
    const got: Uint8Array[] = []
    await expect((async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) got.push(next.value)
    })()).rejects.toThrow('broken')
    expect(() => gunzipSync(Buffer.concat(got))).toThrow()
  })

  test('may fail before anyone reads it', async () => {
    const answer = zipped(new ReadableStream<Uint8Array>({ pull: () => { throw new Error('broken') } }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await expect(answer.getReader().read()).rejects.toThrow('broken')
  })

  test('is let go when nobody wants it any more', async () => {
    let why: unknown = null
    const answer = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(Buffer.alloc(1000)), cancel: (reason) => { why = reason } })
    const reader = zipped(answer).getReader()
    await reader.read()
    await reader.cancel('gone')
    expect(why).toBe('gone')
  })
})
