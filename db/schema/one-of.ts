import { sql, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'

/** A CHECK that a column holds one of a closed list which the rules own. */
export function oneOf(column: PgColumn, list: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(list.map((item) => `'${item.replaceAll("'", "''")}'`).join(', '))})`
}
