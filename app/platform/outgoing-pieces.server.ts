/** A piece of memory for an answer, in bytes. */
export const OUTGOING_PIECE = 256 * 1024

/** Kept for the next answer, at most. */
const MOST_KEPT = 16

const kept: Uint8Array[] = []
/** What was lent and has not come back. It is let go of by itself where an answer goes another way, such as to the disk. */
const lent = new WeakSet<ArrayBufferLike>()

/**
 * Memory for a piece of an answer. What is sent is used again for the next piece: a long answer would otherwise take and let
 * go of many times its size. It holds whatever was in it before, so only what was written into it may be handed on.
 */
export function outgoingPiece(): Uint8Array {
  const piece = kept.pop() ?? new Uint8Array(OUTGOING_PIECE)
  lent.add(piece.buffer)
  return piece
}

/** Says that bytes have left this process, and that nobody reads them any more. Whatever is not such a piece is passed over. */
export function hasGoneOut(bytes: Uint8Array): void {
  if (!lent.delete(bytes.buffer) || kept.length >= MOST_KEPT) return
  kept.push(new Uint8Array(bytes.buffer))
}
