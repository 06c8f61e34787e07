import { EnvironmentFault, readEnvironment } from '#app/platform/env.server.ts'
import { isDatabaseUnreachable } from '#app/platform/database.server.ts'
import { openPortal, stopOnSignal } from './portal.ts'

/** `npm start`: the portal in production, with everything from the environment. */
try {
  const env = readEnvironment(process.env)
  const portal = await openPortal(env)
  stopOnSignal(portal.stop)
  portal.runtime.log.info({ port: portal.port }, 'Concordat is ready')
} catch (error) {
  if (error instanceof EnvironmentFault) process.stderr.write(`Concordat cannot start:\n${error.faults.map((fault) => `- ${fault}`).join('\n')}\n`)
  else if (isDatabaseUnreachable(error)) process.stderr.write('Concordat cannot start: the database that DATABASE_URL names does not answer.\n')
  else process.stderr.write(`Concordat cannot start: ${(error as Error).message}\n`)
  process.exit(1)
}
