import { verdictWords } from '#app/audit/audit.words.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run audit:verify

Recomputes the chain of the audit record from its first entry to its newest: every entry there, unchanged, and following from
the one before it. Names the first that does not hold. Uses the database that DATABASE_URL names, else the demo's.

Exit code: 0 when the record holds, 1 when it does not or cannot be read.
`

await runScript(async () => {
  const asked = process.argv.slice(2)
  if (asked.includes('--help') || asked.includes('-h')) {
    process.stdout.write(HELP)
    return 0
  }
  if (asked.length > 0) throw new Error(`"${asked[0]}" is not something this command takes: see npm run audit:verify -- --help`)
  const runtime = await connectForScript()
  try {
    const showsProgress = process.stderr.isTTY
    const verdict = await verifyAudit(runtime.db, (checked, of) => {
      if (showsProgress) process.stderr.write(`\r${checked.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} entries`)
    })
    if (showsProgress) process.stderr.write('\n')
    const words = verdictWords(verdict)
    if (!verdict.holds) {
      process.stderr.write(`${words}\n`)
      return 1
    }
    process.stdout.write(`${words}\nNewest hash: ${verdict.headHash}\n`)
    return 0
  } finally {
    await runtime.connections.close()
  }
})
