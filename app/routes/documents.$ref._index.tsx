import { redirect } from '@remix-run/node'
import { readNewestNumber } from '#app/documents/read-document.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** A document's address without a version leads to its newest, and says there what was done. */
export const loader = pageLoader('documents.read', async ({ context, params, url }) => {
  const number = await readNewestNumber(context, params.ref ?? '')
  if (number === null) throw notFound()
  throw redirect(`/documents/${params.ref}/v${number}${url.search}`)
})

export default function NewestVersion() {
  return null
}
