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
  // Statements are planned for the values they are asked with each time: what is kept of them is how they were read.
  const drizzleClient = postgres(url, { ...common, connection: { ...common.connection, plan_cache_mode: 'force_custom_plan' }, max: options.max ?? 12 })
  const sql = postgres(url, { ...common, max: Math.max(2, Math.floor((options.max ?? 12) / 3)) })
  return {
    db: drizzle(keepingStatements(drizzleClient), { schema }),
    sql,
    close: async () => {
      await Promise.all([drizzleClient.end({ timeout: 5 }), sql.end({ timeout: 5 })])
    },
  }
}

/** Statements with more values than this are seldom asked again in the same words. */
const MOST_VALUES = 40

/**
 * The client that drizzle is given, which makes no use of prepared statements: each statement then goes to the server twice,
 * once to learn what its values are and once to be done. This one keeps them for as long as the connection lives.
 */
function keepingStatements<S extends Sql | postgres.TransactionSql>(client: S): S {
  return new Proxy(client, {
    get(target, key) {
      if (key === 'unsafe') {
        return (query: string, values: never[] = [], options: postgres.UnsafeQueryOptions = {}) =>
          target.unsafe(query, values, { ...options, prepare: values.length > 0 && values.length <= MOST_VALUES })
      }
      if (key === 'begin' || key === 'savepoint') {
        const scoped = (Reflect.get(target, key) as (...given: unknown[]) => unknown).bind(target)
        return (...given: unknown[]) => scoped(...given.map((each) => (typeof each === 'function' ? (tx: postgres.TransactionSql) => (each as (tx: postgres.TransactionSql) => unknown)(keepingStatements(tx)) : each)))
      }
      return Reflect.get(target, key) as unknown
    },
  })
}

/**
 * Does a statement that is given in words, for those few that stand in the way of every single call: drizzle takes longer to
 * put one together than the server to do it. Instants come as text, and are given as text (`Date.toISOString`).
 */
export async function inWords<Row>(db: Queryable, text: string, values: readonly (string | number | boolean | Buffer | null)[]): Promise<readonly Row[]> {
  const { client } = (db as unknown as { readonly session: { readonly client: Sql } }).session
  return client.unsafe(text, values as never[]) as unknown as Promise<readonly Row[]>
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
