import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NumberPlaces, OutcomeList, StrangerPlaces, tableOf, type AnswerTable } from '#app/releases/answer-table.rules.ts'
import type { ListFormat } from '#app/releases/check-formats.rules.ts'
import { DigestTable } from '#app/releases/digest-table.rules.ts'
import { ListAnswer } from '#app/releases/list-answer.rules.ts'
import { declaresHashes } from '#app/releases/list-identifier.rules.ts'
import { numberOfStem, stemOfText } from '#app/releases/number-stem.rules.ts'
import { readAgreementKey } from '#app/releases/pseudonym-keys.rules.ts'
import { PseudonymIndex, pseudonymOf } from '#app/releases/pseudonym-index.server.ts'
import { answersByPseudonym, keyToCheckBy, Pseudonyms, readKeyVersion } from '#app/releases/pseudonym.rules.ts'
import { checkProblemWords } from '#app/releases/release.words.ts'
import { RowTally } from '#app/releases/row-tally.rules.ts'

const KEY = Buffer.alloc(32, 7)
const pseudonym = (number: string, key: Uint8Array = KEY) => pseudonymOf(key, number).toString('hex')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const list = new OutcomeList()
const decided = (decision: 'INCLUDE' | 'EXCLUDE') => list.placeOf({ decision, reasons: decision === 'INCLUDE' ? [] : ['LOCAL'] } as never)
const strangers = new StrangerPlaces(list, () => ({ decision: 'EXCLUDE', reasons: ['NOT_ON_REGISTER'] }) as never)
const tableFor = (people: Readonly<Record<string, boolean>>): AnswerTable => {
  const places = new NumberPlaces()
  for (const [number, isIn] of Object.entries(people)) places.add(stemOfText(number), decided(isIn ? 'INCLUDE' : 'EXCLUDE'))
  return tableOf(list, strangers, places)
}

interface Asked { readonly given?: ListFormat; readonly asked?: ListFormat; readonly cuts?: number }
/** What a whole list is answered, and why it was refused where it was. */
function answer(reading: Partial<ConstructorParameters<typeof ListAnswer>[0]>, text: string, { given = 'text', asked = given, cuts = 1 }: Asked = {}) {
  const tally = new RowTally()
  const answering = new ListAnswer({ given, asked, detail: 'coarse', tally, ...reading } as never)
  const bytes = Buffer.from(text)
  let refusal = null
  for (let part = 0; part < cuts && !refusal; part += 1) refusal = answering.push(bytes.subarray(Math.floor((bytes.length * part) / cuts), Math.floor((bytes.length * (part + 1)) / cuts)))
  refusal ??= answering.end()
  const out = Buffer.concat([...answering.writer.takeFull(), answering.writer.takeRest()]).toString()
  return { out, refusal, repeated: tally.repeated, rows: tally.rows }
}
const reading = async (table: AnswerTable, index = new PseudonymIndex(KEY)) => {
  await index.cover('flow', table)
  return { identifier: new Pseudonyms(index.people, index.plain, (stem) => table.isIncluded(stem)), answers: answersByPseudonym(table) }
}

const number = fc.integer({ min: 900_000_000, max: 999_999_999 }).map((stem) => numberOfStem(stem)).filter((text) => /^\d{10}$/.test(text))
const register = fc.uniqueArray(number, { maxLength: 60 }).chain((numbers) => fc.tuple(...numbers.map((one) => fc.boolean().map((isIn) => [one, isIn] as const))))
  .map((entries) => Object.fromEntries(entries))
const as = {
  text: (heading: string, values: readonly string[]) => ({ heading, text: values.map((value) => `${value}\n`).join('') }),
  csv: (heading: string, values: readonly string[]) => ({ heading, text: [`id,${heading}`, ...values.map((value, i) => `${i},${value}`)].map((line) => `${line}\r\n`).join('') }),
  ndjson: (heading: string, values: readonly string[]) => ({ heading, text: values.map((value) => `${JSON.stringify({ [heading]: value })}\n`).join('') }),
} as const

describe('a list of pseudonyms', () => {
  test('includes exactly the rows that the list of their numbers includes, for any register, list, format and cut', async () => {
    await fc.assert(fc.asyncProperty(register, fc.array(fc.tuple(fc.nat(200), number), { maxLength: 80 }), fc.constantFrom('text', 'csv', 'ndjson'), fc.integer({ min: 1, max: 7 }), async (people, picks, given, cuts) => {
      const known = Object.keys(people)
      const asked = picks.map(([at, other]) => known[at] ?? other)
      const table = tableFor(people)
      const plain = answer({ answers: table }, as[given]('nhs_number', asked).text, { given, cuts })
      const hidden = answer(await reading(table), as[given]('pseudonym', asked.map((one) => pseudonym(one))).text, { given, cuts })
      const back = new Map(asked.map((one) => [pseudonym(one), one]))
      const inNumbers = hidden.out.replace(/[0-9a-f]{64}/g, (value) => back.get(value) ?? '?').replace('pseudonym', 'nhs_number').replaceAll('"pseudonym":', '"nhs_number":')
      expect(inNumbers).toBe(plain.out)
      expect([hidden.refusal, hidden.rows, hidden.repeated]).toEqual([null, plain.rows, 0])
      expect(hidden.out).not.toMatch(/(?<![0-9a-f])\d{10}(?![0-9a-f])/)
    }), { numRuns: 60 })
  })

  test('follows the register as it changes: who is new is found, who has gone is a stranger', async () => {
    const index = new PseudonymIndex(KEY)
    const [a, b, c] = ['9990000018', '9990000026', '9990000034']
    const before = tableFor({ [a]: true, [b]: true })
    const all = [a, b, c].map((one) => pseudonym(one)).join('\n')
    expect(answer(await reading(before, index), all).out.trim().split('\n')).toEqual([pseudonym(a), pseudonym(b)])
    const after = before.with(new Map([[stemOfText(a), -1], [stemOfText(b), decided('EXCLUDE')], [stemOfText(c), decided('INCLUDE')]]))
    expect(answer(await reading(after, index), all).out.trim()).toBe(pseudonym(c))
    expect(index.people.size).toBe(3)
  })

  test('is told the same of someone left out, of a stranger, and of a pseudonym under another key', async () => {
    const table = tableFor({ 9990000018: false, 9990000026: true })
    const rows = [pseudonym('9990000018'), pseudonym('9990000034'), pseudonym('9990000026', Buffer.alloc(32, 8))]
    const { out } = answer(await reading(table), rows.join('\n'), { asked: 'ndjson' })
    const told = out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(told.map(({ pseudonym: given }) => given)).toEqual(rows)
    expect(new Set(told.map(({ decision, reason }) => `${String(decision)} ${String(reason)}`))).toEqual(new Set(['EXCLUDE NOT_PERMITTED']))
    expect(new Set(out.trim().split('\n').map((line) => line.length)).size).toBe(1)
  })

  test('lets nothing through that is not all of a pseudonym', async () => {
    const of = await reading(tableFor({ 9990000018: true }))
    const right = pseudonym('9990000018')
    const wrong = [...Array.from({ length: 64 }, (_, i) => `${right.slice(0, i)}${right[i] === '0' ? '1' : '0'}${right.slice(i + 1)}`), right.toUpperCase(), right.slice(1), `${right}0`, ` ${right}`, '9990000018', '', 'x'.repeat(64)]
    expect(answer(of, wrong.map((row) => `${row}\n`).join('')).out).toBe('')
    expect(answer(of, `${right},\r\n`).out).toBe(`${right},\r\n`)
  })

  test('in other formats gives back what was given, and no number', async () => {
    const of = await reading(tableFor({ 9990000018: true, 9990000026: false }))
    const csv = as.csv('pseudonym', [pseudonym('9990000018'), pseudonym('9990000026')]).text
    expect(answer(of, csv, { given: 'csv', asked: 'text' }).out).toBe(`${pseudonym('9990000018')}\n`)
    expect(answer(of, `${pseudonym('9990000018')}\n`, { given: 'text', asked: 'csv' }).out).toBe(`pseudonym\n${pseudonym('9990000018')}\n`)
  })

  test('carries no numbers beside the pseudonyms, whatever was agreed', async () => {
    const of = { ...(await reading(tableFor({ 9990000018: true }))), agreedColumns: new Set(['nhs_number', 'age']) }
    expect(answer(of, `pseudonym,age\n${pseudonym('9990000018')},4\n`, { given: 'csv' }).refusal).toBeNull()
    expect(answer(of, `pseudonym,nhs_number\n${pseudonym('9990000018')},9990000018\n`, { given: 'csv' }).refusal).toMatchObject({ kind: 'columns-not-agreed' })
  })

  test('whose heading row has no pseudonyms is refused in words that name the column to have', async () => {
    const of = await reading(tableFor({ 9990000018: true }))
    const told = (list: string) => checkProblemWords(answer(of, list, { given: 'csv' }).refusal as never).detail
    expect(told('nhs_number\n9990000018\n')).toBe('The first row must name the columns, one of them pseudonym, spelt exactly so. Found: nhs_number.')
    expect(told('')).toContain('one of them pseudonym, spelt')
    expect(told('pseudonym,pseudonym\n')).toContain('The column pseudonym is there twice.')
  })
})

describe('a list of plain hashes', () => {
  const table = tableFor({ 9990000018: true, 9990000026: false })
  const kindOf = async (text: string, given: ListFormat = 'text') => answer(await reading(table), text, { given }).refusal?.kind ?? null

  test('is refused by what it holds: SHA-256 of someone who may be included, or any value as long as another hash', async () => {
    expect(await kindOf(`${sha256('9990000018')}\n`)).toBe('plain-hashes')
    expect(await kindOf(`${pseudonym('9990000018')}\n${sha256('9990000018').toUpperCase()}\n`)).toBe('plain-hashes')
    expect(await kindOf(`${sha256('999 000 0018')}\n`)).toBe('plain-hashes')
    expect(await kindOf(`${JSON.stringify({ pseudonym: sha256('9990000018') })}\n`, 'ndjson')).toBe('plain-hashes')
    for (const kind of ['md5', 'sha1', 'sha224', 'sha384', 'sha512']) expect(await kindOf(`${createHash(kind).update('anyone').digest('hex')}\n`)).toBe('plain-hashes')
  })

  test('is refused by its headings', async () => {
    for (const heading of ['sha256', 'nhs_number_sha256', 'NHS hash', 'md5_nhs', 'hashed', 'SHA-1']) expect(await kindOf(`${heading}\nx\n`, 'csv')).toBe('plain-hashes')
    expect(declaresHashes(['shape', 'hashtag', 'sharing', 'nhs_number'])).toBe(false)
    expect(answer({ answers: table }, 'nhs_number_md5\nx\n', { given: 'csv' }).refusal?.kind).toBe('plain-hashes')
  })

  test('does not say of anyone left out that they are on the register', async () => {
    const [leftOut, stranger] = await Promise.all(['9990000026', '9990000034'].map(async (one) => answer(await reading(table), `${sha256(one)}\n`, { asked: 'ndjson' })))
    expect([leftOut?.refusal, stranger?.refusal]).toEqual([null, null])
    expect(leftOut?.out.replace(/[0-9a-f]{64}/, '')).toBe(stranger?.out.replace(/[0-9a-f]{64}/, ''))
  })
})

describe('a pseudonym', () => {
  test('is HMAC-SHA-256 of the ten digits, as anyone with the key can make it', () => {
    expect(pseudonym('9990000018')).toBe(createHmac('sha256', KEY).update('9990000018').digest('hex'))
    // Worked out with another program: printf 9990000018 | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…07
    expect(pseudonym('9990000018')).toBe('855b3a4cb8386601f13609df6b480f2366651f4fcfb92e8a792b88a71b511ec6')
  })
})

describe('a table of digests', () => {
  const wordsOf = (digest: Buffer) => Uint32Array.from({ length: 8 }, (_, i) => digest.readUInt32BE(i * 4))

  test('finds what was put in, by all of it, however much there is', () => {
    const table = new DigestTable()
    const digests = Array.from({ length: 5000 }, (_, i) => createHash('sha256').update(String(i)).digest())
    digests.forEach((digest, i) => table.add(digest, i))
    digests.forEach((digest) => table.add(digest, 7))
    expect(table.size).toBe(5000)
    expect(digests.map((digest) => table.find(wordsOf(digest)))).toEqual(digests.map((_, i) => i))
    for (let word = 0; word < 8; word += 1) expect(table.find(wordsOf(digests[9] as Buffer).map((value, i) => (i === word ? value ^ 1 : value)))).toBe(-1)
    // Those that begin alike lie beside one another.
    const alike = Array.from({ length: 50 }, (_, i) => Buffer.concat([Buffer.alloc(28), Buffer.from([0, 0, 0, i])]))
    alike.forEach((digest, i) => table.add(digest, i))
    expect(alike.map((digest) => table.find(wordsOf(digest)))).toEqual(alike.map((_, i) => i))
  })
})

describe('which key a list was made with', () => {
  const keys = [{ version: 2, retiredAt: null }, { version: 1, retiredAt: new Date() }]

  test('has to be said, and has to be the one in use', () => {
    for (const text of [null, '', '0', '-1', '1.0', 'v1', '01', '1 ']) expect(readKeyVersion(text)).toMatchObject({ ok: false, refusal: { kind: 'pseudonym-key-not-named' } })
    expect(readKeyVersion('12')).toEqual({ ok: true, value: 12 })
    expect(keyToCheckBy(keys, 2)).toEqual({ ok: true, value: keys[0] })
    expect(keyToCheckBy(keys, 1)).toMatchObject({ refusal: { kind: 'pseudonym-key-retired', details: { version: 1, current: 2 } } })
    expect(keyToCheckBy(keys, 3)).toMatchObject({ refusal: { kind: 'pseudonym-key-unknown' } })
    expect(keyToCheckBy([], 1)).toMatchObject({ refusal: { kind: 'no-pseudonym-key' } })
  })
})

describe('a public key', () => {
  const x = 'A'.repeat(43)
  test('is taken with what makes it that key and nothing else, and never with a private part', () => {
    expect(readAgreementKey(JSON.stringify({ kty: 'OKP', crv: 'X25519', x, kid: 'k', use: 'enc' }))).toEqual({ ok: true, value: { kty: 'OKP', crv: 'X25519', x } })
    expect(readAgreementKey(JSON.stringify({ kty: 'EC', crv: 'P-256', x, y: x }))).toMatchObject({ ok: true })
    const kindOf = (value: unknown) => (readAgreementKey(typeof value === 'string' ? value : JSON.stringify(value)) as { refusal: { kind: string } }).refusal.kind
    expect(kindOf({ kty: 'OKP', crv: 'X25519', x, d: x })).toBe('private-key-given')
    expect(kindOf({ kty: 'oct', k: x })).toBe('private-key-given')
    for (const curve of [{ kty: 'OKP', crv: 'Ed25519', x }, { kty: 'EC', crv: 'secp256k1', x, y: x }, { kty: 'RSA', n: x, e: 'AQAB' }]) expect(kindOf(curve)).toBe('curve-not-taken')
    for (const nothing of ['', '[]', 'null', 'x', '{}', { kty: 'EC', crv: 'P-256', x }, { kty: 'OKP', crv: 'X25519', x: 'short' }]) expect(kindOf(nothing)).toBe('not-a-key')
  })
})
