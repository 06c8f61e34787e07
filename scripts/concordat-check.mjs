#!/usr/bin/env node
/**
 * Puts a list to the gate and leaves a file only when all of it holds. Needs nothing but Node.js 18 or later and the file
 * verify-receipt.mjs beside it: copy the two to wherever the pipeline runs.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, readFileSync, realpathSync } from 'node:fs'
import { open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip, createGzip } from 'node:zlib'
import { verifyReceipt } from './verify-receipt.mjs'

const HELP = `Usage: node concordat-check.mjs --flow REF --in FILE --out FILE [options]

Puts a list of NHS numbers to the gate of Concordat, takes the answer, and verifies the receipt against both files. The
answer is written beside its place under another name and moved there only when everything holds: whatever goes wrong, no
part of an answer is left behind.

  --flow REF        the flow, such as oldham-gp-pilot-register
  --in FILE         the list; "-" reads standard input
  --out FILE        where the answer goes; the receipt goes beside it, as FILE.receipt.jws
  --url ADDRESS     the portal (or CONCORDAT_URL; http://localhost:3000 when neither is given)
  --key-file FILE   a file with the API key (or CONCORDAT_KEY). A key is never taken as an argument: others could see it
  --type T          what the list is: csv, text or ndjson (taken from the file's name when left out)
  --answer T        what to ask for: csv, text (the included rows alone) or ndjson (every row with its decision).
                    The same as the list when left out
  --detail full     every reason, for keys that may ask for it
  --stage S --extract REF
                    the check before linkage or before release of one extract
  --pseudonyms N    the list is of pseudonyms, made with version N of the project's key
  --jwks FILE       the portal's public keys, got beforehand and kept: safer than to ask for them now
  --gzip            send and take compressed
  --force           replace the files that are at --out
  --retries N       how often to try again when the portal asks to wait (3)

Exit code: 0 when the answer is there and holds, 1 when it was refused or does not hold, 2 when it could not be asked.
`

const MEDIA = { csv: 'text/csv', text: 'text/plain', ndjson: 'application/x-ndjson' }
const BY_ENDING = { '.csv': 'csv', '.txt': 'text', '.dat': 'text', '.ndjson': 'ndjson', '.jsonl': 'ndjson' }
const VALUES = ['flow', 'in', 'out', 'url', 'key-file', 'type', 'answer', 'detail', 'stage', 'extract', 'pseudonyms', 'jwks', 'retries']
const MARKS = ['gzip', 'force']
const LONGEST_WAIT = 300_000
const TEXT_LIMIT = 1024 * 1024

/** What cannot be asked at all. */
class NotAsked extends Error {}
/** What was asked and did not come to an answer that holds. `retryAfter`: in seconds, when the portal says to ask again. */
class NotHeld extends Error {
  constructor(message, retryAfter = null) {
    super(message)
    this.retryAfter = retryAfter
  }
}

function readArguments(args) {
  const given = {}
  for (let at = 0; at < args.length; at += 1) {
    const [name, value] = args[at].split(/=(.*)/s)
    const key = name.replace(/^--/, '')
    if (name.startsWith('--') && MARKS.includes(key)) given[key] = true
    else if (name.startsWith('--') && VALUES.includes(key)) {
      given[key] = value ?? args[(at += 1)]
      if (given[key] === undefined || given[key] === '') throw new NotAsked(`--${key} needs something after it.`)
    } else throw new NotAsked(`"${args[at]}" is not something this command takes. See --help.`)
  }
  for (const key of ['flow', 'in', 'out']) if (given[key] === undefined) throw new NotAsked(`--${key} is needed. See --help.`)
  return given
}

function readKey(given) {
  const key = given['key-file'] === undefined ? process.env.CONCORDAT_KEY : textOf(given['key-file'], 'The key')
  if (!key?.trim()) throw new NotAsked('There is no API key: set CONCORDAT_KEY, or name a file with --key-file.')
  return key.trim()
}

function textOf(file, what) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new NotAsked(`${what} cannot be read: ${error.message}`)
  }
}

function formatOf(name, file) {
  const format = name ?? BY_ENDING[path.extname(file).toLowerCase()]
  if (format in MEDIA) return format
  throw new NotAsked(name === undefined ? 'The name of the list does not say what it is: give --type csv, text or ndjson.' : `"${name}" is not a type: csv, text or ndjson.`)
}

async function readQuestion(args) {
  const given = readArguments(args)
  const base = new URL(given.url ?? process.env.CONCORDAT_URL ?? 'http://localhost:3000')
  if (!/^https?:$/.test(base.protocol)) throw new NotAsked('The portal’s address must begin with http:// or https://.')
  const type = formatOf(given.type, given.in)
  const answer = given.answer === undefined ? type : formatOf(given.answer, '')
  if (given.in !== '-' && !(await stat(given.in).catch(() => null))?.isFile()) throw new NotAsked(`There is no file ${given.in}.`)
  const receiptFile = `${given.out}.receipt.jws`
  for (const file of [given.out, receiptFile]) {
    if (existsSync(file) && !given.force) throw new NotAsked(`${file} is there already. Move it away, or say --force to have it replaced.`)
  }
  const retries = Number(given.retries ?? 3)
  if (!Number.isInteger(retries) || retries < 0) throw new NotAsked('--retries takes a whole number.')
  const address = new URL(`${base.pathname.replace(/\/$/, '')}/api/v1/flows/${encodeURIComponent(given.flow)}/${given.pseudonyms === undefined ? 'checks' : 'pseudonym-checks'}`, base)
  if (given.pseudonyms !== undefined) address.searchParams.set('key_version', given.pseudonyms)
  for (const key of ['detail', 'stage', 'extract']) if (given[key] !== undefined) address.searchParams.set(key, given[key])
  return {
    base, address, type, answer, retries, receiptFile, flow: given.flow, list: given.in, out: given.out, isGzip: given.gzip === true,
    key: readKey(given), jwks: given.jwks === undefined ? null : textOf(given.jwks, 'The file of keys'), requestId: randomUUID(),
    partial: `${given.out}.partial-${randomUUID()}`,
  }
}

/** Counts and digests what goes through. */
function meter(onBytes) {
  const hash = createHash('sha256')
  let bytes = 0
  const through = new Transform({
    transform(piece, _encoding, done) {
      hash.update(piece)
      bytes += piece.length
      onBytes?.(bytes)
      done(null, piece)
    },
  })
  return { through, digest: () => hash.digest('hex') }
}

function ask(url, options, onAnswer) {
  return (url.protocol === 'https:' ? overHttps : overHttp)(url, options, onAnswer)
}

async function smallText(answer) {
  const pieces = []
  let length = 0
  for await (const piece of answer) {
    length += piece.length
    if (length > TEXT_LIMIT) throw new NotHeld('The portal’s answer is longer than it may be.')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** What a refusal says, and when to ask again where it says so. */
async function refusal(answer, what) {
  const text = await smallText(answer).catch(() => '')
  let says = text.slice(0, 300)
  try {
    const problem = JSON.parse(text)
    says = [problem.code, problem.title, problem.detail].filter(Boolean).join(': ')
  } catch {
    // The text as it came is what there is to say.
  }
  const after = Number(answer.headers['retry-after'])
  const mayWait = [429, 503].includes(answer.statusCode) && Number.isFinite(after)
  return new NotHeld(`${what} was refused (${answer.statusCode}). ${says}`, mayWait ? after : null)
}

async function fetchText(question, pathName, what, isOpen) {
  const url = new URL(`${question.base.pathname.replace(/\/$/, '')}${pathName}`, question.base)
  const answer = await new Promise((resolve, reject) => {
    ask(url, { headers: isOpen ? {} : { Authorization: `Bearer ${question.key}` } }, resolve).on('error', reject).end()
  }).catch((error) => { throw new NotHeld(`${what} could not be fetched: ${error.message}`) })
  if (answer.statusCode !== 200) throw await refusal(answer, what)
  return smallText(answer)
}

/** What the portal's record says of a check that broke off, once it is there; nothing where it cannot be asked. */
async function whyBrokenOff(question, checkId) {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await wait(250)
    try {
      const { state, because } = JSON.parse(await fetchText(question, `/api/v1/checks/${checkId}`, 'The check', false))
      if (state === 'incomplete' && because) return `\nThe portal’s record of the check ${checkId} says why: ${because}.`
      if (state === 'complete') return ''
    } catch {
      return ''
    }
  }
  return ''
}

/** Sends the list and takes the answer at once, each as fast as the other lets it. Answers the check's id and both digests. */
async function exchange(question) {
  const sent = meter(progress)
  const taken = meter()
  const headers = {
    Authorization: `Bearer ${question.key}`, 'Content-Type': MEDIA[question.type], Accept: MEDIA[question.answer], 'X-Request-ID': question.requestId,
    ...(question.isGzip ? { 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' } : {}),
  }
  const leaving = new AbortController()
  const asked = ask(question.address, { method: 'POST', headers, signal: leaving.signal })
  const answered = new Promise((resolve, reject) => { asked.on('response', resolve).on('error', reject) })
  const source = question.list === '-' ? process.stdin : createReadStream(question.list, { highWaterMark: 256 * 1024 })
  // A refusal comes before the list has been sent; then it does not matter that the sending breaks off.
  const sending = pipeline([source, sent.through, ...(question.isGzip ? [createGzip({ level: 1 })] : []), asked]).catch((error) => error)
  try {
    const answer = await answered.catch(async (error) => { throw new NotHeld(`The portal did not answer: ${((await sending) ?? error).message ?? error.message}`) })
    if (answer.statusCode !== 200) throw await refusal(answer, 'The list')
    const checkId = answer.headers['concordat-check-id']
    if (!/^[0-9a-f-]{36}$/.test(checkId ?? '')) throw new NotHeld('The answer does not name its check.')
    const unpack = answer.headers['content-encoding'] === 'gzip' ? [createGunzip()] : []
    // For the owner alone: it holds NHS numbers.
    const file = createWriteStream(question.partial, { flags: 'wx', mode: 0o600 })
    await pipeline([answer, ...unpack, taken.through, file]).catch(async (error) => {
      throw new NotHeld(`The answer broke off (${error.message}). What had come of it was thrown away.${await whyBrokenOff(question, checkId)}`)
    })
    const fault = await sending
    if (fault) throw new NotHeld(`The list was not sent to its end: ${fault.message}`)
    if (!answer.complete) throw new NotHeld('The answer broke off. What had come of it was thrown away.')
    return { checkId, digestIn: sent.digest(), digestOut: taken.digest() }
  } finally {
    leaving.abort()
    source.destroy()
  }
}

let shown = 0
function progress(bytes) {
  if (!process.stderr.isTTY || bytes - shown < 1024 * 1024) return
  shown = bytes
  process.stderr.write(`\r${(bytes / 1024 / 1024).toFixed(0)} MB sent`)
}

async function keep(file, text) {
  await writeFile(file, text, { mode: 0o600, flush: true })
}

async function answerThatHolds(question) {
  const { checkId, digestIn, digestOut } = await exchange(question)
  const receipt = await fetchText(question, `/api/v1/checks/${checkId}/receipt`, 'The receipt', false)
  const jwks = question.jwks ?? (await fetchText(question, '/.well-known/jwks.json', 'The set of public keys', true))
  const found = verifyReceipt({ receipt, jwks, digestIn, digestOut })
  const says = found.receipt
  if (says && says.check !== checkId) found.faults.push(`The receipt is for another check: ${says.check}.`)
  if (says && says.flow !== question.flow) found.faults.push(`The receipt is for another flow: ${says.flow}.`)
  if (found.faults.length > 0) throw new NotHeld(found.faults.join('\n'))
  const handle = await open(question.partial, 'r')
  await handle.sync().finally(() => handle.close())
  await keep(`${question.partial}.receipt`, receipt)
  await rename(`${question.partial}.receipt`, question.receiptFile)
  await rename(question.partial, question.out)
  return found
}

async function clear(question) {
  await rm(question.partial, { force: true })
  await rm(`${question.partial}.receipt`, { force: true })
}

async function main(args) {
  if (args.includes('--help') || args.includes('-h') || args.length === 0) {
    process.stdout.write(HELP)
    return args.length === 0 ? 2 : 0
  }
  const question = await readQuestion(args)
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
    process.once(signal, () => { clear(question).finally(() => process.exit(code)) })
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { holds, receipt } = await answerThatHolds(question)
      if (process.stderr.isTTY) process.stderr.write('\r')
      for (const says of holds) process.stdout.write(`ok    ${says}\n`)
      process.stdout.write(`Check ${receipt.check}: ${receipt.rows} rows, ${receipt.decisions?.INCLUDE} included. The answer is in ${question.out}.\n`)
      return 0
    } catch (error) {
      await clear(question)
      const after = error.retryAfter
      if (after == null || attempt >= question.retries || question.list === '-' || after * 1000 > LONGEST_WAIT) throw error
      process.stderr.write(`${error.message}\nAsking again in ${after} s.\n`)
      await wait(after * 1000)
    }
  }
}

const isRun = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isRun) {
  main(process.argv.slice(2)).then((code) => { process.exitCode = code }, (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error instanceof NotHeld ? 1 : 2
  })
}
