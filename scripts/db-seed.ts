import { loadReferenceData } from '#db/seed/reference/load-reference-data.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run db:seed

Loads reference data, such as the code lists, into the database that DATABASE_URL names, else the demo's. May be run again
at any time, in production too; run it after each upgrade.
`

await runScript(async () => {
  const asked = process.argv.slice(2)
  if (asked.includes('--help') || asked.includes('-h')) {
    process.stdout.write(HELP)
    return
  }
  if (asked.length > 0) throw new Error(`"${asked[0]}" is not something this command takes: see npm run db:seed -- --help`)
  const runtime = await connectForScript()
  try {
    for (const line of await loadReferenceData(runtime)) process.stdout.write(`${line}\n`)
  } finally {
    await runtime.connections.close()
  }
})
