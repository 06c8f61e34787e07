import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { readEnvironment } from '#app/platform/env.server.ts'
import { serve } from '#app/platform/http-server.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { BENCH_NOW } from './large-register.ts'

/** The portal as it is served, in a process of its own. Says its port and, when asked, the most memory it has had, in bytes. */
const began = Date.now()
const runtime = startRuntime(readEnvironment(process.env), { clock: () => new Date(BENCH_NOW.getTime() + Date.now() - began) })
const build = (await import(pathToFileURL(path.resolve('build/server/index.js')).href)) as unknown as ServerBuild
const server = await serve(runtime, build, { port: 0, host: '127.0.0.1' })
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ highWater: process.resourceUsage().maxRSS * 1024 })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ port: server.port })
