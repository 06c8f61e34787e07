import { EnvironmentFault, readEnvironment } from '#app/platform/env.server.ts'
import { isDatabaseUnreachable } from '#app/platform/database.server.ts'
import { openPortal, stopOnSignal } from './portal.ts'

const HELP = `npm start: the portal in production. Everything comes from the environment; .env.example names each setting.
`
if (process.argv.includes('--help')) {
  process.stdout.write(HELP)
  process.exit(0)
}

/** Refuses to begin, in a sentence a fault, when a setting is missing or weak. */
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
