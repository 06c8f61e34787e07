import { isId, REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import { CHECK_STAGES, type CheckStage } from './check-stages.rules.ts'
import type { ListIdentifier, RowAnswers } from './list-identifier.rules.ts'

/** The three shapes a list may have, going in and coming out. */
export const LIST_FORMATS = ['ndjson', 'csv', 'text'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** Whether a row is told one coarse reason or, as well, every reason. */
export const DETAILS = ['coarse', 'full'] as const
export type Detail = (typeof DETAILS)[number]

export const MEDIA_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv', text: 'text/plain' } as const satisfies Record<ListFormat, string>

/** The format a Content-Type names; null when it is none of ours. A charset other than UTF-8 (or ASCII) is none of ours either. */
export function formatOfContentType(contentType: string | null): ListFormat | null {
  const [media = '', ...parameters] = (contentType ?? '').toLowerCase().split(';').map((part) => part.trim())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8).replace(/"/g, '')
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') return null
  return LIST_FORMATS.find((format) => MEDIA_TYPES[format] === media) ?? null
}

/**
 * The format an Accept header asks for, the best first (RFC 9110, section 12.5.1); null when it takes none of ours. Where
 * the caller does not mind, it is ndjson: the one that says something about every row.
 */
export function formatOfAccept(accept: string | null): ListFormat | null {
  if (accept === null || accept.trim() === '') return 'ndjson'
  const ranges = accept.toLowerCase().split(',').map((range) => {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim())
    const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1')
    return { media, q: Number.isFinite(q) ? q : 0 }
  })
  let best: { format: ListFormat; q: number; place: number } | null = null
  for (const format of LIST_FORMATS) {
    const media = MEDIA_TYPES[format]
    const wildcards = [media, `${media.split('/')[0]}/*`, '*/*']
    const exactness = wildcards.findIndex((wanted) => ranges.some((range) => range.media === wanted))
    if (exactness < 0) continue
    const place = ranges.findIndex((range) => range.media === wildcards[exactness])
    const q = (ranges[place] as { q: number }).q
    if (q <= 0) continue
    if (best === null || q > best.q || (q === best.q && place < best.place)) best = { format, q, place }
  }
  return best?.format ?? null
}

export type CallRefusal = 'content-type-not-taken' | 'content-encoding-not-taken' | 'answer-format-not-offered' | 'detail-unknown' | PastRefusal | ExtractRefusal

/** How a list may come, and its answer go: as it is, or compressed as gzip (RFC 9110, section 8.4.1.3). */
export type ListCoding = 'identity' | 'gzip'

/** The coding that Content-Encoding names; null when it is none of ours, or more than one. */
export function codingOfContent(contentEncoding: string | null): ListCoding | null {
  const coding = contentEncoding?.trim().toLowerCase() ?? ''
  if (coding === '' || coding === 'identity') return 'identity'
  return coding === 'gzip' || coding === 'x-gzip' ? 'gzip' : null
}

/** gzip where Accept-Encoding asks for it and does not prefer the answer as it is (RFC 9110, section 12.5.3). */
export function codingOfAccept(acceptEncoding: string | null): ListCoding {
  const asked = new Map(
    (acceptEncoding ?? '').toLowerCase().split(',').map((part) => {
      const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const q = Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1')
      return [coding, Number.isFinite(q) ? q : 0]
    }),
  )
  const gzip = asked.get('gzip') ?? asked.get('x-gzip') ?? asked.get('*') ?? 0
  return gzip > 0 && gzip >= (asked.get('identity') ?? 0) ? 'gzip' : 'identity'
}

/** How a check is asked for, out of the call's headers and its query. */
export function readCheckCall(call: {
  readonly header: (name: string) => string | null
  readonly query: (name: string) => string | null
}): Result<CheckCallRead, Refusal<CallRefusal>> {
  const given = formatOfContentType(call.header('Content-Type'))
  if (!given) return refuse('content-type-not-taken')
  const listCoding = codingOfContent(call.header('Content-Encoding'))
  if (!listCoding) return refuse('content-encoding-not-taken')
  const asked = formatOfAccept(call.header('Accept'))
  if (!asked) return refuse('answer-format-not-offered')
  const detail = DETAILS.find((known) => known === (call.query('detail') ?? 'coarse'))
  if (!detail) return refuse('detail-unknown')
  const named = readExtract(call.query('extract'), call.query('stage'))
  if (!named.ok) return named
  const past = readPast(call.query('replay'), call.query('at'), call.query('known'))
  if (!past.ok) return past
  if (past.value !== null && named.value.extract !== null) return refuse('past-of-no-extract')
  return ok({ given, asked, detail, listCoding, answerCoding: codingOfAccept(call.header('Accept-Encoding')), ...named.value, past: past.value })
}

export interface CheckCallRead {
  readonly given: ListFormat
  readonly asked: ListFormat
  readonly detail: Detail
  /** The caller's reference of the extract that the list is, and what it is about to be used for; both or neither. */
  readonly extract: string | null
  readonly stage: CheckStage | null
  /** Asked about the past: then it is no check. Null where it is asked as things stand now. */
  readonly past: PastAsked | null
  /** Left out where the list is of NHS numbers. */
  readonly pseudonyms?: PseudonymReading
  /** How the list comes, and how its answer is to go. */
  readonly listCoding: ListCoding
  readonly answerCoding: ListCoding
}

/** How a list of pseudonyms is read. */
export interface PseudonymReading {
  /** Of the key that it was made with. */
  readonly version: number
  /** Finds whose pseudonyms they are among everyone that these answers are about. */
  readonly over: (answers: AnswerTable) => Promise<{ readonly identifier: ListIdentifier; readonly answers: RowAnswers }>
  /** Reads a list whose answers are known. */
  readonly unlooked: () => ListIdentifier
}

/** As a check was answered; or as at an instant, on what was known by one. Where one is left out, `at` is `known`, and `known` is now. */
export type PastAsked =
  | { readonly kind: 'replay'; readonly checkId: string }
  | { readonly kind: 'as-known'; readonly at: Date | null; readonly known: Date | null }

type PastRefusal = 'replay-malformed' | 'instant-malformed' | 'replay-and-instant-together' | 'past-of-no-extract'

/** An instant of ISO 8601 with its offset from UTC. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

function readPast(replay: string | null, at: string | null, known: string | null): Result<PastAsked | null, Refusal<PastRefusal>> {
  if (replay !== null) {
    if (at !== null || known !== null) return refuse('replay-and-instant-together')
    return isId(replay) ? ok({ kind: 'replay', checkId: replay.toLowerCase() }) : refuse('replay-malformed')
  }
  if (at === null && known === null) return ok(null)
  const [atInstant, knownInstant] = [at, known].map((text) => (text !== null && INSTANT.test(text) ? new Date(text) : null))
  const isWrong = (text: string | null, instant: Date | null | undefined): boolean => text !== null && (!instant || Number.isNaN(instant.getTime()))
  if (isWrong(at, atInstant) || isWrong(known, knownInstant)) return refuse('instant-malformed', { parameter: isWrong(at, atInstant) ? 'at' : 'known' })
  return ok({ kind: 'as-known', at: atInstant ?? null, known: knownInstant ?? null })
}

type ExtractRefusal = 'stage-unknown' | 'extract-malformed' | 'extract-and-stage-together'

function readExtract(extract: string | null, given: string | null): Result<Pick<CheckCallRead, 'extract' | 'stage'>, Refusal<ExtractRefusal>> {
  const stage = CHECK_STAGES.find((known) => known === given) ?? null
  if (given !== null && stage === null) return refuse('stage-unknown')
  if (extract !== null && !isExtractRef(extract)) return refuse('extract-malformed', { limit: REFERENCE_MAX })
  if ((extract === null) !== (stage === null)) return refuse('extract-and-stage-together')
  return ok({ extract, stage })
}

/** A reference as ours are, of at most as many characters, that holds nothing like an NHS number: it stands in addresses. */
function isExtractRef(text: string): boolean {
  if (text.length > REFERENCE_MAX || !REFERENCE_PATTERN.test(text)) return false
  return ![...text.matchAll(/(?<![0-9])(?:[0-9]{10}|[0-9]{3}-[0-9]{3}-[0-9]{4})(?![0-9])/g)].some(([number]) => readNhsNumber(number.replaceAll('-', '')).ok)
}
