import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { exportNationalCheck } from '#app/national-check/export-national-check.server.ts'
import { controlFileBeside, FolderTransport, readMessageFile } from '#app/national-check/mesh-transport.server.ts'
import { LEFT_OUT_REASONS } from '#app/national-check/dat-file.rules.ts'
import { exportRefusalSentence, LEFT_OUT_WORDS, MESSAGE_KIND_WORDS, RUN_ADVICE_WORDS, RUN_STATE_WORDS, takeInRefusalSentence } from '#app/national-check/national-check.words.ts'
import { purgeNationalChecks } from '#app/national-check/purge-national-check.server.ts'
import { takeInReply, type ReplyGiven } from '#app/national-check/take-in-national-check.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run national-check -- export --flow REF --out DIR [--sequence N]
       npm run national-check -- import FILE [--control FILE | --run ID]
       npm run national-check -- import DIR
       npm run national-check -- purge

Asks the national service which people have no national data opt-out, and takes its answers in.

export  Writes the file for everyone on the register of the flow's discloser: MAILBOX-DDMMYY-nnnn.dat, one number and a
        comma a line, and the control file (.ctl) beside it where a mailbox is set (NATIONAL_CHECK_MAILBOX).
  --flow      the flow's reference, such as oldham-gp-pilot-register
  --out       the folder to write to, such as the outbox of a MESH client; it is made if it is not there
  --organisation  whose people to ask about, by code, where the flow comes from many organisations
  --sequence  the number of the file, where the mailbox has sent files by other means; otherwise the next one

import  Takes in one file: a receipt, a report, an error or a list. Or a folder, such as the inbox of a MESH client: then every
        .dat in it that has its .ctl beside it, and those that were taken in are removed.
  --control   the control file that came with it; a .ctl of the same name beside the file is used by itself
  --run       which check it answers, such as oldham-gp-pilot-register_0001, where there is no control file. Left out, the
              file's name says so: it must hold that id, or the name of the file that was sent.

purge   Deletes every row about a single number of the checks whose file was written more than 21 days ago. The portal does
        this by itself while it runs.

Exit code: 0 when it was done and the check goes on as it should; 1 when not: a reply was refused or rejected, was an error,
or cleared nobody. Uses the database that DATABASE_URL names, or else the demo's (CONCORDAT_DATA names its folder).
`

await runScript(async () => {
  const { values, positionals } = readOptions()
  const [command, ...rest] = positionals
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  if (command === 'export') return runExport(values, rest)
  if (command === 'import') return runImport(values, rest)
  if (command === 'purge') return runPurge(rest)
  throw new Error(command === undefined ? 'Say what to do: export, import or purge; see --help.' : `"${command}" is not something this command does; see --help.`)
})

type Options = ReturnType<typeof readOptions>['values']

async function runExport({ flow, out, sequence, organisation }: Options, rest: readonly string[]): Promise<number> {
  refuseRest(rest)
  if (!flow) throw new Error('Give --flow with the reference of a flow; see --help.')
  if (!out) throw new Error('Give --out with the name of a folder; see --help.')
  if (sequence !== undefined && !/^\d{1,9}$/.test(sequence)) throw new Error('Give --sequence as a whole number; see --help.')
  mkdirSync(out, { recursive: true })
  return withPortal('national-check-export', async (context) => {
    const exported = await exportNationalCheck(context, new FolderTransport({ outbox: out, inbox: out }), {
      flowRef: flow, ...(organisation === undefined ? {} : { organisationCode: organisation }), ...(sequence === undefined ? {} : { sequence: Number(sequence) }), ...(process.stderr.isTTY ? { onProgress: showProgress } : {}),
    })
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    if (!exported.ok) throw new Error(exportRefusalSentence(exported.refusal))
    const { localId, name, hasControlFile, report, isNeeded } = exported.value
    const lines = [
      `${localId}: ${count(report.written, 'number')} in ${path.join(path.resolve(out), `${name}.dat`)}`,
      ...LEFT_OUT_REASONS.filter((reason) => report.leftOut[reason] > 0).map((reason) => `Left out ${report.leftOut[reason].toLocaleString('en-GB')}: ${LEFT_OUT_WORDS[reason]}`),
      hasControlFile ? `Control file: ${name}.ctl` : 'No mailbox is set, so there is no control file: send the file by hand.',
      ...(isNeeded ? [] : ['The national opt-out does not apply to this flow, so it does not wait for the answer.']),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  })
}

async function runImport({ control, run }: Options, rest: readonly string[]): Promise<number> {
  const [place] = rest
  refuseRest(rest.slice(1))
  if (!place) throw new Error('Give the file to take in; see --help.')
  if (!existsSync(place)) throw new Error(`There is no file ${place}.`)
  if (statSync(place).isDirectory()) {
    if (control !== undefined || run !== undefined) throw new Error('--control and --run go with one file, not with a folder; see --help.')
    return withPortal('national-check-import', (context) => takeInFolder(context, place))
  }
  if (control !== undefined && !existsSync(control)) throw new Error(`There is no file ${control}.`)
  const controlFile = control ?? (await controlFileBeside(place))
  if (run !== undefined && controlFile !== null) throw new Error(`The control file ${controlFile} says which check the reply answers: leave --run out.`)
  return withPortal('national-check-import', async (context) =>
    takeIn(context, { ...(await readMessageFile(place, controlFile)), ...(run === undefined ? {} : { localId: run }) }, ''))
}

async function takeInFolder(context: Context<SystemActor>, folder: string): Promise<number> {
  const transport = new FolderTransport({ outbox: folder, inbox: folder })
  const ids = await transport.list()
  if (ids.length === 0) process.stdout.write('No message waits here: none of the .dat files has its .ctl beside it.\n')
  let worst = 0
  for (const id of ids) worst = Math.max(worst, await takeIn(context, await transport.read(id), `${id}: `, () => transport.acknowledge(id)))
  return worst
}

async function takeIn(context: Context<SystemActor>, reply: ReplyGiven, prefix: string, whenStored = async () => {}): Promise<0 | 1> {
  const taken = await takeInReply({ ...context, now: context.runtime.clock() }, reply)
  if (!taken.ok) {
    process.stderr.write(`${prefix}${takeInRefusalSentence(taken.refusal)}\n`)
    return 1
  }
  await whenStored()
  const { localId, kind, state, sent, cleared, foreign, says } = taken.value
  const isAsItShould = state === 'exported' || state === 'receipted' || state === 'answered'
  const lines = [
    `${prefix}${MESSAGE_KIND_WORDS[kind]} for ${localId}. ${RUN_STATE_WORDS[state]}.`,
    ...(state === 'answered' ? [`Cleared ${cleared.toLocaleString('en-GB')} of ${sent.toLocaleString('en-GB')}. The check does not say why the others were not.`] : []),
    ...(foreign > 0 ? [`${count(foreign, 'number')} not asked about. Nobody was cleared.`] : []),
    ...(says ? [`It says: ${says}`] : []),
    RUN_ADVICE_WORDS[state],
  ]
  ;(isAsItShould ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`)
  return isAsItShould ? 0 : 1
}

async function runPurge(rest: readonly string[]): Promise<number> {
  refuseRest(rest)
  return withPortal('national-check-purge', async (context) => {
    const { expired, purged, numbers } = await purgeNationalChecks(context)
    process.stdout.write(`Deleted ${count(numbers, 'number')} of ${count(purged, 'check')}. ${count(expired, 'answer')} found too old to use.\n`)
    return 0
  })
}

async function withPortal(name: string, work: (context: Context<SystemActor>) => Promise<number>): Promise<number> {
  const runtime: Runtime = await connectForScript()
  try {
    return await work({ runtime, actor: systemActor(name), now: runtime.clock(), requestId: newId() })
  } finally {
    await runtime.connections.close()
  }
}

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        flow: { type: 'string' }, out: { type: 'string' }, sequence: { type: 'string' }, organisation: { type: 'string' }, control: { type: 'string' }, run: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Error(`${(error as Error).message.split(/\.\s|\n/)[0]}; see --help.`)
  }
}

function refuseRest(rest: readonly string[]): void {
  if (rest.length > 0) throw new Error(`"${rest[0]}" is one word too many; see --help.`)
}

function showProgress(done: number, total: number): void {
  process.stderr.write(`\r\x1b[K${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} people`)
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`
}
