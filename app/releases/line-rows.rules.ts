const LF = 10
const CR = 13

/**
 * Bytes that other programs take for the end of a row, or of the list, where the gate does not. A list that has one would
 * be read as other rows than those that were answered, so the whole of it is refused.
 */
export const LINE_FAULTS = ['lone-carriage-return', 'nul-byte'] as const
export type LineFault = (typeof LINE_FAULTS)[number]

/** What a byte shows to be wrong. `afterReturn`: the byte before it was a carriage return outside quotes. */
export function lineFaultAt(byte: number, afterReturn: boolean): LineFault | null {
  if (afterReturn && byte !== LF) return 'lone-carriage-return'
  return byte === 0 ? 'nul-byte' : null
}

/** Rows that are lines, ended by LF or CRLF, byte by byte, remembering where it is between pieces. */
export class LineRowReader {
  fault: LineFault | null = null
  /** How far into the row we are, in bytes; at a fault, how many bytes of the row came before the one that shows it. */
  offset = 0
  private afterReturn = false

  /** The place just after the row's line end; 0 when this piece does not hold it, or when there is a `fault` before it. */
  rowEnd(piece: Uint8Array, from: number): number {
    for (let i = from; i < piece.length; i += 1) {
      const byte = piece[i] as number
      this.fault = lineFaultAt(byte, this.afterReturn)
      if (this.fault) return 0
      this.afterReturn = byte === CR
      this.offset += 1
      if (byte === LF) return i + 1
    }
    return 0
  }

  /** The list ended without a line end. */
  finish(): void {
    if (this.afterReturn) this.fault = 'lone-carriage-return'
  }

  nextRow(): void {
    this.offset = 0
  }
}
