import { spawnSync } from 'node:child_process'
import { buildIfNeeded } from './portal.ts'

/** `npm test`: every test. Words after `--` go to the test runner, such as `npm test -- --project rules`. */
const HELP = `npm test: every test. Ends with a line that says how many passed.

  npm test -- --project rules      one kind: rules, letters, stores, routes, house or journeys
  npm test -- tests/rules/choices  the tests under a folder
  CONCORDAT_TEST_DATABASE          a superuser's address of a PostgreSQL to use in place of our own
  CONCORDAT_CHROMIUM               a browser to use in place of the one found or brought along
`
if (process.argv.includes('--help')) {
  process.stdout.write(HELP)
  process.exit(0)
}
buildIfNeeded()
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--root', '.', '--reporter=default', '--reporter=./tests/setup/closing-line.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
)
process.exitCode = run.status ?? 1
