#!/usr/bin/env node
/**
 * Asks the gate of Concordat which numbers may go on without telling it which numbers are asked about (RFC 9497). Needs
 * Node.js 20.19 or later and the package @noble/curves.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

const HELP = `Usage: node private-check.mjs --flow REF --in FILE --out FILE [--url ADDRESS] [--key-file FILE]

Asks the gate of Concordat which NHS numbers of a list may go on, without the portal learning which numbers are on it: it
learns how many there are. It takes some milliseconds a number on each side, so it is for lists of thousands.

  --flow REF        the flow, such as oldham-gp-pilot-register
  --in FILE         the list, one number a line
  --out FILE        where the numbers that may go on are written, in the order of the list
  --url ADDRESS     the portal (or CONCORDAT_URL; http://localhost:3000 when neither is given)
  --key-file FILE   a file with an API key that may do "private-check" (or CONCORDAT_KEY)

Each answer is proved to have been made with the one key that the portal named at the beginning. Whatever goes wrong, no
part of an answer is left. Exit code: 0 when the answer is there, 1 when it was refused, 2 when it could not be asked.
`

const SUITE = 'VOPRF ristretto255-SHA512'
const ELEMENTS_A_CALL = 512
const hexOf = (bytes) => Buffer.from(bytes).toString('hex')
const bytesOf = (hex) => Uint8Array.from(Buffer.from(hex, 'hex'))

class NotAsked extends Error {}

async function readFunction() {
  try {
    return (await import('@noble/curves/ed25519.js')).ristretto255_oprf.voprf
  } catch {
    throw new NotAsked('The package @noble/curves is not here. Run this in a clone of Concordat after npm ci, or beside a "npm install @noble/curves@2".')
  }
}

function readArguments(args) {
  const given = {}
  for (let at = 0; at < args.length; at += 1) {
    const [name, value] = args[at].split(/=(.*)/s)
    if (!['--flow', '--in', '--out', '--url', '--key-file'].includes(name)) throw new NotAsked(`"${args[at]}" is not something this command takes. See --help.`)
    given[name.slice(2)] = value ?? args[(at += 1)]
  }
  for (const key of ['flow', 'in', 'out']) if (!given[key]) throw new NotAsked(`--${key} is needed. See --help.`)
  if (existsSync(given.out)) throw new NotAsked(`${given.out} is there already. Move it away first.`)
  const key = (given['key-file'] ? readFileSync(given['key-file'], 'utf8') : process.env.CONCORDAT_KEY ?? '').trim()
  if (!key) throw new NotAsked('There is no API key: set CONCORDAT_KEY, or name a file with --key-file.')
  return { ...given, key, url: (given.url ?? process.env.CONCORDAT_URL ?? 'http://localhost:3000').replace(/\/$/, '') }
}

async function post({ url, key }, path, body) {
  // The working out between two calls lets nothing else happen: that the portal closed the kept connection meanwhile is noticed here.
  await setTimeout(1)
  const answer = await fetch(`${url}${path}`, {
    method: 'POST', redirect: 'error', headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text)
  let says = text.slice(0, 300)
  try {
    const problem = JSON.parse(text)
    says = [problem.code, problem.title, problem.detail].filter(Boolean).join(': ')
  } catch {
    // The text as it came is what there is to say.
  }
  throw new Error(`The portal refused (${answer.status}). ${says}`)
}

/** Whether each number's tag is among the tags of the check. */
async function areAmong(voprf, asked, check, numbers) {
  const publicKey = bytesOf(check.public_key)
  const all = Buffer.from(check.tags, 'base64url')
  const tags = new Set()
  for (let at = 0; at < all.length; at += check.tag_bytes) tags.add(all.toString('hex', at, at + check.tag_bytes))
  const among = new Map()
  for (let from = 0; from < numbers.length; from += ELEMENTS_A_CALL) {
    const items = numbers.slice(from, from + ELEMENTS_A_CALL).map((number) => {
      const input = Buffer.from(number, 'ascii')
      return { number, input, ...voprf.blind(input) }
    })
    const { groups } = await post(asked, `/api/v1/private-checks/${check.id}/evaluations`, { blinded: items.map(({ blinded }) => hexOf(blinded)) })
    let next = 0
    for (const { evaluated, proof } of groups) {
      const group = evaluated.map((element) => ({ ...items[next++], evaluated: bytesOf(element) }))
      if (group.some(({ input }) => input === undefined)) throw new Error('The portal evaluated more than was asked.')
      // Throws where the proof does not fit the one key.
      const outputs = voprf.finalizeBatch(group, publicKey, bytesOf(proof))
      group.forEach(({ number }, place) => among.set(number, tags.has(hexOf(outputs[place]).slice(0, check.tag_bytes * 2))))
    }
    if (next !== items.length) throw new Error('The portal evaluated less than was asked.')
    if (process.stderr.isTTY) process.stderr.write(`\r${Math.min(from + ELEMENTS_A_CALL, numbers.length)} of ${numbers.length}`)
  }
  return among
}

async function main(args) {
  if (args.includes('--help') || args.length === 0) {
    process.stdout.write(HELP)
    return args.length === 0 ? 2 : 0
  }
  const asked = readArguments(args)
  const voprf = await readFunction()
  const rows = readFileSync(asked.in, 'utf8').split(/\r?\n/).filter((row) => row !== '')
  const numberOf = (row) => row.replace(/,$/, '')
  // What is not ten digits can be nobody's number, and is never let through.
  const numbers = [...new Set(rows.map(numberOf))].filter((number) => /^\d{10}$/.test(number))
  const check = await post(asked, `/api/v1/flows/${encodeURIComponent(asked.flow)}/private-checks`)
  if (check.suite !== SUITE) throw new Error(`The portal uses ${check.suite}, which this command does not know.`)
  const among = await areAmong(voprf, asked, check, numbers)
  const kept = rows.filter((row) => among.get(numberOf(row)) === true)
  const partial = `${asked.out}.partial-${process.pid}`
  try {
    writeFileSync(partial, kept.map((row) => `${row}\n`).join(''), { mode: 0o600, flag: 'wx' })
    renameSync(partial, asked.out)
  } finally {
    rmSync(partial, { force: true })
  }
  process.stdout.write(`Private check ${check.id}, up to audit entry ${check.version}: ${rows.length} rows, ${kept.length} may go on.\n`)
  return 0
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code }, (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error instanceof NotAsked ? 2 : 1
})
