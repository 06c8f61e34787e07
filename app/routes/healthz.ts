import { publicLoader } from '#app/identity/route-wrappers.server.ts'

/** GET /healthz: 200 while the program is alive. */
export const loader = publicLoader(async () => new Response('alive\n', { headers: { 'Content-Type': 'text/plain' } }))
