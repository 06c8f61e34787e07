import type { Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { listCanaryNumbers } from './alarms.store.server.ts'

/** For the gate: the made-up people whom a flow may never include. Whoever placed them, they hold for everybody; never shown. */
export async function readCanaryNumbers(db: Queryable, secrets: Secrets, flow: { readonly ref: string; readonly fromCode: string }): Promise<ReadonlySet<string>> {
  return new Set(await listCanaryNumbers(db, secrets, flow))
}
