import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { loadDemoWorld } from '#db/seed/demo/load-demo-world.ts'
import { demoEnvironment, demoFolder, demoSecrets, prepareDemoDatabase } from './demo-place.ts'
import { openPortal, stopOnSignal } from './portal.ts'

const HELP = `npm run demo: Concordat on this machine with its own PostgreSQL and the demo world.

  PORT             where to listen (3000)
  CONCORDAT_DATA   the folder that keeps everything it stores (.data)
`

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(HELP)
    return
  }
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error('PORT must be a number from 1 to 65535.')
  const folder = demoFolder()
  mkdirSync(folder, { recursive: true })
  // A folder that was removed means a fresh start, also where the database itself is kept elsewhere under a link.
  const isNew = !existsSync(path.join(folder, 'demo-secrets.json'))
  const secrets = demoSecrets(folder)
  // Until all is up, a signal ends the process at once, and the database server with it.
  const leave = () => process.exit(0)
  process.once('SIGINT', leave).once('SIGTERM', leave)
  await refuseTakenPort(port)
  const database = await startEmbeddedPostgres({ folder })
  const loading = path.join(folder, 'demo-loading')
  try {
    const isUnfinished = isNew || existsSync(loading)
    await prepareDemoDatabase(database.ownerUrl('postgres'), secrets.appPassword, { afresh: isUnfinished })
    if (isUnfinished) for (const left of ['demo', 'audit-heads.jsonl']) rmSync(path.join(folder, left), { recursive: true, force: true })
    const portal = await openPortal(demoEnvironment(folder, secrets, database, port), async (runtime) => {
      // While this file is there the demo world is there only in part, and the next start begins afresh.
      if (!existsSync(path.join(folder, 'demo', 'access.json'))) writeFileSync(loading, '')
      const access = await loadDemoWorld(runtime, { folder, progress: (words) => process.stderr.write(`${words}\n`) })
      rmSync(loading, { force: true })
      process.stdout.write(`\nConcordat is at ${access.url}\n\nSign in at ${access.url}/sign-in with one of these; the password is the same for all: ${access.signIns[0]?.password}\n`)
      for (const signIn of access.signIns) process.stdout.write(`  ${signIn.email.padEnd(44)} ${signIn.role}, ${signIn.organisation}\n`)
      process.stdout.write(`\nAPI key: ${access.apiKey}\nA letter's code: ${access.letterCode.code}, date of birth ${access.letterCode.dateOfBirth}\n`)
      process.stdout.write(`The files that were loaded are in ${folder}/demo\n\n`)
    })
    process.off('SIGINT', leave).off('SIGTERM', leave)
    stopOnSignal(async () => {
      await portal.stop()
      await database.stop()
    })
    process.stdout.write(`Ready. Ctrl-C stops it.\n`)
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Asked before anything is touched, so that a port that is taken costs nothing. */
function refuseTakenPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(port, process.env.HOST || '127.0.0.1', () => probe.close(() => resolve()))
  })
}

main().catch((error: Error & { code?: string }) => {
  process.stderr.write(`The demo cannot start: ${error.code === 'EADDRINUSE' ? `port ${process.env.PORT || 3000} is taken; set PORT to another.` : error.message}\n`)
  process.exit(1)
})
