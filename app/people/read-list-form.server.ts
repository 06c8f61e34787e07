import { LIST_BYTES_MAX } from './people-list.rules.ts'

/** A file that a form brought. `isTooLarge`: it was read to its end and thrown away, so that the sender hears why. */
export interface SentFile {
  readonly name: string
  readonly content: Uint8Array
  readonly isTooLarge: boolean
}

/** Past this the sender is cut off. */
const DRAINED_MOST = 8 * LIST_BYTES_MAX

/** What the form around the file may take, at either end of what is sent. */
const AROUND_MOST = 100_000
const SENT_MOST = LIST_BYTES_MAX + 2 * AROUND_MOST

/**
 * Reads a form with one file in the field `file`; null where none was chosen, or where what came is no form. Never holds
 * more of what is sent than one list and the form around it.
 */
export async function readListForm(request: Request): Promise<{ readonly form: FormData; readonly file: SentFile | null }> {
  const { bytes, isCut } = await readSent(request)
  const form = await formOf(bytes, request.headers.get('Content-Type') ?? '')
  const sent = form.get('file')
  form.delete('file')
  if (isCut) return { form, file: { name: sent instanceof File ? sent.name : '', content: new Uint8Array(), isTooLarge: true } }
  if (!(sent instanceof File) || (sent.size === 0 && sent.name === '')) return { form, file: null }
  const isTooLarge = sent.size > LIST_BYTES_MAX
  return { form, file: { name: sent.name, content: isTooLarge ? new Uint8Array() : new Uint8Array(await sent.arrayBuffer()), isTooLarge } }
}

/** All that was sent, or, of more than a list can have, its two ends: the fields before and after the file. */
async function readSent(request: Request): Promise<{ readonly bytes: Uint8Array; readonly isCut: boolean }> {
  const chunks: Uint8Array[] = []
  let ends: { readonly first: Uint8Array; last: Uint8Array } | null = null
  let size = 0
  const reader = request.body?.getReader()
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    size += piece.value.length
    if (size > DRAINED_MOST) throw new Response('The file is far too large', { status: 413 })
    if (ends) {
      ends.last = lastOf(Buffer.concat([ends.last, piece.value]))
      continue
    }
    chunks.push(piece.value)
    if (size <= SENT_MOST) continue
    const held = Buffer.concat(chunks.splice(0))
    ends = { first: Buffer.from(held.subarray(0, AROUND_MOST)), last: lastOf(held) }
  }
  return { bytes: Buffer.concat(ends ? [ends.first, ends.last] : chunks), isCut: ends !== null }
}

/** A copy, so that what it is the end of can be let go. */
function lastOf(bytes: Buffer): Uint8Array {
  return Buffer.from(bytes.subarray(-AROUND_MOST))
}

async function formOf(bytes: Uint8Array, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes as BodyInit, { headers: { 'Content-Type': contentType } }).formData()
  } catch {
    return new FormData()
  }
}
