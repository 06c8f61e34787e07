import { readNhsNumber, type NhsNumberFault, type NhsNumberRange } from '#app/kernel/nhs-number.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { readDay, type Day } from '#app/kernel/uk-date.ts'
import { NumberSet } from './number-set.rules.ts'

/**
 * The file of the national check: no header, one number and a comma a line, both ways. What comes back holds only the
 * numbers that the national service cleared (NHS England, Check for National Data Opt-outs).
 */
export const LINE_ENDS = { LF: '\n', CRLF: '\r\n' } as const
export type LineEnd = keyof typeof LINE_ENDS

/** Why a number is not put to the national service. One bad line can sink the whole file, so nothing doubtful goes in. */
export const LEFT_OUT_REASONS = [
  'blank', 'not-ten-digits', 'check-digit', 'all-same-digit', 'not-issued', 'not-england', 'test-range', 'invalidated', 'repeated',
] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** A number to ask about. `isInvalidated`: the national register no longer recognises it. */
export type Asked = string | { readonly nhsNumber: string; readonly isInvalidated: boolean }

export interface DatOptions {
  /** The service asks for LF; some senders use CRLF. */
  readonly lineEnd?: LineEnd
  /** Lets the 9xx test range in. Never in a live installation. */
  readonly allowTestNumbers?: boolean
}

/** Counts only: no number is ever in it. `bytes` is the size of the file. */
export interface DatReport {
  readonly given: number
  readonly written: number
  readonly bytes: number
  readonly leftOut: Readonly<Record<LeftOutReason, number>>
}

const RANGE_FAULTS: Readonly<Record<NhsNumberRange, LeftOutReason | null>> = {
  england: null, test: 'test-range', scotland: 'not-england', 'northern-ireland': 'not-england', ireland: 'not-england',
  'not-issued': 'not-issued',
}

/** Writes a `.dat` number by number. It holds what it has written, at about ten bytes a number, to leave out repeats. */
export class DatWriter {
  /** What was written: the numbers that a reply may hold. */
  readonly sent = new NumberSet()
  private readonly lineEnd: string
  private readonly allowTestNumbers: boolean
  private given = 0
  private readonly leftOut = Object.fromEntries(LEFT_OUT_REASONS.map((reason) => [reason, 0])) as Record<LeftOutReason, number>

  constructor({ lineEnd = 'LF', allowTestNumbers = false }: DatOptions = {}) {
    this.lineEnd = LINE_ENDS[lineEnd]
    this.allowTestNumbers = allowTestNumbers
  }

  /** The line for one number; empty text when it is left out. Numbers are taken exactly as given, never repaired. */
  line(asked: Asked): string {
    const { nhsNumber, isInvalidated } = typeof asked === 'string' ? { nhsNumber: asked, isInvalidated: false } : asked
    this.given += 1
    const reason = this.faultOf(nhsNumber, isInvalidated)
    if (reason === null) return `${nhsNumber},${this.lineEnd}`
    this.leftOut[reason] += 1
    return ''
  }

  report(): DatReport {
    const written = this.sent.size
    return { given: this.given, written, bytes: written * (11 + this.lineEnd.length), leftOut: { ...this.leftOut } }
  }

  private faultOf(nhsNumber: string, isInvalidated: boolean): LeftOutReason | null {
    const reading = readNhsNumber(nhsNumber)
    if (!reading.ok) return reading.fault satisfies NhsNumberFault
    const outOfRange = RANGE_FAULTS[reading.range]
    if (outOfRange !== null && !(outOfRange === 'test-range' && this.allowTestNumbers)) return outOfRange
    if (isInvalidated) return 'invalidated'
    return this.sent.add(nhsNumber) ? null : 'repeated'
  }
}

const PIECE_CHARACTERS = 65_536

/** The `.dat` in pieces of about 64 KB, and the report at the end. */
export function* writeDat(asked: Iterable<Asked>, options: DatOptions = {}): Generator<string, DatReport> {
  const writer = new DatWriter(options)
  let piece = ''
  for (const one of asked) {
    piece += writer.line(one)
    if (piece.length < PIECE_CHARACTERS) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
  return writer.report()
}

export type ListFault = 'line-shape' | 'line-end' | 'not-a-number' | 'blank-line' | 'cut-short'

const LF = 10
const CR = 13
const COMMA = 44

/**
 * Reads a reply list piece by piece, wherever the pieces are cut. Lines end in LF or CRLF, mixed if need be; one blank
 * line may come last; anything else is refused by line number. Nothing that `push` gives may be relied on before `end`
 * has said that the whole list is sound.
 */
export class ListReader {
  private digits = ''
  private after: 'digits' | 'comma' | 'return' | 'blank-return' = 'digits'
  private line = 1
  private blankLine: number | null = null
  private count = 0
  private fault: Refusal<ListFault> | null = null

  /** The numbers whose comma stands in this piece; none any more once a fault is found. */
  push(piece: Uint8Array | string): string[] {
    const numbers: string[] = []
    const isText = typeof piece === 'string'
    for (let i = 0; i < piece.length && this.fault === null; i += 1) {
      const number = this.take(isText ? piece.charCodeAt(i) : (piece[i] as number))
      if (number !== null) numbers.push(number)
    }
    this.count += numbers.length
    return numbers
  }

  /** How many numbers the list holds, or the first fault and its line (from 1). A last line may lack its line end. */
  end(): Result<{ readonly numbers: number }, Refusal<ListFault>> {
    const isCut = this.digits !== '' || this.after === 'return' || this.after === 'blank-return'
    if (this.fault === null && isCut) this.stop('cut-short')
    return this.fault === null ? ok({ numbers: this.count }) : { ok: false, refusal: this.fault }
  }

  private take(code: number): string | null {
    if (this.after === 'comma') {
      if (code === LF) this.nextLine()
      else if (code === CR) this.after = 'return'
      else this.stop('line-shape')
      return null
    }
    if (this.after === 'return' || this.after === 'blank-return') {
      if (code !== LF) this.stop('line-end')
      else if (this.after === 'blank-return') this.endBlankLine()
      else this.nextLine()
      return null
    }
    if (this.blankLine !== null) this.stop('blank-line', this.blankLine)
    else if (code >= 48 && code <= 57 && this.digits.length < 10) this.digits += String.fromCharCode(code)
    else if (code === COMMA && this.digits.length === 10) return this.takeNumber()
    else if (code === LF && this.digits === '') this.endBlankLine()
    else if (code === CR && this.digits === '') this.after = 'blank-return'
    else this.stop('line-shape')
    return null
  }

  private takeNumber(): string | null {
    const number = this.digits
    this.digits = ''
    this.after = 'comma'
    if (readNhsNumber(number).ok) return number
    this.stop('not-a-number')
    return null
  }

  private endBlankLine(): void {
    this.blankLine = this.line
    this.nextLine()
  }

  private nextLine(): void {
    this.after = 'digits'
    this.line += 1
  }

  private stop(kind: ListFault, line = this.line): void {
    this.fault = refuse(kind, { line }).refusal
  }
}

/** The numbers of a list in pieces; what `ListReader.end` says comes last, and only then do they count. */
export function* readList(pieces: Iterable<Uint8Array | string>): Generator<string, ReturnType<ListReader['end']>> {
  const reader = new ListReader()
  for (const piece of pieces) yield* reader.push(piece)
  return reader.end()
}

export interface DatName {
  readonly mailbox: string
  /** The Europe/London day of the export. */
  readonly day: Day
  readonly sequence: number
}

export type DatNameFault = 'mailbox-shape' | 'day-not-real' | 'sequence-not-a-number'

const MAILBOX = /^[A-Z0-9]{3,20}$/
export const SEQUENCE_MAX = 999_999_999

/** True for a whole number that can number a file; it only ever rises, mailbox by mailbox. */
export function isSequence(sequence: number): boolean {
  return Number.isInteger(sequence) && sequence >= 1 && sequence <= SEQUENCE_MAX
}

/** Mailbox ids are compared without regard to capitals. Null for what is not one. */
export function readMailbox(text: string | null): string | null {
  const mailbox = text?.trim().toUpperCase() ?? ''
  return MAILBOX.test(mailbox) ? mailbox : null
}

/** `MAILBOX-DDMMYY-nnnn`: the file's name without its ending, and the subject of its message. At least four digits of sequence. */
export function datSubject({ mailbox, day, sequence }: DatName): Result<string, Refusal<DatNameFault>> {
  const known = readMailbox(mailbox)
  if (known === null) return refuse('mailbox-shape')
  if (readDay(day) === null) return refuse('day-not-real')
  if (!isSequence(sequence)) return refuse('sequence-not-a-number')
  const [year, month, date] = day.split('-') as [string, string, string]
  return ok(`${known}-${date}${month}${year.slice(2)}-${String(sequence).padStart(4, '0')}`)
}

/** The file's name, `MAILBOX-DDMMYY-nnnn.dat`. */
export function datFileName(name: DatName): Result<string, Refusal<DatNameFault>> {
  const subject = datSubject(name)
  return subject.ok ? ok(`${subject.value}.dat`) : subject
}

/** Reads a name that `datFileName` gave (with or without its ending); null for any other. */
export function readDatFileName(name: string): DatName | null {
  const parts = /^([A-Z0-9]{3,20})-(\d{2})(\d{2})(\d{2})-(\d{4,9})(?:\.dat)?$/i.exec(name)
  if (parts === null) return null
  const [, mailbox, date, month, year, digits] = parts as unknown as [string, string, string, string, string, string]
  const day = readDay(`20${year}-${month}-${date}`)
  const sequence = Number(digits)
  return day === null || !isSequence(sequence) ? null : { mailbox: mailbox.toUpperCase(), day, sequence }
}
