import { spawnSync } from 'node:child_process'
import { buildIfNeeded } from './portal.ts'

/** `npm test`: every test. Words after `--` go to the test runner, such as `npm test -- --project rules`. */
buildIfNeeded()
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--root', '.', '--reporter=default', '--reporter=./tests/setup/closing-line.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } },
)
process.exitCode = run.status ?? 1
