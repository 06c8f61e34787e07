/**
 * Noise for counts: a whole number k with probability proportional to e^(-ε|k|), the discrete Laplace distribution (Ghosh,
 * Roughgarden and Sundararajan, 2009). A count that one person moves by one is then ε-differentially private: whatever is
 * told is at most e^ε times as likely with that person as without.
 */

/** What one answer may give away about one person. Answers that are independent of each other add up. */
export const EPSILON = 0.1
/** Nineteen answers in twenty are no further from the truth than this. */
export const MARGIN = 30

const RATIO = Math.exp(-EPSILON)
/** Beyond this, noise is less likely than the smallest step between the fractions it is drawn by. */
const MOST = 360

/** How likely it is that the noise is further from nought than `k`, to each side alike: for 0, 1, 2 and so on. */
const FURTHER = Array.from({ length: MOST }, (_, k) => (2 * RATIO ** (k + 1)) / (1 + RATIO))

/** The noise that 16 bytes stand for: the same for the same bytes. They must be such as nobody can guess. */
export function noiseOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // 53 bits make a fraction that a number holds exactly; another byte gives the side.
  const fraction = (view.getUint32(0) * 2 ** 21 + (view.getUint32(4) >>> 11)) / 2 ** 53
  const size = FURTHER.findIndex((further) => fraction >= further)
  const k = size < 0 ? MOST : size
  return k === 0 ? 0 : (view.getUint8(8) & 1) === 1 ? k : -k
}
