import { stringify } from 'csv-stringify/sync'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { auditSentence, type AuditEntry } from './audit.rules.ts'
import { entriesForOrganisation, readHead } from './audit.store.server.ts'
import { recordLook } from './change.server.ts'
import { readKnownKeys } from './signing-keys.server.ts'
import { entryAsTold } from './told-entries.rules.ts'
import { verifyAudit, type AuditVerdict } from './verify-audit.server.ts'

/** The newest entry's number and hash. Read in the same transaction as other things, it says up to which change they are. */
export async function readAuditHead(db: Queryable): Promise<{ readonly seq: number; readonly hash: string }> {
  const { seq, hash } = await readHead(db)
  return { seq, hash }
}

type ReaderContext = Context<{ readonly label: string; readonly organisationCode: string }>

export interface AuditLine {
  readonly seq: number
  readonly at: string
  /** A kind and an id, such as `staff:ID`: whoever shows it looks up the name. */
  readonly actor: string
  readonly sentence: string
  readonly projectRef: string | null
  readonly subject: string | null
}

const A_PAGE = 100
/** A chain up to this long is checked whenever the page is opened; a longer one when someone asks. */
const CHECKED_UNASKED = 5_000

/** The entries an organisation may read, newest first: its own, and those of the projects it is a party to. The look is itself an entry. */
export async function readAuditPage(
  context: ReaderContext, asked: { readonly before?: number; readonly projectRef?: string; readonly check: boolean },
): Promise<{ readonly lines: AuditLine[]; readonly older: number | null; readonly head: { readonly seq: number; readonly hash: string }; readonly verdict: AuditVerdict | null }> {
  const { db } = context.runtime
  const head = await readAuditHead(db)
  const entries = await entriesForOrganisation(db, context.actor.organisationCode, { before: asked.before, projectRef: asked.projectRef, limit: A_PAGE + 1 })
  const shown = entries.slice(0, A_PAGE).map((entry) => entryAsTold(entry, context.actor.organisationCode))
  const verdict = asked.check || head.seq <= CHECKED_UNASKED ? await verifyAudit(db, { keys: await readKnownKeys(db, context.runtime.signer, context.now) }) : null
  await recordLook(context, { kind: 'audit-read', projectRef: asked.projectRef ?? null })
  return {
    lines: shown.map((entry) => ({
      seq: entry.seq, at: entry.at.toISOString(), actor: entry.actor, sentence: auditSentence(entry.kind, entry.data), projectRef: entry.projectRef, subject: entry.subject,
    })),
    older: entries.length > A_PAGE ? (shown[shown.length - 1]?.seq ?? null) : null,
    head,
    verdict,
  }
}

const COLUMNS = ['number', 'at', 'actor', 'actor_name', 'what', 'kind', 'organisation', 'project', 'subject', 'data', 'previous_hash', 'hash'] as const

/** The same entries as CSV, newest first, a page at a time. `names` looks up who the actors are. */
export async function readAuditCsv(
  context: ReaderContext, asked: { readonly projectRef?: string }, names: (actors: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<ReadableStream<Uint8Array>> {
  await recordLook(context, { kind: 'audit-downloaded', projectRef: asked.projectRef ?? null })
  const encoder = new TextEncoder()
  let before: number | undefined
  let isBegun = false
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (!isBegun) controller.enqueue(encoder.encode(stringify([COLUMNS as unknown as string[]])))
      isBegun = true
      const entries = await entriesForOrganisation(context.runtime.db, context.actor.organisationCode, { before, projectRef: asked.projectRef, limit: 1000 })
      if (entries.length > 0) controller.enqueue(encoder.encode(await csvOf(entries.map((entry) => entryAsTold(entry, context.actor.organisationCode)), names)))
      before = entries[entries.length - 1]?.seq
      if (entries.length < 1000) controller.close()
    },
  })
}

async function csvOf(entries: readonly AuditEntry[], names: (actors: readonly string[]) => Promise<ReadonlyMap<string, string>>): Promise<string> {
  const known = await names(entries.map((entry) => entry.actor))
  return stringify(
    entries.map((entry) => [
      entry.seq, entry.at.toISOString(), entry.actor, known.get(entry.actor) ?? '', auditSentence(entry.kind, entry.data), entry.kind, entry.organisationCode,
      entry.projectRef, entry.subject, entry.data, entry.previousHash, entry.hash,
    ]),
    // A cell that a spreadsheet would take for a formula is made text.
    { escape_formulas: true },
  )
}
