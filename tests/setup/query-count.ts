import type { Sql } from 'postgres'
import type { Database } from '#app/platform/database.server.ts'

/** How many statements are sent to the database while something runs, those within transactions too. */
export async function countQueries<T>(db: Database, run: () => Promise<T>): Promise<{ readonly queries: number; readonly value: T }> {
  const { session } = db as unknown as { session: { client: Sql } }
  const client = session.client
  let queries = 0
  const counting = <S extends object>(over: S): S => new Proxy(over, {
    get(target, key) {
      const member = Reflect.get(target, key) as unknown
      if (typeof member !== 'function') return member
      if (key === 'unsafe') return (...given: unknown[]) => { queries += 1; return (member as (...all: unknown[]) => unknown).apply(target, given) }
      if (key === 'begin' || key === 'savepoint') {
        return (...given: unknown[]) => (member as (...all: unknown[]) => unknown).apply(target, given.map((each) => (typeof each === 'function' ? (tx: object) => (each as (tx: object) => unknown)(counting(tx)) : each)))
      }
      return member
    },
  })
  session.client = counting(client)
  try {
    return { value: await run(), queries }
  } finally {
    session.client = client
  }
}
