import { expect, test } from 'vitest'
import { hasGoneOut, OUTGOING_PIECE, outgoingPiece } from '#app/platform/outgoing-pieces.server.ts'

test('memory of an answer is used again once it is out, and never while it is not', () => {
  const [first, second] = [outgoingPiece(), outgoingPiece()]
  expect(first.buffer).not.toBe(second.buffer)
  hasGoneOut(first.subarray(0, 10))
  const third = outgoingPiece()
  expect(third.buffer).toBe(first.buffer)
  expect(third.length).toBe(OUTGOING_PIECE)
  const fourth = outgoingPiece()
  expect([first.buffer, second.buffer]).not.toContain(fourth.buffer)
})

test('what is said twice to be out, or never came from here, is not lent to two', () => {
  const piece = outgoingPiece()
  hasGoneOut(piece)
  hasGoneOut(piece)
  hasGoneOut(new Uint8Array(OUTGOING_PIECE))
  const lent = Array.from({ length: 40 }, () => outgoingPiece().buffer)
  expect(new Set(lent).size).toBe(lent.length)
})
