import { unstable_composeUploadHandlers, unstable_createMemoryUploadHandler, unstable_parseMultipartFormData, type UploadHandler } from '@remix-run/node'
import { LIST_BYTES_MAX } from './people-list.rules.ts'

/** A file that a form brought. `isTooLarge`: it was read to its end and thrown away, so that the sender hears why. */
export interface SentFile {
  readonly name: string
  readonly content: Uint8Array
  readonly isTooLarge: boolean
}

/** Past this the sender is cut off. */
const DRAINED_MOST = 8 * LIST_BYTES_MAX

/** Reads a form with one file in the field `file`; null where none was chosen. Never holds more than one list's bytes. */
export async function readListForm(request: Request): Promise<{ readonly form: FormData; readonly file: SentFile | null }> {
  let file: SentFile | null = null
  const takeFile: UploadHandler = async ({ name, filename, data }) => {
    if (name !== 'file') return undefined
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of data) {
      size += chunk.length
      if (size > DRAINED_MOST) throw new Response('The file is far too large', { status: 413 })
      if (size <= LIST_BYTES_MAX) chunks.push(chunk)
      else chunks.length = 0
    }
    if (size > 0 || filename) file = { name: filename ?? '', content: Buffer.concat(chunks), isTooLarge: size > LIST_BYTES_MAX }
    return null
  }
  const form = await unstable_parseMultipartFormData(request, unstable_composeUploadHandlers(takeFile, unstable_createMemoryUploadHandler({ maxPartSize: 100_000 })))
  return { form, file }
}
