import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { makeQueryLetter } from '#app/letters/query-letter.server.ts'
import { QUERY_LETTER_REFUSAL_WORDS } from '#app/letters/query-letter.words.ts'

/** The letter that asks a patient about a slip with their name and no signature, as it is printed. */
export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const pdf = isId(params.replyId) ? await makeQueryLetter(context, params.ref ?? '', params.replyId) : null
  if (!pdf) throw notFound()
  if (!pdf.ok) return new Response(QUERY_LETTER_REFUSAL_WORDS[pdf.refusal.kind], { status: 409, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
  return new Response(new Uint8Array(pdf.value), { headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="query-letter.pdf"', 'Cache-Control': 'no-store' } })
})
