import { IMPORT_ROW_MAX } from './choice-import.rules.ts'

/** One line that is not blank. `number` counts every line from 1, as an editor does. */
export interface FileLine {
  readonly number: number
  /** Null when the line is too long to be an entry; its first part is in `start`. */
  readonly text: string | null
  readonly start: string
  /** Bytes of the file handed to the reader by then. */
  readonly bytesRead: number
}

/** The file does not begin as text does: a workbook, or text in UTF-16. */
export class NotText extends Error {
  override readonly name = 'NotText'
}

/** A file line by line, LF or CRLF, without a byte-order mark. Never holds more than one piece of it and one line. */
export async function* eachLine(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<FileLine> {
  const decoder = new TextDecoder('utf-8')
  let held = ''
  let number = 0
  let bytesRead = 0
  let isSkipping = false
  const lineOf = (text: string): FileLine | null => {
    const line = text.endsWith('\r') ? text.slice(0, -1) : text
    number += 1
    if (isSkipping || line.length > IMPORT_ROW_MAX) {
      isSkipping = false
      return { number, text: null, start: line.slice(0, 200), bytesRead }
    }
    return line.trim() === '' ? null : { number, text: line, start: line, bytesRead }
  }
  for await (const piece of pieces) {
    if (bytesRead === 0 && piece.includes(0)) throw new NotText()
    bytesRead += piece.length
    const lines = (held + decoder.decode(piece, { stream: true })).split('\n')
    held = lines.pop() as string
    for (const text of lines) {
      const line = lineOf(text)
      if (line) yield line
    }
    if (held.length > IMPORT_ROW_MAX) {
      isSkipping = true
      held = held.slice(0, 200)
    }
  }
  const last = held + decoder.decode()
  if (last !== '' || isSkipping) {
    const line = lineOf(last)
    if (line) yield line
  }
}
