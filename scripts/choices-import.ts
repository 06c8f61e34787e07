import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, rmSync, statSync, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import { importChoices, tryChoicesImport, type ChoiceFile, type ImportHooks, type ImportReport } from '#app/choices/import-choices.server.ts'
import { reportLines } from '#app/choices/choice-import-report.words.ts'
import { importRefusalSentence } from '#app/choices/choice-import.words.ts'
import type { ChoiceFilePlan } from '#app/choices/choice-file.rules.ts'
import { readImportByReference } from '#app/choices/read-imports.server.ts'
import { rejectedCells, rejectedHeadings } from '#app/choices/rejected-rows.rules.ts'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { readOrganisation } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run choices:import -- --file F [--dry-run] [--organisation CODE]
       npm run choices:import -- --undo REFERENCE

Loads coded choice events (CSV, UTF-8) into the database that DATABASE_URL names, else the demo's. Columns:
nhs_number, code_system, code, effective, recorded, source, sequence, end_reason.

  --file F            the file. Rows that cannot be used go to F.rejected.csv with a reason, and every other row is kept.
                      A run that was stopped may be run again; a file that was loaded before changes nothing.
  --dry-run           keep nothing: say what would become of each row, and write F.rejected.csv
  --organisation CODE load for one organisation: it may speak for its own record alone, and sees the import on its pages
  --undo REFERENCE    undo an import as a whole, such as CI-7KMP-3QRT: its events become entered in error
  --help              this text

Exit code: 0 when the file was read to its end, whether or not rows were rejected; 1 when it could not be.
`

function readOptions() {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ options: { file: text, organisation: text, undo: text, 'dry-run': flag, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    throw new Error(`${(error as Error).message.split(/\.\s|\n/)[0]}; see npm run choices:import -- --help`)
  }
}

async function main(): Promise<number> {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  if ((options.file === undefined) === (options.undo === undefined)) throw new Error('Give --file with the name of a file, or --undo with the reference of an import; see --help.')
  const file = options.file === undefined ? null : await choiceFile(options.file)
  const runtime = await connectForScript()
  try {
    const context = await contextFor(runtime, options.organisation?.trim().toUpperCase())
    return file ? await load(context, file, options.file as string, options['dry-run'] ?? false) : await undo(context, options.undo as string)
  } finally {
    await runtime.connections.close()
  }
}

async function contextFor(runtime: Runtime, organisationCode: string | undefined): Promise<Context<SystemActor>> {
  if (organisationCode !== undefined && !(await readOrganisation(runtime.db, organisationCode))) {
    throw new Error(importRefusalSentence({ kind: 'organisation-unknown', details: { code: organisationCode } }))
  }
  return { runtime, actor: systemActor('choices-import', organisationCode ?? null), now: runtime.clock(), requestId: newId() }
}

async function choiceFile(place: string): Promise<ChoiceFile> {
  if (!existsSync(place) || !statSync(place).isFile()) throw new Error(`There is no file ${place}.`)
  const digest = createHash('sha256')
  try {
    for await (const piece of createReadStream(place)) digest.update(piece as Buffer)
  } catch {
    throw new Error(`The file ${place} cannot be read.`)
  }
  return { name: path.basename(place), digest: digest.digest('hex'), bytes: statSync(place).size, open: () => createReadStream(place, { highWaterMark: 256 * 1024 }) }
}

async function load(context: Context<SystemActor>, file: ChoiceFile, place: string, isTrial: boolean): Promise<number> {
  const rejects = new RejectedFile(`${place}.rejected.csv`)
  const showsProgress = process.stderr.isTTY
  const hooks: ImportHooks = {
    onHeadings: (plan) => rejects.begin(plan),
    onReject: (row) => rejects.add(row),
    onProgress: (rows, bytesRead) => {
      if (showsProgress) process.stderr.write(`\r${rows.toLocaleString('en-GB')} rows, ${Math.floor((bytesRead / file.bytes) * 100)}%`)
    },
  }
  let result
  try {
    result = await (isTrial ? tryChoicesImport : importChoices)(context, file, hooks)
  } finally {
    if (showsProgress) process.stderr.write('\n')
    await rejects.end()
  }
  if (!result.ok) throw new Error(`${file.name}: ${importRefusalSentence(result.refusal)}`)
  report(result.value, isTrial, rejects.rows > 0 ? rejects.place : null)
  return 0
}

function report(outcome: ImportReport, isTrial: boolean, rejectedPlace: string | null): void {
  process.stdout.write(reportLines({ ...outcome, reference: outcome.import?.reference ?? null }, { isTrial, rejectedPlace }).map((line) => `${line}\n`).join(''))
}

async function undo(context: Context<SystemActor>, reference: string): Promise<number> {
  const found = await readImportByReference(context, reference.trim().toUpperCase())
  if (!found) throw new Error(importRefusalSentence({ kind: 'not-there' }))
  const undone = await undoImport(context, found.id, reference)
  if (!undone.ok) throw new Error(importRefusalSentence(undone.refusal))
  const { takenBack, left } = undone.value
  process.stdout.write(`Undid ${undone.value.reference}: ${takenBack.toLocaleString('en-GB')} events are now entered in error.\n`)
  if (left > 0) process.stdout.write(`${left.toLocaleString('en-GB')} events stand, because another import brought them too.\n`)
  return 0
}

/** The rows that cannot be used, written as they are met. There is no file where there are none. */
class RejectedFile {
  rows = 0
  private plan: ChoiceFilePlan | null = null
  private stream: WriteStream | null = null

  constructor(readonly place: string) {}

  begin(plan: ChoiceFilePlan): void {
    this.plan = plan
    rmSync(this.place, { force: true })
  }

  async add(row: Parameters<typeof rejectedCells>[1]): Promise<void> {
    const plan = this.plan as ChoiceFilePlan
    if (!this.stream) {
      this.stream = createWriteStream(this.place, { mode: 0o600 })
      this.stream.write(stringify([rejectedHeadings(plan)]))
    }
    this.rows += 1
    if (!this.stream.write(stringify([rejectedCells(plan, row)]))) await once(this.stream, 'drain')
  }

  async end(): Promise<void> {
    if (!this.stream) return
    this.stream.end()
    await once(this.stream, 'close')
  }
}

await runScript(main)
