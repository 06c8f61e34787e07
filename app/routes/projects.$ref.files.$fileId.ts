import { openApprovalFile } from '#app/approvals/open-file.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** A letter of a body outside, or what proves a condition. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const file = await openApprovalFile(context, params.ref ?? '', params.fileId ?? '')
  if (!file) throw notFound()
  return file
})
