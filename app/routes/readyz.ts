import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { isReady } from '#app/platform/ready.server.ts'

/** GET /readyz: 200 when the database is reached and migrated, 503 until then. */
export const loader = publicLoader(async ({ context }) => {
  const ready = await isReady(context.runtime)
  return new Response(ready ? 'ready\n' : 'not ready\n', { status: ready ? 200 : 503, headers: { 'Content-Type': 'text/plain' } })
})
