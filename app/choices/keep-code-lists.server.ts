import { canonicalJson } from '#app/kernel/canonical-json.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { CHOICE_CODES, CODE_LIST_VERSION, CODE_SOURCES, type ListedCode } from './choice-codes.rules.ts'
import { addCodeList, findCodeListDigest } from './code-lists.store.server.ts'

/**
 * Keeps the code lists of this version in the database, beside those of earlier versions, so that it can be told for ever
 * what a code meant when an import was read by it. Doing it again changes nothing. Refused where another list was kept under the same
 * version: the version must be raised with every change.
 */
export async function keepCodeLists(
  { db, clock }: Runtime, codes: readonly ListedCode[] = CHOICE_CODES, version: string = CODE_LIST_VERSION,
): Promise<Result<{ readonly isNew: boolean; readonly codes: number }, Refusal<'version-not-raised'>>> {
  const rows = codes.map(({ system, code, role, meaning, source, confidence }) => ({ version, system, code, role, meaning, source: CODE_SOURCES[source], confidence }))
  const digest = sha256Hex(canonicalJson(rows))
  const isNew = await db.transaction((tx) => addCodeList(tx, { version, digest, loadedAt: clock() }, rows))
  return (await findCodeListDigest(db, version)) === digest ? ok({ isNew, codes: rows.length }) : refuse('version-not-raised', { version })
}
