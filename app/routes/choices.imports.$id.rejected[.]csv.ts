import { readRejectedRowsFile } from '#app/choices/read-imports.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'

/** The rows of an import that could not be used, to mend and send again. */
export const loader = pageLoader('choices.import', async ({ context, params }) => {
  const csv = isId(params.id) ? await readRejectedRowsFile(context, params.id) : null
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="rejected-rows.csv"', 'Cache-Control': 'no-store' },
  })
})
