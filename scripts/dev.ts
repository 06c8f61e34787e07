import { spawn } from 'node:child_process'
import { buildIfNeeded } from './portal.ts'

/** `npm run dev`: the demo, started again whenever a source changes. */
if (process.argv.includes('--help')) {
  process.stdout.write('npm run dev: the demo, started again whenever a source changes. PORT and CONCORDAT_DATA as for npm run demo.\n')
  process.exit(0)
}
buildIfNeeded()
const child = spawn(process.execPath, ['--import', 'tsx', '--watch-path=app', '--watch-path=templates', '--watch-path=emails', '--watch-path=scripts', 'scripts/demo.ts'], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 0))
