import { spawnSync } from 'node:child_process'
import { buildStyles } from './build-styles.ts'

/** Styles first, then the pages. Exits with the builder's own code. */
buildStyles()
const built = spawnSync(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build', '--logLevel', 'warn'], { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } })
process.exitCode = built.status ?? 1
