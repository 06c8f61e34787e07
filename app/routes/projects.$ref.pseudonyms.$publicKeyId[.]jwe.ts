import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { wrapPseudonymKey } from '#app/releases/change-pseudonym-key.server.ts'

/** The key of a project's pseudonyms, encrypted for one public key of the reader's own organisation. */
export const loader = pageLoader('keys.manage', async ({ context, params }) => {
  const wrapped = await wrapPseudonymKey(context, params.ref ?? '', params.publicKeyId ?? '')
  if (!wrapped.ok) throw notFound()
  const { jwe, version } = wrapped.value
  return new Response(jwe, {
    headers: { 'Content-Type': 'application/jose', 'Content-Disposition': `attachment; filename="${params.ref}-pseudonyms-v${version}.jwe"`, 'Cache-Control': 'private, no-store' },
  })
})
