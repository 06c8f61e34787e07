import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { CsvError, parse } from 'csv-parse/sync'
import { CHOICE_EVENT_COLUMNS, readChoiceEventRow, readInstant, readPeople, readTerms, unknownTerms } from '#app/choices/choice-event.schema.ts'
import type { Reading } from '#app/choices/choice-event.schema.ts'
import { survivingNumber } from '#app/choices/choice-event.rules.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { decider } from '#app/choices/decision.rules.ts'
import type { Person } from '#app/choices/decision.rules.ts'
import type { Problem } from '#app/kernel/result.ts'

const HELP = `Usage: npm run decide -- --terms T.json --people P.json --events E.csv [--at INSTANT] [--known INSTANT]

Decides who may be included in a flow, with no database, and prints one JSON line a person:
{"nhs_number", "decision", "reasons", "sentence"}, and "flags" where a record needs looking at.

  --terms   the flow's terms (JSON); a term left out takes its safe value
  --people  the people (a JSON list)
  --events  their coded choice events (CSV)
  --at      the instant to decide for; now, when left out
  --known   use only what was known by this instant; everything in the files, when left out
  --help    this text

An INSTANT is such as 2026-03-10T09:00:00Z. Without an offset it is London time; a day alone is its first moment.
`

/** A fault of the one who asked, put in one sentence. */
class Complaint extends Error {}

function main(): void {
  const options = readOptions()
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const at = options.at === undefined ? new Date() : instantOption('--at', options.at)
  const known = options.known === undefined ? undefined : instantOption('--known', options.known)
  const termsFile = fileOption('--terms', options.terms)
  const peopleFile = fileOption('--people', options.people)
  const eventsFile = fileOption('--events', options.events)

  const termsJson = readJson(termsFile)
  const terms = valueOf(readTerms(termsJson), (problem) => `${basename(termsFile)}: ${problem.field || 'the file'}`)
  const people = valueOf(readPeople(readJson(peopleFile)), (problem) => {
    const [index = '', ...field] = problem.field.split('.')
    const where = index === '' ? 'the file' : `person ${Number(index) + 1}${field.length > 0 ? `, ${field.join('.')}` : ''}`
    return `${basename(peopleFile)}: ${where}`
  })
  const events = readEvents(eventsFile)
  const ignored = unknownTerms(termsJson)
  if (ignored.length > 0) process.stderr.write(`${basename(termsFile)}: not a term, so ignored: ${ignored.join(', ')}.\n`)

  const decideOne = decider(terms, at, known)
  const lines = withJoinedNumbers(people, events).map(([person, own]) => {
    const { decision, reasons, sentence, flags } = decideOne(person, own)
    return JSON.stringify({ nhs_number: person.nhsNumber, decision, reasons, sentence, ...(flags.length > 0 ? { flags } : {}) })
  })
  process.stdout.write(lines.map((line) => `${line}\n`).join(''))
}

function readOptions() {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      options: { terms: text, people: text, events: text, at: text, known: text, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    throw new Complaint(`${(error as Error).message.split(/\.\s|\n/)[0]}; see --help.`)
  }
}

function fileOption(name: string, given: string | undefined): string {
  if (given === undefined || given === '') throw new Complaint(`Give ${name} with the name of a file; see --help.`)
  return given
}

function instantOption(name: string, given: string): Date {
  const instant = readInstant(given.trim())
  if (instant === null) throw new Complaint(`Give ${name} as a date and time such as 2026-03-10T09:00:00Z.`)
  return instant
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Complaint(isMissing ? `There is no file ${file}.` : `The file ${file} cannot be read.`)
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file))
  } catch (error) {
    if (error instanceof Complaint) throw error
    // The engine's own message quotes the file, and the file holds NHS numbers.
    throw new Complaint(`${basename(file)} is not valid JSON.`)
  }
}

function valueOf<T>(reading: Reading<T>, place: (problem: Problem) => string): T {
  if (reading.ok) return reading.value
  const [first, ...others] = reading.problems as [Problem, ...Problem[]]
  const more = others.length === 0 ? '' : ` (and ${others.length} more ${others.length === 1 ? 'problem' : 'problems'})`
  throw new Complaint(`${place(first)}: ${first.message.replace(/\.$/, '')}${more}.`)
}

function readEvents(file: string): ChoiceEvent[] {
  const name = basename(file)
  let header: readonly string[] = []
  let rows: readonly Record<string, string>[]
  try {
    rows = parse(readText(file), {
      bom: true,
      skip_empty_lines: true,
      columns: (cells: string[]) => (header = cells.map((cell) => cell.trim().toLowerCase())) as string[],
    }) as Record<string, string>[]
  } catch (error) {
    if (error instanceof CsvError) {
      const line = (error as unknown as { lines?: number }).lines
      throw new Complaint(`${name} is not valid CSV${line === undefined ? '' : ` at line ${line}`}: each row needs as many cells as the header, with quotes closed.`)
    }
    throw error
  }
  const missing = CHOICE_EVENT_COLUMNS.filter((column) => !header.includes(column))
  if (missing.length > 0) throw new Complaint(`${name}: the header row lacks ${missing.join(', ')}.`)
  return rows.map((row, index) => valueOf(readChoiceEventRow(row), ({ field }) => `${name}: row ${index + 2} (the header is row 1), ${field}`))
}

/** Each person with the events of every number that is theirs, and with the check of the number that survives. */
function withJoinedNumbers(people: readonly Person[], events: readonly ChoiceEvent[]): [Person, ChoiceEvent[]][] {
  const supersededBy = new Map(people.flatMap(({ nhsNumber, supersededBy: next }) => (next == null ? [] : [[nhsNumber, next] as const])))
  const joins = groupBy(people, (person) => survivingNumber(person.nhsNumber, supersededBy))
  const checksOf = new Map(people.map(({ nhsNumber, nationalChecks }) => [nhsNumber, nationalChecks]))
  const eventsOf = groupBy(events, (event) => survivingNumber(event.nhsNumber, supersededBy))
  return people.map((person) => {
    const survivor = survivingNumber(person.nhsNumber, supersededBy)
    const joined = (joins.get(survivor) ?? []).filter(({ supersededBy: next }) => next != null)
    const ownChecks = person.nationalChecks ?? []
    const nationalChecks = ownChecks.length > 0 ? ownChecks : checksOf.get(survivor) ?? []
    const mergedFrom = joined.map(({ nhsNumber }) => nhsNumber).filter((number) => number !== person.nhsNumber)
    const mergeConfirmed = joined.every((other) => other.mergeConfirmed === true)
    return [{ ...person, nationalChecks, mergedFrom, mergeConfirmed }, eventsOf.get(survivor) ?? []]
  })
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may close early; that is no failure.
  if (error.code !== 'EPIPE') throw error
})

try {
  main()
} catch (error) {
  if (!(error instanceof Complaint)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
