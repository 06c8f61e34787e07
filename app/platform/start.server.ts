import { openDatabase } from './database.server.ts'
import { connectionName } from './key-check.server.ts'
import type { Environment } from './env.server.ts'
import { makeLog } from './log.server.ts'
import { setRuntime, type Runtime } from './runtime.server.ts'
import { makeSecrets } from './secrets.server.ts'
import { makeSigner, newSigningKey } from './signing.server.ts'

/** Opens what the portal needs. The caller closes `connections` when it is done. */
export function startRuntime(
  env: Environment,
  options: { readonly clock?: () => Date; readonly maxConnections?: number } = {},
): Runtime {
  const secrets = makeSecrets(env.IDENTIFIER_KEY, env.IDENTIFIER_KEY_PREVIOUS)
  const connections = openDatabase(env.DATABASE_URL, { max: options.maxConnections, name: connectionName(secrets) })
  const runtime: Runtime = {
    env,
    connections,
    db: connections.db,
    sql: connections.sql,
    secrets,
    // Production never begins without a key of its own; what another environment signs is for that run alone.
    signer: makeSigner(env.RECEIPT_KEY ?? newSigningKey()),
    clock: options.clock ?? (() => new Date()),
    log: makeLog(env.LOG_LEVEL),
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    allowTestNumbers: env.CONCORDAT_ALLOW_TEST_NUMBERS,
  }
  setRuntime(runtime)
  return runtime
}
