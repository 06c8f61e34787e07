import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verdictWords } from '#app/audit/audit.words.ts'
import { readHeadLines } from '#app/audit/heads-file.server.ts'
import { readKnownKeys } from '#app/audit/signing-keys.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { thumbprint, type PublicKey } from '#app/platform/signing.server.ts'
import { verifyReceipts } from '#app/releases/examine-receipt.server.ts'
import { keptReceiptWords } from '#app/releases/receipt.words.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run audit:verify [-- --heads FILE] [--jwks FILE]

Recomputes the audit record from its first entry to its newest: every entry there, unchanged, and following from the one
before it; the tree over the entries; the heads that were signed over it; and the receipts that quote it. Names the first
that does not hold. Uses the database that DATABASE_URL names, else the demo's.

  --heads FILE   signed heads kept elsewhere, one a line, as the portal writes them to AUDIT_HEADS_FILE. Whoever can alter
                 the database cannot alter those: a record that was rewritten or cut short is found by them.
  --jwks FILE    the public keys to believe, as /.well-known/jwks.json gave them at another time. Left out: those on record.

Exit code: 0 when the record holds, 1 when it does not or cannot be read.
`

function readKeys(file: string): PublicKey[] {
  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys?: { x?: unknown }[] }
  return (keys ?? []).flatMap(({ x }) => (typeof x === 'string' ? [{ x, kid: thumbprint(x) }] : []))
}

await runScript(async () => {
  const asked = process.argv.slice(2)
  if (asked.includes('--help') || asked.includes('-h')) {
    process.stdout.write(HELP)
    return 0
  }
  const { values, positionals, tokens } = parseArgs({ args: asked, options: { heads: { type: 'string' }, jwks: { type: 'string' } }, strict: false, allowPositionals: true, tokens: true })
  const odd = positionals[0] ?? tokens.flatMap((token) => (token.kind === 'option' && !(['heads', 'jwks'].includes(token.name) && token.value !== undefined) ? [token.rawName] : []))[0]
  if (odd !== undefined) throw new Error(`"${odd}" is not something this command takes so: see npm run audit:verify -- --help`)
  const file = values.heads === undefined ? [] : readHeadLines(readFileSync(String(values.heads), 'utf8'))
  const given = values.jwks === undefined ? null : readKeys(String(values.jwks))
  const runtime = await connectForScript()
  try {
    const showsProgress = process.stderr.isTTY
    const now = runtime.clock()
    const verdict = await verifyAudit(runtime.db, {
      keys: given ?? (await readKnownKeys(runtime.db, runtime.signer, now)),
      file,
      onProgress: (checked, of) => {
        if (showsProgress) process.stderr.write(`\r${checked.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} entries`)
      },
    })
    if (showsProgress) process.stderr.write('\n')
    if (!verdict.holds) {
      process.stderr.write(`${verdictWords(verdict)}\n`)
      return 1
    }
    const kept = await verifyReceipts(runtime, now)
    if (!kept.holds) {
      process.stderr.write(`${keptReceiptWords(kept)}\n`)
      return 1
    }
    const receipts = kept.receipts === 0 ? '' : `All ${kept.receipts.toLocaleString('en-GB')} receipts are in it as they were signed.\n`
    process.stdout.write(`${verdictWords(verdict)}\n${receipts}Newest hash: ${verdict.headHash}\nRoot of the tree: ${verdict.root}\n`)
    return 0
  } finally {
    await runtime.connections.close()
  }
})
