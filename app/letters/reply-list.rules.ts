import type { Channel } from '#app/choices/choice.rules.ts'
import { readDay, type Day } from '#app/kernel/uk-date.ts'
import { looksLikeFormula, normalHeading, type ListFaultKind } from '#app/people/people-list.rules.ts'
import { readReplyCode } from './reply-code.rules.ts'

/** A list of opt-outs that a practice kept elsewhere: one patient a row, named by any of the first three columns. */
export const REPLY_LIST_COLUMNS = ['nhs_number', 'local_id', 'reply_code', 'channel', 'received', 'signed'] as const
export type ReplyListColumn = (typeof REPLY_LIST_COLUMNS)[number]
export const NAMING_COLUMNS = ['nhs_number', 'local_id', 'reply_code'] as const

export const REPLY_LIST_BYTES_MAX = 5 * 1024 * 1024
export const REPLY_LIST_ROWS_MAX = 5000

export const LIST_CHANNELS = ['slip', 'phone', 'desk', 'web', 'list'] as const satisfies readonly Channel[]
export type ListChannel = (typeof LIST_CHANNELS)[number]

export const REPLY_LIST_FAULTS = ['not-allowed', 'letters-not-made', 'file-missing', 'reply-columns-missing', 'too-many-rows'] as const
export type ReplyListFault = (typeof REPLY_LIST_FAULTS)[number] | ListFaultKind

export const ROW_FAULTS = [
  'nobody-named', 'nhs-number', 'unknown', 'several', 'differ', 'code', 'code-unknown', 'code-differs', 'channel', 'received', 'received-in-future',
  'received-before-letters', 'signed', 'formula', 'too-few-cells',
] as const
export type RowFault = (typeof ROW_FAULTS)[number]

export interface ReplyColumnPlan {
  readonly places: ReadonlyMap<ReplyListColumn, number>
  readonly missing: readonly string[]
  readonly twice: readonly string[]
  readonly ignored: readonly string[]
}

export function planReplyColumns(headings: readonly string[]): ReplyColumnPlan {
  const places = new Map<ReplyListColumn, number>()
  const twice: string[] = []
  const ignored: string[] = []
  headings.forEach((heading, place) => {
    const name = normalHeading(heading) as ReplyListColumn
    if (!REPLY_LIST_COLUMNS.includes(name)) {
      if (heading.trim()) ignored.push(heading.trim())
    } else if (places.has(name)) twice.push(name)
    else places.set(name, place)
  })
  const missing: string[] = (['channel', 'received'] as const).filter((name) => !places.has(name))
  if (!NAMING_COLUMNS.some((name) => places.has(name))) missing.unshift(NAMING_COLUMNS.join(' or '))
  return { places, missing, twice, ignored }
}

export interface ReplyListRow {
  readonly nhsNumber: string
  readonly localId: string
  readonly replyCode: string | null
  readonly channel: ListChannel
  readonly received: Day
  readonly isSigned: boolean
}

/** `2026-03-27` or `27/03/2026`; null when it is not a real day. */
export function readListDay(text: string): Day | null {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  return readDay(day && month ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text)
}

/** One row as it stands by itself, or everything wrong with it. */
export function readReplyRow(
  cells: readonly string[], plan: ReplyColumnPlan,
): { readonly ok: true; readonly row: ReplyListRow } | { readonly ok: false; readonly faults: readonly RowFault[] } {
  const cell = (name: ReplyListColumn): string => {
    const place = plan.places.get(name)
    return place === undefined ? '' : (cells[place] ?? '').trim()
  }
  if (Math.max(...plan.places.values()) >= cells.length) return { ok: false, faults: ['too-few-cells'] }
  const faults: RowFault[] = []
  if (NAMING_COLUMNS.some((name) => looksLikeFormula(cell(name)))) faults.push('formula')
  else if (NAMING_COLUMNS.every((name) => cell(name) === '')) faults.push('nobody-named')
  const code = cell('reply_code') === '' ? null : readReplyCode(cell('reply_code'))
  if (code && !code.ok) faults.push('code')
  const channel = (cell('channel').toLowerCase() || 'list') as ListChannel
  if (!LIST_CHANNELS.includes(channel)) faults.push('channel')
  const received = readListDay(cell('received'))
  if (!received) faults.push('received')
  const signed = cell('signed').toLowerCase()
  if (!['', 'yes', 'y', 'no', 'n'].includes(signed)) faults.push('signed')
  if (faults.length > 0 || !received) return { ok: false, faults }
  return {
    ok: true,
    row: { nhsNumber: cell('nhs_number'), localId: cell('local_id'), replyCode: code?.ok ? code.code : null, channel, received, isSigned: !signed.startsWith('n') },
  }
}
