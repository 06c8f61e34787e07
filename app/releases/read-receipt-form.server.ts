import { readFormUpTo } from '#app/platform/read-up-to.server.ts'
import { VERIFY_WORDS } from './receipt.words.ts'

/** A receipt is a few thousand characters. */
const RECEIPT_MOST = 64 * 1024
const SENT_MOST = 2 * RECEIPT_MOST + 16 * 1024

/** The receipt that a form brought, in a file or pasted; `typed` is what was pasted. */
export type ReceiptForm =
  | { readonly ok: true; readonly text: string; readonly typed: { readonly receipt: string } }
  | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly message: string }[]; readonly typed: { readonly receipt: string }; readonly status: 400 | 413 }

/** Reads the form of the page where receipts are checked. Never holds more of what is sent than a receipt can have. */
export async function readReceiptForm(request: Request): Promise<ReceiptForm> {
  const refused = (field: string, message: string, status: 400 | 413, receipt = ''): ReceiptForm => ({ ok: false, problems: [{ field, message }], typed: { receipt }, status })
  const form = await readFormUpTo(request, SENT_MOST)
  if (!form) return refused('file', VERIFY_WORDS.tooLarge, 413)
  const [file, pasted] = [form.get('file'), form.get('receipt')]
  const typed = typeof pasted === 'string' ? pasted : ''
  const given = file instanceof File && file.size > 0 ? await file.text() : typed
  if (given.length > RECEIPT_MOST) return refused(given === typed ? 'receipt' : 'file', VERIFY_WORDS.tooLarge, 413)
  if (given.trim() === '') return refused('file', VERIFY_WORDS.nothing, 400, typed)
  return { ok: true, text: withoutLineEnds(given), typed: { receipt: typed } }
}

/** What mail and paper do to a long line is undone: a receipt itself has no white space. */
function withoutLineEnds(text: string): string {
  return text.replace(/\s+/g, '')
}
