import { spawn } from 'node:child_process'
import { buildIfNeeded } from './portal.ts'

/** `npm run dev`: the demo, started again whenever a source changes. */
buildIfNeeded()
const child = spawn(process.execPath, ['--import', 'tsx', '--watch-path=app', '--watch-path=templates', '--watch-path=emails', '--watch-path=scripts', 'scripts/demo.ts'], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 0))
