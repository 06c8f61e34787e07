import { redirect } from '@remix-run/node'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { openScan } from '#app/letters/open-scan.server.ts'
import { isOurPerson, readOpening } from '#app/people/open-person.server.ts'

/** The scan of a reply, from the patient's open record. Where the record is not open, that is asked first. */
export const loader = pageLoader('people.read', async ({ context, params, request }) => {
  const { id, fileId } = params
  if (!isId(id) || !isId(fileId) || !(await isOurPerson(context, id))) throw notFound()
  const opening = await readOpening(context, request, id)
  if (!opening) throw redirect(`/people/${id}`)
  const scan = await openScan(context, fileId, { personId: id, reason: opening.reason })
  if (!scan) throw notFound()
  return scan
})
