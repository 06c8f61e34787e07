import { keySetOf, readKnownKeys } from '#app/audit/signing-keys.server.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { published } from '#app/releases/proof-answer.server.ts'

/** GET /.well-known/jwks.json: the public keys that receipts and heads are signed with. */
export const loader = publicLoader(async ({ context: { runtime, now } }) =>
  published(Response.json(keySetOf(await readKnownKeys(runtime.db, runtime.signer, now))), 300))
