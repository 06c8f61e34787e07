import { importChoices, tryChoicesImport, type ChoiceFile, type ImportHooks, type ImportReport } from '#app/choices/import-choices.server.ts'
import { systemActor, type Actor } from '#app/identity/actor.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { contextOf, PRACTICE } from './who.ts'

export interface CodedRow {
  readonly nhs_number: string
  readonly code_system?: string
  readonly code?: string
  readonly effective?: string
  readonly recorded?: string
  readonly source?: string
  readonly sequence?: string
  readonly end_reason?: string
}

const HEADINGS = ['nhs_number', 'code_system', 'code', 'effective', 'recorded', 'source', 'sequence', 'end_reason'] as const

export const TYPE_1 = { code_system: 'snomed', code: '827241000000103' } as const
export const TYPE_1_WITHDRAWN = { code_system: 'snomed', code: '827261000000102' } as const

/** Coded choice events as CSV: a type 1 opt-out of the test practice from 10 March 2026, unless a row says otherwise. */
export function codedCsv(rows: readonly CodedRow[], lineEnd = '\n'): string {
  return [HEADINGS, ...rows.map((row, index) => HEADINGS.map((heading) => ({
    ...TYPE_1, effective: '2026-03-10', recorded: '2026-03-10T09:00', source: PRACTICE.code, sequence: String(index + 1), end_reason: '', ...row,
  })[heading]))].map((cells) => cells.join(',') + lineEnd).join('')
}

/** A file in memory, handed over in pieces of `piece` bytes. */
export function choiceFile(text: string, name = 'coded.csv', piece = 4096): ChoiceFile {
  const bytes = Buffer.from(text, 'utf8')
  return {
    name, digest: sha256Hex(bytes), bytes: bytes.length,
    open: async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
    },
  }
}

/** Imports coded rows for all organisations, unless an actor is named. Throws where the file as a whole is refused. */
export async function givenImport(portal: TestPortal, rows: readonly CodedRow[] | string, given: { readonly as?: Actor; readonly hooks?: ImportHooks; readonly isTrial?: boolean } = {}): Promise<ImportReport> {
  const text = typeof rows === 'string' ? rows : codedCsv(rows)
  const done = await (given.isTrial ? tryChoicesImport : importChoices)(contextOf(portal, given.as ?? systemActor('test')), choiceFile(text), given.hooks)
  if (!done.ok) throw new Error(done.refusal.kind)
  return done.value
}
