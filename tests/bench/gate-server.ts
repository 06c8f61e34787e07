import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { growAuditTree } from '#app/audit/grow-tree.server.ts'
import { beginSigning } from '#app/audit/signing-keys.server.ts'
import { readEnvironment } from '#app/platform/env.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { answerParent } from './child.ts'
import { BENCH_NOW } from './large-register.ts'

/** The portal as it is served, in a process of its own. */
const began = Date.now()
const runtime = startRuntime(readEnvironment(process.env), { clock: () => new Date(BENCH_NOW.getTime() + Date.now() - began) })
await growAuditTree(runtime)
await beginSigning(runtime)
const build = (await import(pathToFileURL(path.resolve('build/server/index.js')).href)) as unknown as ServerBuild
const server = await serve(runtime, build, { port: 0, host: '127.0.0.1' })

const doings = {
  port: () => server.port,
  /** Bytes: the most it has ever had, and what it holds now that something needs. */
  memory: () => {
    globalThis.gc?.()
    const { arrayBuffers, heapUsed } = process.memoryUsage()
    return { highWater: process.resourceUsage().maxRSS * 1024, held: arrayBuffers + heapUsed }
  },
  /** Milliseconds of processor time that it has had. */
  processor: () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 },
}
export type GateServerDoings = typeof doings
answerParent(doings)
