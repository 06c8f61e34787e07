import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { exportNationalCheck, type ExportAsked } from '#app/national-check/export-national-check.server.ts'
import { FolderTransport } from '#app/national-check/mesh-transport.server.ts'
import { takeInReply, type ReplyGiven } from '#app/national-check/take-in-national-check.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Flow, ProjectFacts } from '#app/projects/facts.rules.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { OLDHAM_REGISTER_FLOW } from '#db/seed/demo/oldham-facts.ts'
import { contextOf } from './who.ts'

/** The settings of an installation that has been let on to the service. */
export const MESH = { NATIONAL_CHECK_MAILBOX: 'ABC01HC001', NATIONAL_CHECK_SERVICE_MAILBOXES: 'X26HC001,X26HC002' }

export const systemContext = (portal: TestPortal, now: Date = portal.now): Context<SystemActor> => contextOf(portal, systemActor('test'), now)

/** The pilot's flows on section 251 support, so that the national opt-out applies to them. */
export const underSection251 = (facts: ProjectFacts): ProjectFacts => ({
  ...facts, flows: facts.flows.map((flow): Flow => ({ ...flow, confidentiality: 'section-251', purposeKind: 'secondary' })),
})

export const aFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'national-check-'))

export interface Export {
  readonly folder: string
  readonly localId: string
  readonly name: string
  /** The numbers of the file, in its order. */
  readonly numbers: readonly string[]
  readonly dat: string
  readonly control: string | null
}

/** Writes a check's file, as the command does. */
export async function givenExport(portal: TestPortal, asked: Partial<ExportAsked> = {}): Promise<Export> {
  const folder = aFolder()
  const exported = await exportNationalCheck(systemContext(portal), new FolderTransport({ outbox: folder, inbox: folder }), { flowRef: OLDHAM_REGISTER_FLOW, ...asked })
  if (!exported.ok) throw new Error(exported.refusal.kind)
  const { localId, name } = exported.value
  const dat = readFileSync(path.join(folder, `${name}.dat`), 'utf8')
  const control = readdirSync(folder).includes(`${name}.ctl`) ? readFileSync(path.join(folder, `${name}.ctl`), 'utf8') : null
  return { folder, localId, name, dat, control, numbers: dat.trimEnd().split(/\r?\n/).map((line) => line.replace(/,$/, '')) }
}

export const listOf = (numbers: readonly string[]): string => numbers.map((number) => `${number},\n`).join('')

export function controlOf(run: Pick<Export, 'localId' | 'name'>, fields: Readonly<Record<string, string>> = {}, outcome = 'SUCCESS', description = ''): string {
  const all = {
    MessageType: 'Data', From_DTS: 'X26HC001', To_DTS: MESH.NATIONAL_CHECK_MAILBOX, WorkflowId: 'SPINE_NTT_UPHOLDING', LocalId: run.localId, Subject: run.name, ...fields,
  }
  const elements = Object.entries(all).filter(([, text]) => text !== '').map(([name, text]) => `<${name}>${text}</${name}>`).join('')
  return `<DTSControl>${elements}<StatusRecord><Event>TRANSFER</Event><Status>${outcome}</Status>${description ? `<Description>${description}</Description>` : ''}</StatusRecord></DTSControl>`
}

export function receiptOf({ localId }: Pick<Export, 'localId'>, failed: readonly string[] = []): string {
  return JSON.stringify({
    id: 1234, status: failed.length > 0 ? 'error' : 'pending', metadata: { request: { extra: { local_id: localId } } },
    stages: ['validate_non_empty_file', 'validate_is_unique_upload', 'validate_in_order'].map((stage) => ({ stage, passed: !failed.includes(stage) })),
  })
}

/** Takes a reply in. In pieces of a few bytes, wherever they may fall. */
export function takeIn(portal: TestPortal, content: string | Buffer, given: Partial<ReplyGiven> = {}) {
  const bytes = Buffer.from(content)
  const open = async function* () {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
  }
  return takeInReply(systemContext(portal), { name: 'reply.dat', control: null, open, ...given })
}

/** A check that was asked and answered now: everyone is cleared but those left out. */
export async function givenAnswer(portal: TestPortal, notCleared: readonly string[] = [], asked: Partial<ExportAsked> = {}): Promise<Export> {
  const run = await givenExport(portal, asked)
  const taken = await takeIn(portal, listOf(run.numbers.filter((number) => !notCleared.includes(number))), { control: controlOf(run) })
  if (!taken.ok) throw new Error(taken.refusal.kind)
  return run
}
