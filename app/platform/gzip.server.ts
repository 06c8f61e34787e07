import { once } from 'node:events'
import { createGunzip, createGzip } from 'node:zlib'

/** How much comes out at a time, in bytes. */
const PIECE = 64 * 1024

/** A stream that fails before it is read would end the process. Whoever reads it is told in any case. */
const IS_SEEN_BY_THE_READER = (): void => {}

/** What was given is not gzip from its first byte to its last, or not all of it came. */
export class GzipFault extends Error {}

/**
 * What was compressed as gzip (RFC 1952), as it is read: one member or several, and nothing else, noughts at the end
 * included. However much a few bytes become, only some pieces are in memory at once. Throws `GzipFault`, and whatever `from` throws.
 */
export async function* unzipped(from: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: PIECE }).on('error', IS_SEEN_BY_THE_READER)
  let given = 0
  let fault: { readonly error: unknown } | null = null
  const feed = async (): Promise<void> => {
    for await (const piece of from) {
      given += piece.length
      if (!gunzip.write(piece)) await once(gunzip, 'drain')
    }
    gunzip.end()
  }
  feed().catch((error: unknown) => {
    if (gunzip.destroyed) return
    fault = { error }
    gunzip.destroy(new Error('Nothing more comes'))
  })
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) yield piece
  } catch {
    throw fault ? (fault as { readonly error: unknown }).error : new GzipFault('What was given is not whole gzip')
  }
  // Noughts after the last member are passed over in silence, and all that follows them.
  if (gunzip.bytesWritten !== given) throw new GzipFault('Something follows the end of what was compressed')
}

/**
 * An answer, compressed as gzip while it is read. It has its end only when the answer has: one that fails, fails here. What is
 * in the compressor goes out when there is enough of it, or at the end.
 */
export function zipped(answer: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const gzip = createGzip({ level: 1, chunkSize: PIECE }).on('error', IS_SEEN_BY_THE_READER)
  const reader = answer.getReader()
  const feed = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (!gzip.write(value)) await once(gzip, 'drain')
    }
    gzip.end()
  }
  const pieces = gzip[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>
  feed().catch((error: Error) => gzip.destroy(error))
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await pieces.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: async (reason) => {
        gzip.destroy()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
