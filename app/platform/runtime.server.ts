import type { Connections, Database, Sql } from './database.server.ts'
import type { Environment } from './env.server.ts'
import type { Log } from './log.server.ts'
import type { Secrets } from './secrets.server.ts'
import type { Signer } from './signing.server.ts'

/** What the running portal holds: made once at start, handed to every action in its context. */
export interface Runtime {
  readonly env: Environment
  readonly db: Database
  readonly sql: Sql
  readonly connections: Connections
  readonly secrets: Secrets
  /** Signs receipts and the heads of the audit. */
  readonly signer: Signer
  readonly clock: () => Date
  readonly log: Log
  /** The address people use, without a slash at the end. */
  readonly publicUrl: string
  /** Numbers from the 900 to 999 range are for tests; a live installation refuses them. */
  readonly allowTestNumbers: boolean
}

const KEY = Symbol.for('concordat.runtime')

/** Kept on the global object, because the page bundle and the start-up script each have their own copy of this file. */
export function setRuntime(runtime: Runtime | undefined): void {
  ;(globalThis as Record<symbol, unknown>)[KEY] = runtime
}

export function getRuntime(): Runtime {
  const runtime = (globalThis as Record<symbol, unknown>)[KEY] as Runtime | undefined
  if (!runtime) throw new Error('The portal has not been started: setRuntime was not called')
  return runtime
}
