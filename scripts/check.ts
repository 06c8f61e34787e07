import { spawnSync } from 'node:child_process'

const HELP = `npm run check: types, lint and import rules, in that order. Stops at the first that fails.

  npm run check:types     the compiler
  npm run check:lint      eslint
  npm run check:imports   which way imports go (tests/house/import-rules.cjs)
`

if (process.argv.includes('--help')) {
  process.stdout.write(HELP)
} else {
  for (const part of ['types', 'lint', 'imports']) {
    const run = spawnSync('npm', ['run', '--silent', `check:${part}`], { stdio: 'inherit' })
    if (run.status !== 0) {
      process.stderr.write(`The ${part} do not hold: see above.\n`)
      process.exit(1)
    }
  }
}
