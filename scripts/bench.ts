import { writeFileSync } from 'node:fs'
import { benchGate } from '#tests/bench/gate.ts'
import { benchDecision } from '#tests/bench/decision.ts'
import { benchSilentLoss } from '#tests/bench/silent-loss.ts'
import type { BenchRow } from '#tests/bench/bench-row.ts'

const HELP = `npm run bench: the benchmarks, each figure beside its baseline measured in the same run.

Prints a table and writes bench-results.json. Takes a few minutes.
`

if (process.argv.includes('--help')) {
  process.stdout.write(HELP)
  process.exit(0)
}

const rows: BenchRow[] = []
for (const [name, bench] of [['the decision', benchDecision], ['the gate', benchGate], ['the silent-loss alarm', benchSilentLoss]] as const) {
  process.stderr.write(`Measuring ${name}…\n`)
  rows.push(...(await bench()))
}
const width = Math.max(...rows.map((row) => row.what.length))
for (const row of rows) {
  process.stdout.write(`${row.what.padEnd(width)}  ${row.figure}${row.baseline ? `  (beside ${row.baseline}${row.ratio ? `: ${row.ratio.toFixed(2)} times` : ''})` : ''}\n`)
}
writeFileSync('bench-results.json', `${JSON.stringify({ node: process.version, rows }, null, 2)}\n`)
process.exit(0)
