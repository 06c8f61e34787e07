import { readPaperCertificates } from '#app/documents/seal-papers.server.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'

/** GET /verify/certificates.pem: the certificates that signed papers are checked by, the one in use last (RFC 7468). */
export const loader = publicLoader(async ({ context }) =>
  new Response(await readPaperCertificates(context.runtime), { headers: { 'Content-Type': 'application/x-pem-file', 'Cache-Control': 'public, max-age=300' } }))
