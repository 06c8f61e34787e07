import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { AUDIT_KINDS } from '#app/audit/audit.rules.ts'
import { CAMPAIGN_STATES } from '#app/letters/campaign.rules.ts'
import { ROLES } from '#app/identity/permissions.rules.ts'
import { readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(place) : [place]
  })
const sources = (...folders: string[]) => folders.flatMap(filesUnder).filter((file) => /\.(?:ts|tsx|js|cjs)$/.test(file))
const run = (command: string, args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } })

describe('the house', () => {
  test('imports go the way the plan says, without a cycle', () => {
    const cruised = run('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['--config', 'tests/house/import-rules.cjs', 'app', 'db', 'scripts'])
    expect(cruised.stdout + cruised.stderr).toContain('no dependency violations found')
  })

  test('the migrations say all that the schema says', () => {
    const out = path.join('node_modules', '.cache', 'concordat-migrations')
    spawnSync('rm', ['-rf', out])
    spawnSync('mkdir', ['-p', path.dirname(out)])
    spawnSync('cp', ['-R', 'db/migrations', out])
    const generated = run('node_modules/drizzle-kit/bin.cjs', ['generate', '--dialect', 'postgresql', '--schema', './db/schema/index.ts', '--out', out])
    expect(generated.stdout).toContain('No schema changes')
  })

  test('migrations are numbered one by one and listed in order', () => {
    const files = readdirSync('db/migrations').filter((file) => file.endsWith('.sql')).sort()
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_file, index) => index))
    const journal = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8')) as { entries: { tag: string }[] }
    expect(journal.entries.map((entry) => `${entry.tag}.sql`)).toEqual(files)
  })

  test('no script runs the classic compiler, and it would stop if one did', () => {
    const scripts = Object.values((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts).join('\n')
    expect(scripts).not.toMatch(/remix (?:build|dev|watch)\b/)
    const stopped = spawnSync(process.execPath, ['node_modules/@remix-run/dev/dist/cli.js', 'build'], { encoding: 'utf8' })
    expect(stopped.status).not.toBe(0)
    expect(stopped.stderr + stopped.stdout).toContain('classic compiler')
  })

  test('every kind of audit entry is recorded somewhere', () => {
    const code = sources('app').filter((file) => !file.endsWith('audit.rules.ts')).map((file) => readFileSync(file, 'utf8')).join('\n')
    const unused = AUDIT_KINDS.filter((kind) => !code.includes(`'${kind}'`))
    expect(unused).toEqual([])
  })

  test.each(['audit', 'choices', 'documents', 'alarms', 'identity', 'involvement', 'letters', 'national-check', 'organisations', 'people', 'projects', 'releases', 'reminders', 'work'])('the room %s has a short README', (room) => {
    const readme = readFileSync(`app/${room}/README.md`, 'utf8')
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(20)
  })

  test('the rooms that have states and roles name them as the rules do', () => {
    const letters = readFileSync('app/letters/README.md', 'utf8')
    for (const state of CAMPAIGN_STATES) expect(letters).toContain(state)
    const identity = readFileSync('app/identity/README.md', 'utf8')
    for (const role of ROLES) expect(identity).toContain(role)
  })

  test('a released template never changes: a new version is a new file', () => {
    const released = JSON.parse(readFileSync('tests/house/released-templates.json', 'utf8')) as Record<string, string>
    const templates = [...filesUnder('templates'), ...filesUnder('emails')].filter((file) => file.endsWith('.hbs'))
    expect(Object.fromEntries(templates.sort().map((file) => [file, sha256Hex(readFileSync(file))]))).toEqual(released)
  })

  test('every template has an example beside it', () => {
    const folders = new Set([...filesUnder('templates'), ...filesUnder('emails')].filter((file) => file.endsWith('.hbs')).map((file) => path.dirname(file)))
    expect(folders.size).toBeGreaterThan(2)
    for (const folder of folders) expect(existsSync(path.join(folder, 'example.json')), folder).toBe(true)
  })

  test('names stay clear: no bags, no shortened rooms', () => {
    const bags = sources('app', 'db', 'scripts').filter((file) => /(?:^|[/.-])(?:utils?|common|misc|helpers?|service)(?:[/.-]|$)/.test(file.replace(/^app\//, '')))
    expect(bags).toEqual([])
  })

  test('NHS numbers in the repository are of the 999 test range', () => {
    const files = [...sources('app', 'db', 'scripts', 'tests'), ...filesUnder('docs'), 'README.md']
    const odd = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?<![\w.:#/-])[4-7]\d{2} ?\d{3} ?\d{4}(?![\w.:/-])/g)]
      .filter((match) => readTypedNhsNumber(match[0]).ok).map((match) => `${file}: ${match[0]}`))
    expect(odd).toEqual([])
  })
})
