import { isDatabaseUnreachable } from './database.server.ts'

/**
 * When the database goes away in the middle of a transaction, postgres.js 3.4.9 may write the rollback to a socket that is
 * no longer there, from a timer of its own where nothing can catch it (`nextWrite` in its connection.js). The transaction
 * has failed by then and its caller is told; only the stray write is left, and it must not take the process with it.
 */
export function isLostConnectionWrite(error: unknown): boolean {
  return error instanceof TypeError && /nextWrite.*[\\/]postgres[\\/](?:src|cjs[\\/]src)[\\/]connection\.js/.test(error.stack ?? '')
}

/**
 * Lets the process outlive such a write, and a promise of the queue's that nobody waits for and that fails because the
 * database is away; any other uncaught fault ends it as before. Gives back what undoes this.
 */
export function surviveLostConnections(onLost: () => void): () => void {
  const onRejection = (reason: unknown) => {
    if (isDatabaseUnreachable(reason) || isLostConnectionWrite(reason)) onLost()
    else throw reason
  }
  process.on('unhandledRejection', onRejection)
  const others = process.listeners('uncaughtException')
  const listener = (error: Error, origin: NodeJS.UncaughtExceptionOrigin) => {
    if (isLostConnectionWrite(error)) {
      onLost()
      return
    }
    if (others.length > 0) {
      for (const other of others) other(error, origin)
      return
    }
    process.stderr.write(`${error.stack ?? error.message}\n`)
    process.exit(1)
  }
  for (const other of others) process.off('uncaughtException', other)
  process.on('uncaughtException', listener)
  return () => {
    process.off('unhandledRejection', onRejection)
    process.off('uncaughtException', listener)
    for (const other of others) process.on('uncaughtException', other)
  }
}
