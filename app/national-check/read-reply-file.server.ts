import { createHash } from 'node:crypto'
import { ok, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { ListReader, type ListFault } from './dat-file.rules.ts'
import { LookupSet } from './lookup-set.rules.ts'
import { countNumbers, eachLookupOfRun } from './national-checks.store.server.ts'
import { ReplyComparison, type ListComparison } from './national-check.rules.ts'
import { SNIFF_CHARACTERS } from './reply-sniffer.rules.ts'

type Pieces = AsyncIterable<Uint8Array>

/** SHA-256 of a file, and its size. */
export async function digestOf(pieces: Pieces): Promise<{ readonly digest: string; readonly bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += piece.length
  }
  return { digest: hash.digest('hex'), bytes }
}

/** The beginning of a file as text, for telling what it is. A byte order mark stays, and bytes that are not UTF-8 show. */
export async function readHead(pieces: Pieces): Promise<{ readonly head: string; readonly isWhole: boolean }> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let head = ''
  for await (const piece of pieces) {
    head += decoder.decode(piece, { stream: true })
    if (head.length > SNIFF_CHARACTERS) return { head: head.slice(0, SNIFF_CHARACTERS), isWhole: false }
  }
  return { head: head + decoder.decode(), isWhole: true }
}

export interface ComparedList {
  readonly digest: string
  readonly comparison: ListComparison
  readonly cleared: ReplyComparison['cleared']
}

/** Reads a list to its end and holds it against the numbers of a run, of which only keyed hashes are kept. */
export async function compareReplyList({ db, secrets }: Pick<Runtime, 'db' | 'secrets'>, runId: string, pieces: Pieces): Promise<Result<ComparedList, Refusal<ListFault>>> {
  const sent = new LookupSet(await countNumbers(db, runId))
  for await (const lookup of eachLookupOfRun(db, runId)) sent.add(lookup)
  const comparison = new ReplyComparison({ has: (nhsNumber) => secrets.lookups('nhs-number', nhsNumber).some((lookup) => sent.has(lookup)) })
  const reader = new ListReader()
  const hash = createHash('sha256')
  for await (const piece of pieces) {
    hash.update(piece)
    for (const nhsNumber of reader.push(piece)) comparison.take(nhsNumber)
  }
  const end = reader.end()
  return end.ok ? ok({ digest: hash.digest('hex'), comparison: comparison.counts(), cleared: () => comparison.cleared() }) : end
}
