import type { Runtime } from '#app/platform/runtime.server.ts'
import { readSeal } from '#app/platform/pdf-seal.server.ts'
import { readFormUpTo } from '#app/platform/read-up-to.server.ts'
import { findVersionByName } from './documents.store.server.ts'
import { readSealReason } from './paper-seal.rules.ts'
import { findSeal } from './paper-seals.store.server.ts'
import { PAPER_FILE_WORDS, type PaperFault } from './paper-seal.words.ts'

/** What became of a file that should be a signed paper of this portal. */
export type PaperVerdict =
  | { readonly holds: false; readonly fault: PaperFault }
  | {
      readonly holds: true
      readonly documentRef: string
      readonly number: number
      readonly title: string
      readonly contentHash: string
      readonly sealedAt: Date
      readonly fingerprint: string
      readonly isNewest: boolean
    }

/**
 * Whether a file is, byte for byte, a signed paper as this portal gave it out. Says no more than such a file itself says, but
 * for whether there is a newer version. For anybody: whoever holds the file has read it.
 */
export async function examinePaper(runtime: Runtime, file: Buffer): Promise<PaperVerdict> {
  const seal = await readSeal(file)
  if (typeof seal === 'string') return { holds: false, fault: seal }
  if (!(await findSeal(runtime.db, seal.fingerprint))) return { holds: false, fault: 'not-ours' }
  const says = readSealReason(seal.reason)
  if (!says || !seal.at) return { holds: false, fault: 'seal-unreadable' }
  const version = await findVersionByName(runtime.db, says.documentRef, says.number)
  if (version?.contentHash !== says.contentHash) return { holds: false, fault: 'not-kept' }
  return { holds: true, ...says, title: version.title, sealedAt: seal.at, fingerprint: seal.fingerprint, isNewest: version.isNewest }
}

const FILE_MOST = 20 * 1024 * 1024

export type PaperForm =
  | { readonly ok: true; readonly file: Buffer }
  | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly message: string }[]; readonly status: 400 | 413 }

/** The file that the form brought. Never holds more than a paper can have. */
export async function readPaperForm(request: Request): Promise<PaperForm> {
  const refused = (message: string, status: 400 | 413): PaperForm => ({ ok: false, problems: [{ field: 'file', message }], status })
  const form = await readFormUpTo(request, FILE_MOST)
  if (!form) return refused(PAPER_FILE_WORDS.tooLarge, 413)
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return refused(PAPER_FILE_WORDS.nothing, 400)
  return { ok: true, file: Buffer.from(await file.arrayBuffer()) }
}
