import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { A, B, NUMBERS } from './a-choice.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'decide-')) })
afterAll(() => rmSync(folder, { recursive: true }))

const HEADER = 'nhs_number,code_system,code,effective,recorded,source,sequence,end_reason'
const AT = ['--at', '2026-03-20T12:00:00Z']
const terms = {
  flow: 'oldham-gp-pilot', discloser: A, draws_on: ['gp'], purpose: 'secondary', confidentiality: 'section-251', project: 'oldham-gp-pilot',
  national_opt_out_disapplied: [], extend_type_1: false, national_check_max_age_days: 7, england_only: true, live: false,
}
const person = (nhs_number: string, more: object = {}) => ({
  nhs_number, born: '1970-05-04', registrations: [{ practice: A, from: '2010-01-01' }],
  national_check: { answered: '2026-03-20T10:00:00Z', cleared: true }, ...more,
})

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/decide.ts', ...args], { cwd: root, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function decideFiles(people: unknown, rows: readonly string[], more: string[] = AT, { givenTerms = terms as unknown, eol = '\n', bom = '' } = {}) {
  return run(
    '--terms', file('T.json', bom + JSON.stringify(givenTerms)), '--people', file('P.json', bom + JSON.stringify(people)),
    '--events', file('E.csv', bom + [HEADER, ...rows, ''].join(eol)), ...more,
  )
}

const answers = (stdout: string) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)

describe('npm run decide', { timeout: 30_000 }, () => {
  test('prints one line a person, in order, and reads files with a byte order mark and CRLF', () => {
    const [one, two, three] = NUMBERS
    const people = [person(one), person(two), person(three, { national_check: undefined }), person('999000001'), person('')]
    const rows = [`${two},snomed,827241000000103,2026-03-10,2026-03-10T09:00,${A},1,`, `${one},read2,93C3.,2026-03-10,,${A},2,`]
    const { status, stdout, stderr } = decideFiles(people, rows, AT, { eol: '\r\n', bom: '\uFEFF' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const lines = answers(stdout)
    expect(lines.map(({ nhs_number, decision, reasons }) => [nhs_number, decision, reasons])).toEqual([
      [one, 'INCLUDE', []], [two, 'EXCLUDE', ['T1']], [three, 'EXCLUDE', ['NDO_NOT_CLEARED']],
      ['999000001', 'EXCLUDE', ['NHS_NUMBER_INVALID']], ['', 'EXCLUDE', ['NHS_NUMBER_INVALID']],
    ])
    expect(Object.keys(lines[1] ?? {})).toEqual(['nhs_number', 'decision', 'reasons', 'sentence'])
    expect(lines[2]?.sentence).not.toMatch(/opt(ed)?[ -]out/i)
  })

  test('joins superseded numbers, replays the past and puts flags beside the answer', () => {
    const [x, y, z] = NUMBERS
    const people = [person(x, { superseded_by: y, national_check: undefined }), person(y), person(z)]
    const rows = [
      `${x},read2,9Nu0.,2023-01-01,2023-01-01,${A},1,`, `${y},read2,9Nu1.,2024-01-01,2024-01-01,${A},2,`,
      `${z},ctv3,XaZ89,2062-01-01,2026-03-12T10:00,${A},3,`,
    ]
    const now = answers(decideFiles(people, rows).stdout)
    expect(now.map(({ decision }) => decision)).toEqual(['INCLUDE', 'INCLUDE', 'EXCLUDE'])
    expect(now[2]).toMatchObject({ reasons: ['T1'], flags: ['FUTURE_DATED'] })
    const past = answers(decideFiles(people, rows.slice(0, 1)).stdout)
    expect(past.map(({ reasons }) => reasons)).toEqual([['T1'], ['T1'], []])
    const unconfirmed = answers(decideFiles([{ ...people[0], merge_confirmed: false }, people[1]], rows).stdout)
    expect(unconfirmed.map(({ reasons }) => (reasons as string[]).includes('AMBIGUOUS_MERGE'))).toEqual([true, true])
    const known = answers(decideFiles(people, rows, [...AT, '--known', '2026-03-12T09:59']).stdout)
    expect(known[2]?.reasons).toEqual(['NDO_NOT_CLEARED'])
  })

  test('works from another practice’s side', () => {
    const moved = [person(NUMBERS[0], { registrations: [{ practice: A, from: '2010-01-01', to: '2025-01-01' }, { practice: B, from: '2025-01-02' }] })]
    const { stdout } = decideFiles(moved, [`${NUMBERS[0]},read2,9Nu0,2024-01-01,2024-01-01,${A},,`], AT, { givenTerms: { ...terms, discloser: B } })
    expect(answers(stdout)[0]).toMatchObject({ reasons: ['T1_PRIOR_UNCONFIRMED'] })
  })

  test('answers --help, and an empty list with nothing', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--terms') as string, stderr: '' })
    expect(decideFiles([], [])).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  const good = `${NUMBERS[0]},read2,9Nu0.,2026-03-10,,${A},,`
  test.each([
    ['an unknown option', () => run('--trems', 'T.json'), /--trems/],
    ['no files named', () => run(), /^Give --terms/],
    ['a file that is not there', () => run('--terms', join(folder, 'none.json'), '--people', 'p', '--events', 'e'), /^There is no file .*none\.json\.$/m],
    ['a bad instant', () => decideFiles([], [], ['--at', 'yesterday']), /^Give --at/],
    ['a bad term', () => decideFiles([], [], AT, { givenTerms: { ...terms, confidentiality: 'trust' } }), /^T\.json: confidentiality/],
    ['people that are no list', () => decideFiles({}, []), /^P\.json: the file: Give a list of people/],
    ['a bad birthday', () => decideFiles([person(NUMBERS[0]), person(NUMBERS[1], { born: '4 May' })], []), /^P\.json: person 2, born/],
    ['a bad row', () => decideFiles([], [good, good.replace('2026-03-10', '10/03/2026')]), /^E\.csv: row 3 \(the header is row 1\), effective/],
    ['a row with cells missing', () => decideFiles([], [good, 'x,y']), /^E\.csv is not valid CSV at line 3/],
  ])('stops with one sentence at %s', (_, attempt, sentence) => {
    const { status, stdout, stderr } = attempt()
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(sentence)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test('names no person when the people file is broken', () => {
    const people = file('P.json', `[{"nhs_number": "${NUMBERS[0]}" x]`)
    const { status, stderr } = run('--terms', file('T.json', '{}'), '--people', people, '--events', file('E.csv', HEADER))
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'P.json is not valid JSON.\n' })
  })

  test('names the columns an events file lacks', () => {
    const { stderr } = run('--terms', file('T.json', '{}'), '--people', file('P.json', '[]'), '--events', file('E.csv', 'nhs_number,code\n'))
    expect(stderr).toBe('E.csv: the header row lacks code_system, effective, recorded, source, sequence, end_reason.\n')
  })
})
