import { writeFileSync } from 'node:fs'
import os from 'node:os'
import { benchCounty } from '#tests/bench/county.ts'
import { benchGate } from '#tests/bench/gate.ts'
import { benchDecision } from '#tests/bench/decision.ts'
import { benchPseudonymIndex } from '#tests/bench/pseudonym-index.ts'
import { benchRegisterSize } from '#tests/bench/register-size.ts'
import { benchSilentLoss } from '#tests/bench/silent-loss.ts'
import { rowText, type BenchRow } from '#tests/bench/bench-row.ts'

const HELP = `npm run bench [-- --ten-million] [-- --only NAME]: the benchmarks, each figure beside its baseline measured in the same run.

  --ten-million   a register of ten million people too; takes half an hour more, and 30 GB of disk
  --only NAME     decision, register-size, pseudonyms, gate, county or silent-loss

Prints a table and writes bench-results.json. Takes about a quarter of an hour. docs/bench.md says what is measured and how.
`

const args = process.argv.slice(2)
if (args.includes('--help')) {
  process.stdout.write(HELP)
  process.exit(0)
}
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null
const began = Date.now()
const say = (what: string) => process.stderr.write(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s: measuring ${what}…\n`)
const benches = {
  decision: () => benchDecision(),
  'register-size': () => benchRegisterSize(),
  pseudonyms: () => benchPseudonymIndex(),
  gate: () => benchGate({ tenMillion: args.includes('--ten-million'), say }),
  county: () => benchCounty(),
  'silent-loss': () => benchSilentLoss(),
}
if (only !== null && !Object.hasOwn(benches, only ?? '')) {
  process.stderr.write(`There is no benchmark "${only ?? ''}". See --help.\n`)
  process.exit(1)
}

const rows: BenchRow[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (only !== null && name !== only) continue
  say(name)
  rows.push(...(await bench()))
}
for (const row of rows) process.stdout.write(rowText(row))
const machine = { node: process.version, processors: os.cpus().map(({ model }) => model), load: os.loadavg() }
writeFileSync('bench-results.json', `${JSON.stringify({ ...machine, rows }, null, 2)}\n`)
process.exit(0)
