#!/usr/bin/env node
/**
 * Verifies a receipt of Concordat without a network. One file that needs nothing but Node.js 18 or later: copy it to
 * wherever the receipt is. It trusts nobody but the keys it is given, and the SHA-256 and Ed25519 of Node.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const HELP = `Usage: node verify-receipt.mjs --receipt FILE --jwks FILE [--in FILE] [--out FILE] [--head FILE]... [--proof FILE]... [--json]

Verifies, without a network and with nothing but Node.js, that a receipt of Concordat holds, and names what does not.

  --receipt FILE  the receipt, as GET /api/v1/checks/{id}/receipt gave it
  --jwks FILE     the public keys, as /.well-known/jwks.json gave them. Get them once, from the portal itself, and keep them:
                  whoever gives you the receipt must not give you the keys
  --in FILE       the list that was sent: its SHA-256 must be the one in the receipt. "-" reads standard input
  --out FILE      the answer that was received, then or when the check was replayed: the same
  --head FILE     a signed head of the audit record, as /.well-known/concordat/heads/newest gave it. May be given again, for
                  an earlier head that you kept
  --proof FILE    a proof, as /.well-known/concordat/inclusion or /consistency gave it. May be given again. With a head and
                  an inclusion proof, the check's entry is shown to be in the record; with a consistency proof, the record is
                  shown to be a continuation of the earlier head, or of the record as it was when the receipt was signed
  --json          print what was found as JSON

Exit code: 0 when everything asked for holds, 1 when something does not, 2 when it could not be asked.
`

/** What the header says that a JWS of the portal is. */
const RECEIPT = 'concordat-receipt'
const HEAD = 'concordat-audit-head'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const hexOf = (bytes) => bytes.toString('hex')
const leafHash = (text) => sha256(Buffer.from([0]), Buffer.from(text, 'utf8'))
const nodeHash = (left, right) => sha256(Buffer.from([1]), left, right)

/** Keys in code-unit order, no white space: the text that the digest of a receipt's statement is made over. */
function canonical(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

/** Base64url in its one canonical spelling; null for anything else, so that no character can be changed unseen. */
function bytesOf(part) {
  const bytes = Buffer.from(part, 'base64url')
  return part !== '' && bytes.toString('base64url') === part ? bytes : null
}

function objectOf(part) {
  const bytes = bytesOf(part)
  if (!bytes) return null
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** RFC 7638 for an Ed25519 key (RFC 8037). */
function thumbprint({ x }) {
  return sha256(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).toString('base64url')
}

/** The keys of a set that can be used, by their thumbprint. What a set says a key's id is counts for nothing. */
function readKeys(text) {
  const { keys } = JSON.parse(text)
  if (!Array.isArray(keys)) throw new Error('it has no "keys"')
  return new Map(keys.filter((key) => key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.x === 'string').map((key) => [thumbprint(key), key]))
}

/** A compact JWS that was signed with one of the keys: its payload, or what does not hold. */
function openSigned(text, what, typ, keys) {
  const fault = (says) => ({ fault: `${what}: ${says}` })
  const parts = text.replace(/\r?\n$/, '').split('.')
  if (parts.length !== 3) return fault('it does not have three parts with a full stop between them')
  const [first, second, third] = parts
  const header = objectOf(first)
  if (!header) return fault('its first part, the header, was altered: it cannot be read')
  const payload = objectOf(second)
  if (!payload) return fault('its second part, what it says, was altered: it cannot be read')
  const signature = bytesOf(third)
  if (!signature || signature.length !== 64) return fault('its third part, the signature, was altered: it cannot be read')
  if (header.alg !== 'EdDSA' || header.typ !== typ || header.crit !== undefined) return fault(`its first part, the header, does not say that it is a ${typ} signed with EdDSA`)
  const key = keys.get(header.kid)
  if (!key) return fault(`its first part, the header, names the key ${JSON.stringify(header.kid)}, which is not among the keys given`)
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.x }, format: 'jwk' })
  if (!verify(null, Buffer.from(`${first}.${second}`, 'ascii'), publicKey, signature)) return fault(`its signature does not fit what it says: ${alteredPart(typ, payload)}`)
  return { payload, key, kid: header.kid }
}

/** A receipt quotes an audit entry that holds the digest of all the rest of it, so it can tell which of its parts was altered. */
function alteredPart(typ, payload) {
  if (typ !== RECEIPT) return 'it was altered after it was signed'
  return typeof payload.audit !== 'object' || statementFaults(payload).length > 0
    ? 'its second part, what it says, was altered after it was signed'
    : 'its signature, its header, or the place in the audit record that it gives was altered after it was signed'
}

function statementFaults({ audit, ...statement }) {
  const faults = []
  if (hexOf(sha256(String(audit?.entry))) !== audit?.entry_hash) faults.push('the audit entry that it quotes does not have the hash that it gives')
  let entry
  try {
    entry = JSON.parse(audit.entry)
    entry.data = JSON.parse(entry.data)
  } catch {
    return [...faults, 'the audit entry that it quotes cannot be read']
  }
  if (entry.seq !== audit.seq) faults.push('the audit entry that it quotes has another number')
  if (entry.kind !== 'check-completed' || entry.subject !== `check:${statement.check}`) faults.push('the audit entry that it quotes is not about this check')
  if (entry.data.receipt !== hexOf(sha256(canonical(statement)))) faults.push('the audit entry that it quotes holds the digest of another receipt')
  return faults
}

const EARLIER = 5 * 60_000
const LATER = 86_400_000

function isKeyInUse({ used_from: from, used_to: to }, at) {
  const signed = Date.parse(at)
  return !(from && signed < Date.parse(from) - EARLIER) && !(to && signed > Date.parse(to) + LATER)
}

/** Whether a path leads from a leaf to a root (RFC 9162, section 2.1.3.2). */
function isIncluded(index, hash, size, root, path) {
  if (!(index >= 0 && index < size)) return false
  let at = index
  let last = size - 1
  let now = hash
  for (const beside of path) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      now = nodeHash(beside, now)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else now = nodeHash(now, beside)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && now.equals(root)
}

/** Whether a path shows that the second tree begins with the first (RFC 9162, section 2.1.4.2). */
function isConsistent(first, second, path) {
  if (first.size > second.size) return false
  if (first.size === second.size) return path.length === 0 && first.root.equals(second.root)
  if (first.size === 0) return path.length === 0 && first.root.equals(sha256())
  if (path.length === 0) return false
  let isWhole = first.size
  while (isWhole % 2 === 0) isWhole /= 2
  const [begin, ...rest] = isWhole === 1 ? [first.root, ...path] : path
  let at = first.size - 1
  let last = second.size - 1
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  let [firstHash, secondHash] = [begin, begin]
  for (const beside of rest) {
    if (last === 0) return false
    if (at % 2 === 1 || at === last) {
      firstHash = nodeHash(beside, firstHash)
      secondHash = nodeHash(beside, secondHash)
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)]
    } else secondHash = nodeHash(secondHash, beside)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 && firstHash.equals(first.root) && secondHash.equals(second.root)
}

const HASH = /^[0-9a-f]{64}$/
const isSize = (value) => Number.isSafeInteger(value) && value >= 0

function treeOf(size, root) {
  return isSize(size) && HASH.test(root) ? { size, root: Buffer.from(root, 'hex') } : null
}

function readProof(text) {
  const proof = JSON.parse(text)
  if (!Array.isArray(proof.path) || !proof.path.every((hash) => HASH.test(hash))) return null
  const path = proof.path.map((hash) => Buffer.from(hash, 'hex'))
  if (proof.kind === 'inclusion' && isSize(proof.entry) && isSize(proof.size)) return { kind: 'inclusion', entry: proof.entry, size: proof.size, path }
  if (proof.kind === 'consistency' && isSize(proof.from) && isSize(proof.to)) return { kind: 'consistency', from: proof.from, to: proof.to, path }
  return null
}

/** SHA-256 of a file, or of a stream, as it is read: memory does not grow with it. */
export async function digestOf(source) {
  const hash = createHash('sha256')
  for await (const piece of typeof source === 'string' ? (source === '-' ? process.stdin : createReadStream(source)) : source) hash.update(piece)
  return hash.digest('hex')
}

/**
 * Verifies a receipt. `receipt` and `jwks` are texts; `digestIn` and `digestOut` the SHA-256 of the list and of the answer
 * in hexadecimal; `heads` and `proofs` texts. Answers what holds and what does not, each as a sentence, and what the receipt says.
 *
 * @param {{ receipt: string, jwks: string, digestIn?: string, digestOut?: string, heads?: string[], proofs?: string[] }} given
 * @returns {{ holds: string[], faults: string[], receipt: Record<string, any> | null }}
 */
export function verifyReceipt({ receipt, jwks, digestIn, digestOut, heads = [], proofs = [] }) {
  /** @type {string[]} */
  const holds = []
  /** @type {string[]} */
  const faults = []
  const done = (says = null) => ({ holds, faults, receipt: says })
  let keys
  try {
    keys = readKeys(jwks)
  } catch (error) {
    faults.push(`The keys cannot be read: ${error.message}.`)
    return done()
  }
  const opened = openSigned(receipt, 'The receipt does not hold', RECEIPT, keys)
  if (opened.fault) {
    faults.push(`${opened.fault}.`)
    return done()
  }
  const { payload, key, kid } = opened
  if (!isKeyInUse(key, payload.signed_at)) faults.push(`The receipt does not hold: it says that it was signed at ${payload.signed_at}, when the key ${kid} was not in use.`)
  const own = statementFaults(payload)
  faults.push(...own.map((says) => `The receipt does not hold: ${says}.`))
  if (faults.length === 0) holds.push(`The receipt was signed by ${payload.iss} at ${payload.signed_at} with the key ${kid}, and was not altered since.`)
  for (const [given, named, what] of [[digestIn, payload.sha256_in, 'list that was sent'], [digestOut, payload.sha256_out, 'answer that was received']]) {
    if (given === undefined) continue
    if (given === named) holds.push(`The file is the ${what}, byte for byte.`)
    else faults.push(`The file is not the ${what}: its SHA-256 is ${given}, and the receipt says ${named}.`)
  }
  verifyRecord(payload, heads, proofs, keys, holds, faults)
  return done(payload)
}

/** The receipt's entry in the audit record, and that record's history, as far as heads and proofs were given. */
function verifyRecord({ audit = {} }, headTexts, proofTexts, keys, holds, faults) {
  const trees = []
  headTexts.forEach((text, at) => {
    const what = headTexts.length === 1 ? 'The signed head' : `Signed head ${at + 1}`
    const opened = openSigned(text, `${what} does not hold`, HEAD, keys)
    const tree = opened.fault ? null : treeOf(opened.payload.size, opened.payload.root)
    if (opened.fault) faults.push(`${opened.fault}.`)
    else if (!tree) faults.push(`${what} does not hold: it gives no size and root.`)
    else if (!isKeyInUse(opened.key, opened.payload.signed_at)) faults.push(`${what} does not hold: it was signed at ${opened.payload.signed_at}, when its key was not in use.`)
    else {
      trees.push({ ...tree, name: `the head of ${tree.size} entries`, isHead: true })
      holds.push(`${what} was signed over ${tree.size} entries at ${opened.payload.signed_at}.`)
    }
  })
  const own = treeOf(audit.tree_size, audit.root)
  if (own) trees.push({ ...own, name: `the record of ${own.size} entries that the receipt was signed over`, isHead: false })
  else faults.push('The receipt does not hold: it gives no size and root of the audit record.')
  for (const [at, tree] of trees.entries()) {
    const other = trees.slice(0, at).find((candidate) => candidate.size === tree.size && !candidate.root.equals(tree.root))
    if (other) faults.push(`The portal has signed two different records of ${tree.size} entries: ${tree.name} and ${other.name}.`)
  }
  proofTexts.forEach((text, at) => {
    const what = proofTexts.length === 1 ? 'The proof' : `Proof ${at + 1}`
    let proof = null
    try {
      proof = readProof(text)
    } catch {
      // Said below, as for any other text that is no proof.
    }
    if (!proof) faults.push(`${what} cannot be read: it is neither an inclusion nor a consistency proof.`)
    else (proof.kind === 'inclusion' ? verifyInclusion : verifyConsistency)(proof, what, audit, trees, holds, faults)
  })
}

function verifyInclusion(proof, what, audit, trees, holds, faults) {
  const tree = trees.find(({ size }) => size === proof.size)
  if (proof.entry !== audit.seq) faults.push(`${what} is about entry ${proof.entry}, and the receipt is in entry ${audit.seq}.`)
  else if (!tree) faults.push(`${what} is about the record of ${proof.size} entries, and no signed head of that size was given.`)
  else if (!isIncluded(audit.seq - 1, leafHash(audit.entry), tree.size, tree.root, proof.path)) faults.push(`${what} does not hold: it does not lead from the receipt’s entry ${audit.seq} to ${tree.name}.`)
  else holds.push(`The receipt’s entry ${audit.seq} is in ${tree.name}.`)
}

function verifyConsistency(proof, what, _audit, trees, holds, faults) {
  const [first, second] = [proof.from, proof.to].map((wanted) => trees.find(({ size }) => size === wanted))
  if (!first || !second) faults.push(`${what} is about the records of ${proof.from} and of ${proof.to} entries, and ${first ? 'the second' : 'the first'} is not among what was given.`)
  else if (!isConsistent(first, second, proof.path)) faults.push(`${what} does not hold: ${second.name} is not a continuation of ${first.name}, so what was there has been changed, or the proof has.`)
  else holds.push(`${capital(second.name)} is a continuation of ${first.name}: nothing before it was changed.`)
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

/** What was asked on the command line; throws a sentence when it cannot be understood. */
function readArguments(args) {
  const single = { '--receipt': null, '--jwks': null, '--in': null, '--out': null }
  const many = { '--head': [], '--proof': [] }
  let isJson = false
  for (let at = 0; at < args.length; at += 1) {
    const [name, given] = args[at].split(/=(.*)/s)
    if (name === '--json') isJson = true
    else if (name in single || name in many) {
      const value = given ?? args[(at += 1)]
      if (value === undefined) throw new Error(`${name} needs a file after it.`)
      if (name in many) many[name].push(value)
      else if (single[name] !== null) throw new Error(`${name} was given twice.`)
      else single[name] = value
    } else throw new Error(`"${args[at]}" is not something this command takes. See --help.`)
  }
  for (const name of ['--receipt', '--jwks']) if (single[name] === null) throw new Error(`${name} is needed. See --help.`)
  return { ...single, heads: many['--head'], proofs: many['--proof'], isJson }
}

function readText(file, what) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${what} cannot be read: ${error.message}`)
  }
}

async function main(args) {
  if (args.includes('--help') || args.includes('-h') || args.length === 0) {
    process.stdout.write(HELP)
    return args.length === 0 ? 2 : 0
  }
  const asked = readArguments(args)
  const digest = async (file, what) => (file === null ? undefined : digestOf(file).catch((error) => { throw new Error(`${what} cannot be read: ${error.message}`) }))
  const found = verifyReceipt({
    receipt: readText(asked['--receipt'], 'The receipt'),
    jwks: readText(asked['--jwks'], 'The file of keys'),
    digestIn: await digest(asked['--in'], 'The list'),
    digestOut: await digest(asked['--out'], 'The answer'),
    heads: asked.heads.map((file) => readText(file, 'The head')),
    proofs: asked.proofs.map((file) => readText(file, 'The proof')),
  })
  if (asked.isJson) process.stdout.write(`${JSON.stringify({ verified: found.faults.length === 0, ...found }, null, 2)}\n`)
  else {
    for (const says of found.holds) process.stdout.write(`ok    ${says}\n`)
    for (const says of found.faults) process.stderr.write(`FAULT ${says}\n`)
    if (found.faults.length === 0) process.stdout.write(`${summary(found.receipt)}\n`)
  }
  return found.faults.length === 0 ? 0 : 1
}

function summary({ check, flow, as_at: asAt, rows, decisions, version, extract, stage }) {
  const named = extract === null ? '' : ` It was the check before ${stage} of the extract ${extract}.`
  return `Check ${check} of ${flow}, as at ${asAt}, up to audit entry ${version}: ${rows} rows, ${decisions?.INCLUDE} included and ${decisions?.EXCLUDE} left out.${named}`
}

const isRun = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (isRun) {
  // Whoever reads the first lines only, as `head` does, has not made the verdict any other.
  process.stdout.on('error', (error) => { if (error.code !== 'EPIPE') throw error })
  main(process.argv.slice(2)).then((code) => { process.exitCode = code }, (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  })
}
