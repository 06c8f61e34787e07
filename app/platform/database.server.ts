import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import { sql, type AnyColumn, type SQL } from 'drizzle-orm'
import postgres from 'postgres'
import * as schema from '#db/schema/index.ts'

export type Database = PostgresJsDatabase<typeof schema>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
export type Queryable = Database | Transaction
export type Sql = postgres.Sql

export const APP_ROLE = 'concordat_app'

export interface Connections {
  readonly db: Database
  /** A second client, for what drizzle does not cover: drizzle changes how its own client reads dates. */
  readonly sql: Sql
  readonly close: () => Promise<void>
}

/** Opens the pools under a name that the database's list of connections shows. Each connection takes on the portal's own role, which cannot change the audit. */
export function openDatabase(url: string, options: { readonly name: string; readonly max?: number }): Connections {
  const common = {
    onnotice: () => {},
    connect_timeout: 5,
    idle_timeout: 60,
    connection: { application_name: options.name, role: APP_ROLE, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000 } as Record<string, string | number>,
  }
  const drizzleClient = postgres(url, { ...common, max: options.max ?? 12 })
  const sql = postgres(url, { ...common, max: Math.max(2, Math.floor((options.max ?? 12) / 3)) })
  return {
    db: drizzle(drizzleClient, { schema }),
    sql,
    close: async () => {
      await Promise.all([drizzleClient.end({ timeout: 5 }), sql.end({ timeout: 5 })])
    },
  }
}

/** Whether a column of ids has one of these: one parameter, however many there are. */
export function isOneOfIds(column: AnyColumn, ids: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(ids)}::uuid[])`
}

const TRY_AGAIN = new Set(['40001', '40P01', '55P03'])
const UNREACHABLE = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT',
  '57P01', '57P02', '57P03', '08000', '08003', '08006', '53300',
])

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return typeof code === 'string' ? code : codeOf(cause)
}

/** Two people wanted the same row at once: it may go through the second time. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && TRY_AGAIN.has(code)
}

/** The database cannot be reached or is going down: nothing was decided, and the person should try again. */
export function isDatabaseUnreachable(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && UNREACHABLE.has(code)
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  if (!constraint) return true
  for (let at: unknown = error; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    if ((at as { constraint_name?: string }).constraint_name === constraint) return true
  }
  return false
}
