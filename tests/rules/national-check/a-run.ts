import { readControlFile, type ControlFile } from '#app/national-check/control-file.rules.ts'
import { ReplyComparison, SAFE_SETTINGS, type NationalCheckSettings, type Run, type RunMessage } from '#app/national-check/national-check.rules.ts'
import { DatWriter, readList } from '#app/national-check/dat-file.rules.ts'
import { type NumberSet } from '#app/national-check/number-set.rules.ts'
import { messageOf, sniffReply, type Reply } from '#app/national-check/reply-sniffer.rules.ts'
import { nhsCheckDigit } from '#app/kernel/nhs-number.ts'

/** Numbers from the 999 range, which no real person has. */
export const NUMBERS = [
  '9990000018', '9990000026', '9990000034', '9990000042', '9990000050', '9990000069', '9990000077', '9990000085',
] as const

export const EXPORTED = new Date('2026-03-02T09:00:00Z')
export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const later = (ms: number): Date => new Date(EXPORTED.getTime() + ms)

export const FLOW = 'oldham-gp-pilot-register'
export const LOCAL_ID = `${FLOW}_0047`
export const SUBJECT = 'ABC01HC001-020326-0047'

export const SETTINGS: NationalCheckSettings = {
  ...SAFE_SETTINGS, mailbox: 'ABC01HC001', serviceMailboxes: ['X26HC001'], allowTestNumbers: true,
}

export function aRun(given: Partial<Run> = {}): Run {
  return {
    flow: FLOW, localId: LOCAL_ID, subject: SUBJECT, state: 'exported', draftedAt: EXPORTED, exportedAt: EXPORTED, answeredAt: null,
    sent: NUMBERS.length, cleared: 0, ...given,
  }
}

export const anAnsweredRun = (given: Partial<Run> = {}): Run => aRun({ state: 'answered', answeredAt: later(HOUR), cleared: 5, ...given })

/** A valid number of a range, made up from its first nine digits, or null where those have no check digit. */
export function numberOf(firstNine: string): string | null {
  const digit = nhsCheckDigit(firstNine)
  return digit === null ? null : `${firstNine}${digit}`
}

export function control(fields: Partial<Record<string, string>> = {}, status: Partial<Record<string, string>> | null = { Event: 'TRANSFER', Status: 'SUCCESS' }): string {
  const lines = (elements: Partial<Record<string, string>>) => Object.entries(elements).map(([name, text]) => `<${name}>${text}</${name}>`).join('\n')
  const all = { MessageType: 'Data', From_DTS: 'X26HC001', To_DTS: 'ABC01HC001', Subject: SUBJECT, LocalId: LOCAL_ID, WorkflowId: 'SPINE_NTT_UPHOLDING', ...fields }
  return `<DTSControl>\n${lines(all)}\n${status === null ? '' : `<StatusRecord>${lines(status)}</StatusRecord>`}\n</DTSControl>`
}

export function readControl(text: string): ControlFile {
  const read = readControlFile(text)
  if (!read.ok) throw new Error(read.refusal.kind)
  return read.value
}

export const STAGES = ['validate_non_empty_file', 'validate_is_unique_upload', 'validate_in_order']

export function receiptJson({ status = 'pending', failed = [] as string[], localId = LOCAL_ID as string | null, stages = STAGES } = {}): string {
  return JSON.stringify({
    version: 10, id: 1234, status, received: '2026-03-02T09:10:15.709506', finished: null,
    stages: stages.map((stage) => ({ stage, ts: 1, passed: !failed.includes(stage), details: null })), runs: [],
    metadata: { submission_id: 1234, request: { dataset_id: 'mesh_to_pos', extra: localId === null ? {} : { local_id: localId } } },
  })
}

export function sniff(content: string, controlText: string | null = control(), namedLocalId: string | null = null) {
  return sniffReply({ control: controlText === null ? null : readControl(controlText), namedLocalId, head: content, isWhole: true }, SETTINGS)
}

export function sniffed(content: string, controlText: string | null = control(), namedLocalId: string | null = null): Reply {
  const reply = sniff(content, controlText, namedLocalId)
  if (!reply.ok) throw new Error(reply.refusal.kind)
  return reply.value
}

export function sentSet(numbers: readonly string[] = NUMBERS): NumberSet {
  const writer = new DatWriter({ allowTestNumbers: true })
  for (const number of numbers) writer.line(number)
  return writer.sent
}

/** Reads a list to its end against what was sent, as an import does. */
export function compare(list: string, sent: NumberSet = sentSet()) {
  const comparison = new ReplyComparison(sent)
  const lines = readList([list])
  for (let step = lines.next(); ; step = lines.next()) {
    if (step.done) return { comparison, end: step.value }
    comparison.take(step.value)
  }
}

/** The message that a reply's file says to the run, all the way from its bytes. */
export function messageFrom(content: string, controlText: string | null = control(), run: Run = aRun()): RunMessage {
  const reply = sniffed(content, controlText, run.localId)
  if (reply.kind !== 'list') return messageOf(reply, run, null)
  return messageOf(reply, run, { comparison: compare(content).comparison.counts(), isSameAsSent: content === NUMBERS.map((number) => `${number},\n`).join('') })
}
