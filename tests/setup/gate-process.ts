import { readEnvironment } from '#app/platform/env.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { serveGate } from './gate-server.ts'

/** The gate in a process of its own, to be killed: takes its environment from its parent's, and the time it is from PORTAL_NOW. */
const now = new Date(String(process.env.PORTAL_NOW))
startRuntime(readEnvironment(process.env), { clock: () => now, maxConnections: 6 })
const { port } = await serveGate()
process.on('disconnect', () => process.exit(0))
process.send?.({ port })
