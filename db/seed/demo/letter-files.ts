import { makePdf } from '#app/documents/document-pdf.server.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import type { KeptFile } from '#app/approvals/kept-file.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { formatDay, londonTime, type Day } from '#app/kernel/uk-date.ts'

export interface LetterTold {
  readonly from: string
  readonly on: Day
  readonly reference: string
  readonly about: string
  readonly says: readonly string[]
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** A letter that a body of the demo world might have sent, as a PDF in our own look. It says that it is made up. */
export async function letterFile(told: LetterTold): Promise<KeptFile> {
  const content = `<article><header><h1>${escaped(told.about)}</h1><p>${escaped(told.from)}, ${formatDay(told.on)}</p><p>Our reference: ${escaped(told.reference)}</p></header>`
    + `<section data-clause="letter">${told.says.map((line) => `<p>${escaped(line)}</p>`).join('')}<p>This letter is made up, for a world of invented people to try the portal in.</p></section></article>`
  const at = londonTime(told.on, '12:00')
  const pdf = await makePdf({
    fileTitle: `${told.about}: ${told.reference}`, heading: told.about, author: told.from, subject: told.reference, blocks: paperBlocks(content), after: [], isLarge: false, mark: null,
    name: `${told.from}, ${formatDay(told.on)}.`, contentHash: sha256Hex(content), madeAt: at, changedAt: at,
  })
  return { type: 'application/pdf', content: new Uint8Array(pdf), isPersonal: false }
}

/** A message of such a body, as an e-mail program saves it. */
export function messageFile(told: LetterTold & { readonly address: string }): KeptFile {
  const text = `From: ${told.from} <${told.address}>\r\nDate: ${londonTime(told.on, '11:00').toUTCString()}\r\nSubject: ${told.reference}: ${told.about}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${told.says.join('\r\n\r\n')}\r\n`
  return { type: 'message/rfc822', content: new TextEncoder().encode(text), isPersonal: false }
}
