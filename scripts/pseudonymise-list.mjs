#!/usr/bin/env node
/**
 * For controllers: makes the pair of keys that a project's key is wrapped for, and turns the NHS numbers of a list into the
 * project's pseudonyms. One file that needs nothing but Node.js 20 or later, and no network.
 */
import { createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'

const HELP = `Usage: node pseudonymise-list.mjs new-key [--dir DIR]
       node pseudonymise-list.mjs --wrapped FILE --private FILE --in FILE --out FILE [--format csv|text|ndjson] [--drop-invalid]

new-key writes private.jwk.json, which stays where it is, and public.jwk.json, which is registered with Concordat at
/settings/public-keys. The project's key is then downloaded, wrapped for it, from the project's page for pseudonyms.

The second form writes a list with the column "pseudonym" where the list has "nhs_number" (CSV, with a heading row), with a
pseudonym for the number on each line (text), or with the member "pseudonym" (ndjson). All else stays as it is.

  --wrapped FILE    the wrapped key, such as oldham-gp-pilot-pseudonyms-v1.jwe
  --private FILE    private.jwk.json
  --in FILE         the list of NHS numbers, in UTF-8
  --out FILE        where the list of pseudonyms is written
  --format FORMAT   csv, text or ndjson; by the name of the list when it is left out
  --drop-invalid    leave out rows whose number is not right, and say how many; otherwise the first of them stops it

A pseudonym is HMAC-SHA-256 of the ten digits under the project's key, in hexadecimal. The version of the key is printed: the
gate asks for it. Whatever goes wrong, no part of a list is left. Exit code: 0, or 1 with a sentence.
`

class Stop extends Error {}

function readArguments(args) {
  const given = { command: args[0] === 'new-key' ? 'new-key' : 'pseudonymise' }
  for (let at = given.command === 'new-key' ? 1 : 0; at < args.length; at += 1) {
    const [name, value] = args[at].split(/=(.*)/s)
    if (name === '--drop-invalid') given.dropInvalid = true
    else if (['--dir', '--wrapped', '--private', '--in', '--out', '--format'].includes(name)) given[name.slice(2)] = value ?? args[(at += 1)]
    else throw new Stop(`"${args[at]}" is not something this command takes. See --help.`)
  }
  if (given.command === 'new-key') return given
  for (const key of ['wrapped', 'private', 'in', 'out']) if (!given[key]) throw new Stop(`--${key} is needed. See --help.`)
  given.format ??= { '.csv': 'csv', '.ndjson': 'ndjson', '.jsonl': 'ndjson', '.txt': 'text', '.dat': 'text' }[path.extname(given.in)]
  if (!['csv', 'text', 'ndjson'].includes(given.format)) throw new Stop('Say with --format whether the list is csv, text or ndjson.')
  if (existsSync(given.out)) throw new Stop(`${given.out} is there already. Move it away first.`)
  return given
}

function newKey({ dir = '.' }) {
  const [privateFile, publicFile] = ['private.jwk.json', 'public.jwk.json'].map((name) => path.join(dir, name))
  for (const file of [privateFile, publicFile]) if (existsSync(file)) throw new Stop(`${file} is there already. Move it away first.`)
  const { privateKey, publicKey } = generateKeyPairSync('x25519')
  mkdirSync(dir, { recursive: true })
  writeFileSync(privateFile, `${JSON.stringify(privateKey.export({ format: 'jwk' }))}\n`, { mode: 0o600, flag: 'wx' })
  writeFileSync(publicFile, `${JSON.stringify(publicKey.export({ format: 'jwk' }))}\n`, { flag: 'wx' })
  process.stdout.write(`Wrote ${privateFile}, which nobody else may have, and ${publicFile}. Register what is in the second at /settings/public-keys.\n`)
}

/** Opens a compact JWE (RFC 7516) with ECDH-ES+A256KW and A256GCM (RFC 7518, sections 4.6 and 5.3). */
function openWrapped(wrapped, privateJwk) {
  const [head, encryptedKey, iv, ciphertext, tag, more] = wrapped.trim().split('.')
  if (!tag || more !== undefined) throw new Stop('The wrapped key is not whole: download it again.')
  const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))
  if (header.alg !== 'ECDH-ES+A256KW' || header.enc !== 'A256GCM' || header.typ !== 'concordat-pseudonym-key') throw new Stop('That is not a wrapped key of Concordat.')
  const privateKey = createPrivateKey({ key: privateJwk, format: 'jwk' })
  const publicKey = createPublicKey({ key: header.epk, format: 'jwk' })
  const shared = diffieHellman({ privateKey, publicKey })
  const number = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes }
  const algorithm = Buffer.from(header.alg, 'ascii')
  const parties = [header.apu, header.apv].map((party) => Buffer.from(party ?? '', 'base64url')).flatMap((bytes) => [number(bytes.length), bytes])
  const wrappingKey = createHash('sha256').update(Buffer.concat([number(1), shared, number(algorithm.length), algorithm, ...parties, number(256)])).digest()
  try {
    const unwrap = createDecipheriv('id-aes256-wrap', wrappingKey, Buffer.alloc(8, 0xa6))
    const contentKey = Buffer.concat([unwrap.update(Buffer.from(encryptedKey, 'base64url')), unwrap.final()])
    const open = createDecipheriv('aes-256-gcm', contentKey, Buffer.from(iv, 'base64url')).setAAD(Buffer.from(head, 'ascii')).setAuthTag(Buffer.from(tag, 'base64url'))
    return JSON.parse(Buffer.concat([open.update(Buffer.from(ciphertext, 'base64url')), open.final()]).toString('utf8'))
  } catch {
    throw new Stop('The wrapped key cannot be opened with this private key. It was wrapped for another, or it is damaged.')
  }
}

function readKey(given) {
  let privateJwk
  try {
    privateJwk = JSON.parse(readFileSync(given.private, 'utf8'))
  } catch {
    throw new Stop(`${given.private} is not a private key as a JWK.`)
  }
  const content = openWrapped(readFileSync(given.wrapped, 'utf8'), privateJwk)
  const key = Buffer.from(String(content.key), 'base64url')
  if (content.algorithm !== 'HMAC-SHA-256' || key.length !== 32 || !Number.isInteger(content.version)) throw new Stop('That wrapped key holds something that this command does not know.')
  return { ...content, key }
}

/** Ten digits of which the last is right (weights 10 to 2, modulus 11), and not all the same. */
function isNumber(text) {
  if (!/^\d{10}$/.test(text) || /^(\d)\1{9}$/.test(text)) return false
  const sum = [...text.slice(0, 9)].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
  return (11 - (sum % 11)) % 11 === Number(text[9])
}

/** Rows of a CSV as RFC 4180 has them: the cells as they were written, and the line end. */
async function* csvRows(pieces) {
  let cells = []
  let cell = ''
  let isQuoted = false
  let end = ''
  for await (const piece of pieces) {
    for (const char of piece) {
      if (end === '\r' && char !== '\n') throw new Stop('A carriage return stands alone: save the list with LF or CRLF line ends.')
      if (isQuoted) {
        cell += char
        if (char === '"') isQuoted = false
      } else if (char === '"') {
        cell += char
        isQuoted = true
      } else if (char === ',') {
        cells.push(cell)
        cell = ''
      } else if (char === '\r') end = '\r'
      else if (char === '\n') {
        yield { cells: [...cells, cell], end: `${end}\n` }
        cells = []
        cell = ''
        end = ''
      } else cell += char
    }
  }
  if (isQuoted) throw new Stop('A quotation mark is not closed.')
  if (cell !== '' || cells.length > 0) yield { cells: [...cells, cell], end }
}

async function* lines(pieces) {
  let rest = ''
  for await (const piece of pieces) {
    const parts = (rest + piece).split('\n')
    rest = parts.pop()
    for (const line of parts) yield line.endsWith('\r') ? { text: line.slice(0, -1), end: '\r\n' } : { text: line, end: '\n' }
  }
  if (rest !== '') yield { text: rest, end: '' }
}

const unquoted = (cell) => (/^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell)
const pieces = (file) => createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 })

/** The list with pseudonyms, row by row; null for a row whose number is not right. */
async function* rewritten({ in: file, format }, pseudonymOf) {
  if (format === 'csv') {
    let at = -1
    let columns = 0
    for await (const { cells, end } of csvRows(pieces(file))) {
      if (at < 0) {
        const names = cells.map((cell, index) => unquoted(index === 0 ? cell.replace(/^\uFEFF/, '') : cell))
        at = names.indexOf('nhs_number')
        columns = names.length
        if (at < 0 || at !== names.lastIndexOf('nhs_number') || names.includes('pseudonym')) throw new Stop('The first row must name the columns, one of them nhs_number, spelt exactly so, and none pseudonym.')
        yield `${cells.map((cell, index) => (index === at ? 'pseudonym' : index === 0 ? cell.replace(/^\uFEFF/, '') : cell)).join(',')}${end || '\n'}`
        continue
      }
      const number = unquoted(cells[at] ?? '')
      if (cells.length !== columns || !isNumber(number)) yield null
      else yield `${cells.map((cell, index) => (index === at ? pseudonymOf(number) : cell)).join(',')}${end}`
    }
    if (at < 0) throw new Stop('The list is empty.')
    return
  }
  let isFirst = true
  for await (const { text, end } of lines(pieces(file))) {
    const line = isFirst ? text.replace(/^\uFEFF/, '') : text
    isFirst = false
    if (format === 'text') {
      const number = line.replace(/,$/, '')
      yield isNumber(number) ? `${pseudonymOf(number)}${end}` : null
      continue
    }
    let value = null
    try {
      value = JSON.parse(line)
    } catch {
      // A row that is not JSON has no number.
    }
    const { nhs_number: number, ...rest } = typeof value === 'object' && value !== null ? value : {}
    yield typeof number === 'string' && isNumber(number) ? `${JSON.stringify({ pseudonym: pseudonymOf(number), ...rest })}${end}` : null
  }
}

async function pseudonymise(given) {
  const { key, project, version } = readKey(given)
  const part = `${given.out}.part`
  const out = createWriteStream(part, { flags: 'wx', mode: 0o600 })
  let [rows, dropped, held] = [0, 0, '']
  const firstRow = given.format === 'csv' ? 0 : 1
  try {
    await once(out, 'open')
    for await (const line of rewritten(given, (number) => createHmac('sha256', key).update(number, 'ascii').digest('hex'))) {
      if (line === null && !given.dropInvalid) throw new Stop(`Row ${rows + dropped + firstRow} has no right NHS number. Mend the list, or leave such rows out with --drop-invalid.`)
      if (line === null) dropped += 1
      else {
        rows += 1
        held += line
      }
      if (held.length < 1 << 18) continue
      if (!out.write(held)) await once(out, 'drain')
      held = ''
    }
    out.end(held)
    await once(out, 'close')
    renameSync(part, given.out)
  } catch (error) {
    out.destroy()
    rmSync(part, { force: true })
    throw error
  }
  const written = rows - (given.format === 'csv' ? 1 : 0)
  process.stdout.write(`${written} rows with pseudonyms of ${project}, key version ${version}${dropped > 0 ? `; ${dropped} left out, whose number is not right` : ''}. Ask the gate with key_version=${version}.\n`)
}

const args = process.argv.slice(2)
if (args.includes('--help')) process.stdout.write(HELP)
else {
  try {
    const given = readArguments(args)
    if (given.command === 'new-key') newKey(given)
    else await pseudonymise(given)
  } catch (error) {
    process.stderr.write(`${error instanceof Stop ? error.message : `Could not: ${error.message}`}\n`)
    process.exitCode = 1
  }
}
