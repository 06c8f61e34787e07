import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { ControlFile } from './control-file.rules.ts'
import { readMailbox } from './dat-file.rules.ts'
import type { ListComparison, NationalCheckSettings, RunMessage } from './national-check.rules.ts'

/** How much of a reply is looked at to tell what it is, in characters. Receipts and errors are far shorter; lists may be far longer. */
export const SNIFF_CHARACTERS = 65_536

export interface ReplyFile {
  /** The control file that came with it, read; null when there was none. */
  readonly control: ControlFile | null
  /** The local id that the file's name or a person gives it. Used only where there is no control file. */
  readonly namedLocalId: string | null
  /** The first SNIFF_CHARACTERS of the content, decoded as UTF-8. */
  readonly head: string
  /** Whether `head` is the whole content. */
  readonly isWhole: boolean
}

interface ReplyMatter {
  readonly localId: string | null
  readonly subject: string | null
}

/** A reply told apart. Text in it comes with every digit of a long number masked, since an error may quote an NHS number. */
export type Reply = ReplyMatter & (
  | { readonly kind: 'receipt'; readonly isAccepted: boolean; readonly submissionId: string | null; readonly failedStages: readonly string[] }
  | { readonly kind: 'report'; readonly isError: boolean; readonly code: string | null; readonly text: string }
  | { readonly kind: 'error-text'; readonly text: string }
  | { readonly kind: 'list'; readonly isEmpty: boolean; readonly vouchedBy: 'control' | 'name' }
)

export const REPLY_REFUSALS = [
  'other-workflow', 'other-sender', 'other-mailbox', 'report-status-unknown', 'receipt-unreadable', 'receipt-status-unknown',
  'local-id-differs', 'content-differs-from-control', 'empty-without-control', 'control-file-given', 'not-understood',
] as const
export type ReplyRefusal = (typeof REPLY_REFUSALS)[number]

type Sniffed = Result<Reply, Refusal<ReplyRefusal>>
type AddressSettings = Pick<NationalCheckSettings, 'mailbox' | 'serviceMailboxes' | 'replyWorkflowIds'>

/**
 * Tells a receipt, a report, an error and a list apart by the control file and the content together. Where the two differ,
 * or neither is known, the reply is refused and nothing happens to any run: an error is never read as a list, nor a receipt
 * as an empty one.
 */
export function sniffReply(file: ReplyFile, settings: AddressSettings): Sniffed {
  const { control } = file
  const fault = control === null ? null : addressFault(control, settings)
  if (fault !== null) return refuse(fault)
  const matter: ReplyMatter = control === null
    ? { localId: file.namedLocalId, subject: null }
    : { localId: control.localId, subject: control.subject }
  const shape = shapeOf(file)
  if (control?.messageType === 'Report') return sniffReport(control, shape, matter)
  const outcome = control?.status?.outcome?.toUpperCase() ?? null
  if (outcome !== null && outcome !== 'SUCCESS') return refuse('content-differs-from-control')
  const isReceiptSubject = control?.subject?.toUpperCase() === 'SUCCESS'
  if (isReceiptSubject && shape !== 'json') return refuse('content-differs-from-control')
  switch (shape) {
    case 'json': return sniffReceipt(file, matter)
    case 'list': return ok({ ...matter, kind: 'list', isEmpty: false, vouchedBy: control === null ? 'name' : 'control' })
    case 'empty': return control === null ? refuse('empty-without-control') : ok({ ...matter, kind: 'list', isEmpty: true, vouchedBy: 'control' })
    case 'text': return ok({ ...matter, kind: 'error-text', text: maskedText(file.head) })
    case 'control-file': return refuse('control-file-given')
    case 'unknown': return refuse('not-understood')
  }
}

/** A report copies the addresses of the message it is about, so it may stand either way round; a reply comes from the service to us. */
function addressFault(control: ControlFile, settings: AddressSettings): ReplyRefusal | null {
  if (control.workflowId === null || !settings.replyWorkflowIds.includes(control.workflowId)) return 'other-workflow'
  const from = readMailbox(control.from)
  const to = readMailbox(control.to)
  const ours = readMailbox(settings.mailbox)
  const isService = (mailbox: string | null): boolean => mailbox !== null && settings.serviceMailboxes.some((known) => readMailbox(known) === mailbox)
  if (control.messageType === 'Report') return ours !== null && (from === ours || to === ours) ? null : 'other-mailbox'
  if (!isService(from)) return 'other-sender'
  return ours !== null && to === ours ? null : 'other-mailbox'
}

type Shape = 'json' | 'list' | 'empty' | 'text' | 'control-file' | 'unknown'

/** What the content looks like. A list is only looked at here; its reader checks every line. */
function shapeOf({ head, isWhole }: ReplyFile): Shape {
  if (head === '' || head === '\n' || head === '\r\n') return isWhole ? 'empty' : 'unknown'
  const text = head.replace(/^\uFEFF/, '').trimStart()
  if (text.startsWith('{')) return 'json'
  if (text.startsWith('<')) return text.includes('<DTSControl') ? 'control-file' : 'unknown'
  const lines = head.split(/\r?\n/)
  if (/^[\d, ]*\d[\d, ]*$/.test(lines[0] as string)) return 'list'
  const isSentence = isWhole && head.length <= 4000 && /\p{L}{2}/u.test(head) && !/[^\P{C}\r\n\t]|\uFFFD/u.test(head)
  return isSentence && !lines.some((line) => /^\s*\d{10},?\s*$/.test(line)) ? 'text' : 'unknown'
}

function sniffReport(control: ControlFile, shape: Shape, matter: ReplyMatter): Sniffed {
  if (shape === 'list' || shape === 'json') return refuse('content-differs-from-control')
  const outcome = control.status?.outcome?.toUpperCase()
  if (outcome !== 'SUCCESS' && outcome !== 'ERROR') return refuse('report-status-unknown')
  return ok({ ...matter, kind: 'report', isError: outcome === 'ERROR', code: control.status?.code ?? null, text: maskedText(control.status?.description ?? '') })
}

/** States in which the service has taken a file on. Any other is refused by name until somebody has looked at it. */
const TAKEN_ON = ['pending', 'running', 'success']

function sniffReceipt({ head, isWhole }: ReplyFile, matter: ReplyMatter): Sniffed {
  const receipt = isWhole ? parseObject(head.replace(/^\uFEFF/, '')) : null
  if (receipt === null || typeof receipt.status !== 'string' || !Array.isArray(receipt.stages)) return refuse('receipt-unreadable')
  const stages = receipt.stages as readonly unknown[]
  if (!stages.every(isStage)) return refuse('receipt-unreadable')
  const failedStages = stages.filter((stage) => !stage.passed).map((stage) => maskedText(stage.stage))
  const isAccepted = failedStages.length === 0
  if (isAccepted && (stages.length === 0 || !TAKEN_ON.includes(receipt.status.toLowerCase()))) return refuse('receipt-status-unknown')
  const isContradicted = isAccepted ? /^(?:err|fail|reject)/i : /^success$/i
  if (isContradicted.test(matter.subject ?? '')) return refuse('content-differs-from-control')
  const stated = statedLocalId(receipt)
  if (stated !== null && matter.localId !== null && stated !== matter.localId) return refuse('local-id-differs')
  const submissionId = typeof receipt.id === 'number' || typeof receipt.id === 'string' ? String(receipt.id).slice(0, 40) : null
  return ok({ ...matter, localId: matter.localId ?? stated, kind: 'receipt', isAccepted, submissionId, failedStages })
}

/** What a matched reply says to its run. A list must have been read to its end and held against the numbers sent. */
export function messageOf(
  reply: Reply, run: { readonly localId: string }, list: { readonly comparison: ListComparison; readonly isSameAsSent: boolean } | null,
): RunMessage {
  const { localId } = run
  if (reply.kind === 'receipt') return { kind: 'receipt', localId, isAccepted: reply.isAccepted }
  if (reply.kind === 'report') return { kind: 'report', localId, isError: reply.isError }
  if (reply.kind === 'error-text') return { kind: 'error-text', localId }
  if (list === null) throw new Error('A list must be compared with what was sent before it is taken in')
  return { kind: 'list', localId, vouchedBy: reply.vouchedBy, ...list }
}

function isStage(value: unknown): value is { stage: string; passed: boolean } {
  const stage = value as { stage?: unknown; passed?: unknown } | null
  return typeof stage === 'object' && stage !== null && typeof stage.stage === 'string' && typeof stage.passed === 'boolean'
}

/** The receipt tells again what was sent: `metadata.request.extra.local_id`. */
function statedLocalId(receipt: Readonly<Record<string, unknown>>): string | null {
  let place: unknown = receipt
  for (const key of ['metadata', 'request', 'extra', 'local_id']) {
    if (typeof place !== 'object' || place === null) return null
    place = (place as Record<string, unknown>)[key]
  }
  return typeof place === 'string' && place !== '' ? place : null
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** At most 300 printable characters, with the digits of anything that could be a number of a person, or part of one, masked. */
export function maskedText(text: string): string {
  const printable = text.replace(/[^\P{C}\n\t ]/gu, '').replace(/\s+/g, ' ').trim()
  return printable.replace(/\d(?:[\d \u00a0\-\u2010-\u2015]*\d)?/g, (run) => (run.replace(/\D/g, '').length < 6 ? run : run.replace(/\d/g, '•'))).slice(0, 300)
}
