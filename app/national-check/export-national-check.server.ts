import { createHash } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import type { SystemActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readRegisterNumbers } from '#app/people/read-number-standings.server.ts'
import { countRegister, eachPersonOfRegister } from '#app/people/read-register.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { Spool } from '#app/platform/spool.server.ts'
import type { Flow } from '#app/projects/facts.rules.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { writeControlFile } from './control-file.rules.ts'
import { datSubject, DatWriter, type DatNameFault, type DatReport } from './dat-file.rules.ts'
import { localIdOf, nextSequence, takeSequence, type LocalIdRefusal, type SequenceRefusal } from './local-id.rules.ts'
import type { MeshTransport } from './mesh-transport.server.ts'
import { addNumbers, addRun, lastSequence, lockNumbering, lockRun, runOf, updateRun } from './national-checks.store.server.ts'
import { advance, purgeAfter, type NationalCheckSettings, type Run } from './national-check.rules.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

export type ExportRefusal =
  | 'no-such-flow' | 'no-such-sender' | 'service-mailbox-not-set' | 'not-sent' | 'nothing-to-ask' | 'odd-characters' | DatNameFault | SequenceRefusal | LocalIdRefusal

export interface ExportAsked {
  readonly flowRef: string
  /** Whose people to ask about; left out where the flow comes from one organisation. */
  readonly organisationCode?: string
  /** The number of the file, where the mailbox has sent files by other means; left out, the next one. */
  readonly sequence?: number
  readonly onProgress?: (done: number, total: number) => void
  /** In the transaction that keeps the run, before anything is sent. */
  readonly onDrafted?: (tx: Transaction, runId: string) => Promise<void>
}

export interface Exported {
  readonly localId: string
  /** The file's name without its ending. */
  readonly name: string
  readonly hasControlFile: boolean
  readonly report: DatReport
  /** Whether the flow's terms let the national opt-out apply; a check may be asked for all the same. */
  readonly isNeeded: boolean
}

/**
 * Asks the national service about everyone who is on the register of a flow's discloser, or of one of the members of the group it comes from, now with a number that is valid: writes the file, keeps which
 * numbers are in it, and sends it. The run and its numbers are kept together or not at all, and before anything is
 * sent. A run whose file could not be sent is stopped, so that its number is not used again.
 */
export async function exportNationalCheck(
  context: Context<SystemActor>, transport: MeshTransport, asked: ExportAsked,
): Promise<Result<Exported, Refusal<ExportRefusal>>> {
  const { runtime, now } = context
  const project = await readProjectAsItStands(runtime.db, { flowRef: asked.flowRef })
  const flow = project?.facts.flows.find((candidate) => candidate.ref === asked.flowRef)
  if (!project || !flow) return refuse('no-such-flow')
  const senders = sendersOf(project.facts, flow)
  const organisationCode = asked.organisationCode ?? (senders.length === 1 ? senders[0] as string : '')
  if (!senders.includes(organisationCode)) return refuse('no-such-sender', { flow: flow.ref })
  const settings = nationalCheckSettings(runtime, organisationCode)
  if (settings.mailbox !== '' && settings.serviceMailboxes.length === 0) return refuse('service-mailbox-not-set')
  const file = new SpooledFile()
  try {
    const drafted = await change(context, async (tx, record): Promise<Drafted> => {
      await file.begin()
      const written = await draftRun(context, tx, { flow, organisationCode, projectId: project.id, settings, asked, file })
      await asked.onDrafted?.(tx, written.runId)
      record({
        kind: 'national-check-exported', organisationCode, projectRef: project.ref, subject: `national-check:${written.run.localId}`,
        data: { run: written.run.localId, flow: flow.ref, given: written.report.given, sent: written.report.written, digest: written.digest },
      })
      return written
    })
    const isSent = await sendFile(context, transport, drafted, file, { organisationCode, projectRef: project.ref })
    if (!isSent.ok) return isSent
    return ok({
      localId: drafted.run.localId, name: drafted.run.subject, hasControlFile: drafted.control !== null, report: drafted.report,
      isNeeded: flowChoices(flow, londonDay(now)).national,
    })
  } catch (error) {
    if (error instanceof ExportRefused) return { ok: false, refusal: error.refusal }
    throw error
  } finally {
    await file.close()
  }
}

/** Undoes the transaction that it is thrown in. */
class ExportRefused extends Error {
  constructor(readonly refusal: Refusal<ExportRefusal>) {
    super(refusal.kind)
  }
}

function orRefused<T>(result: Result<T, Refusal<ExportRefusal>>): T {
  if (!result.ok) throw new ExportRefused(result.refusal)
  return result.value
}

interface Drafted {
  readonly runId: string
  readonly run: Run
  readonly control: string | null
  readonly report: DatReport
  readonly digest: string
}

interface DraftGiven {
  readonly flow: Flow
  readonly organisationCode: string
  readonly projectId: string
  readonly settings: NationalCheckSettings
  readonly asked: ExportAsked
  readonly file: SpooledFile
}

async function draftRun(context: Context<SystemActor>, tx: Transaction, { flow, organisationCode, projectId, settings, asked, file }: DraftGiven): Promise<Drafted> {
  const { now } = context
  const sender = settings.mailbox === '' ? organisationCode : settings.mailbox
  await lockNumbering(tx)
  const last = await lastSequence(tx, sender, flow.ref)
  const sequence = orRefused(takeSequence(last, asked.sequence ?? nextSequence(last)))
  const localId = orRefused(localIdOf(flow.ref, sequence))
  const subject = orRefused(datSubject({ mailbox: sender, day: londonDay(now), sequence }))
  const control = settings.mailbox === '' ? null : orRefused(writeControlFile({
    from: settings.mailbox, to: settings.serviceMailboxes[0] as string, workflowId: settings.workflowId, localId, subject,
  }))
  const runId = newId()
  const drafted: Run = { flow: flow.ref, localId, subject, state: 'drafted', draftedAt: now, exportedAt: null, answeredAt: null, sent: 0, cleared: 0 }
  await addRun(tx, {
    id: runId, flowRef: flow.ref, projectId, organisationCode, mailbox: settings.mailbox || null, sender, sequence, localId, subject,
    state: drafted.state, given: 0, sent: 0, leftOut: {}, bytes: 0, digest: '', maxAgeDays: settings.maxAgeDays, draftedAt: now,
  })
  const report = await writeNumbers(context, tx, runId, { organisationCode, settings, asked, file })
  const exported = advance(drafted, { kind: 'export', written: report.written }, now)
  if (!exported.ok) throw new ExportRefused(refuse('nothing-to-ask', { given: report.given }).refusal)
  const digest = file.digest()
  const leftOut = Object.fromEntries(Object.entries(report.leftOut).filter(([, count]) => count > 0))
  await updateRun(tx, runId, { state: exported.value.state, exportedAt: now, given: report.given, sent: report.written, leftOut, bytes: report.bytes, digest })
  await addJob(tx, 'purge-national-checks', { runId }, runId, new Date(purgeAfter(exported.value).getTime() + 60_000))
  return { runId, run: exported.value, control, report, digest }
}

const NUMBERS_A_BATCH = 2000

/** Only those on the register now are asked about: nobody asks about people they have no dealings with. */
async function writeNumbers(
  { runtime }: Context<SystemActor>, tx: Transaction, runId: string, { organisationCode, settings, asked, file }: Omit<DraftGiven, 'projectId' | 'flow'>,
): Promise<DatReport> {
  const writer = new DatWriter({ lineEnd: settings.lineEnd, allowTestNumbers: settings.allowTestNumbers })
  const total = asked.onProgress ? await countRegister(tx, organisationCode) : 0
  let batch: { numberId: number; line: number }[] = []
  let text = ''
  const flush = async () => {
    await addNumbers(tx, runId, batch)
    await file.put(text)
    asked.onProgress?.(writer.report().given, total)
    batch = []
    text = ''
  }
  const numbers = await readRegisterNumbers(tx, organisationCode, null)
  for await (const person of eachPersonOfRegister(tx, runtime.secrets, organisationCode)) {
    if (person.leftAt !== null || numbers.standingOf(person)?.invalidated) continue
    const line = writer.line(person.nhsNumber ?? '')
    if (line === '' || person.numberId === null) continue
    text += line
    batch.push({ numberId: person.numberId, line: writer.sent.size })
    if (batch.length === NUMBERS_A_BATCH) await flush()
  }
  await flush()
  return writer.report()
}

async function sendFile(
  context: Context<SystemActor>, transport: MeshTransport, drafted: Drafted, file: SpooledFile,
  about: { readonly organisationCode: string; readonly projectRef: string },
): Promise<Result<null, Refusal<'not-sent'>>> {
  const { subject } = drafted.run
  try {
    await transport.send({ name: subject, control: drafted.control, content: file.content() })
    return ok(null)
  } catch (error) {
    await stopUnsent(context, drafted.runId, about)
    return refuse('not-sent', { why: ((error as Error).message.split('\n')[0] ?? '').slice(0, 300) })
  }
}

/** Stops a run whose file did not go out, or of which nobody knows whether it did. One that has been answered since goes on. */
export async function stopUnsent(context: Context<SystemActor>, runId: string, about: { readonly organisationCode: string; readonly projectRef: string }): Promise<void> {
  await change(context, async (tx, record) => {
    const row = await lockRun(tx, runId)
    if (row.state !== 'exported') return
    const stopped = advance(runOf(row), { kind: 'error-text', localId: row.localId }, context.now)
    if (!stopped.ok) return
    await updateRun(tx, runId, { state: stopped.value.state, stoppedAt: context.now, refusal: 'not-sent' })
    record({ kind: 'national-check-not-sent', ...about, subject: `national-check:${row.localId}`, data: { run: row.localId } })
  })
}

/** The file on its way: encrypted on disk until it is sent, with the digest of what went in. */
class SpooledFile {
  private spool: Spool | null = null
  private hash = createHash('sha256')

  async begin(): Promise<void> {
    await this.close()
    this.spool = await Spool.open()
    this.hash = createHash('sha256')
  }

  async put(text: string): Promise<void> {
    if (text === '') return
    const bytes = Buffer.from(text, 'latin1')
    this.hash.update(bytes)
    await this.spool?.put(bytes)
  }

  digest(): string {
    return this.hash.digest('hex')
  }

  async *content(): AsyncGenerator<Uint8Array> {
    while (this.spool !== null && this.spool.waiting > 0) yield await this.spool.take()
  }

  async close(): Promise<void> {
    await this.spool?.close()
    this.spool = null
  }
}
