import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRows, mayKeep, ROW_STANDINGS, rowsOfList, type RowStanding } from '#app/projects/member-list.rules.ts'
import { ROW_STANDING_WORDS, rowAdvice } from '#app/projects/member-list.words.ts'

const known = {
  organisations: new Set(['Y90001', 'Y90002', 'Y90003', 'Y90004', 'COUNCIL']), groupCode: 'Y9G', successors: new Map([['Y90004', 'Y90001']]),
  parties: [
    { organisationCode: 'Y9G', name: 'Practices', members: [{ code: 'Y90001', name: 'One' }] }, { organisationCode: 'COUNCIL', name: 'The council', members: [] },
    { organisationCode: 'Y9H', name: 'Other practices', members: [{ code: 'Y90003', name: 'Three' }] },
  ],
}
const standings = (text: string) => checkRows(rowsOfList(text), known).map(({ standing, about }) => (about ? `${standing} ${about}` : standing))

describe('the rows of a list', () => {
  test('come with their columns in any order under a heading, and the code first without one', () => {
    const one = { code: 'Y90001', name: 'First, and only', email: 'a.b@one.example' }
    for (const text of [
      'Practice name,E-mail,ODS code\n"First, and only",a.b@one.example,y90001', 'y90001\ta.b@one.example\tFirst, and only', '\uFEFFcode,name,email\r\ny90001,"First, and only",a.b@one.example\r\n\r\n',
    ]) expect(rowsOfList(text).map(({ code, name, email }) => ({ code, name, email }))).toEqual([one])
    expect(rowsOfList('code\n\nY90001\nY90002').map(({ line }) => line)).toEqual([3, 4])
    expect(rowsOfList('ods_code,name\nY90001,Name only')).toEqual([{ line: 2, code: 'Y90001', name: 'Name only', email: '', status: '', published: '' }])
    const standing = { code: 'Y90001', name: 'One', email: 'a@one.example', status: 'Standards met', published: '24/6/2026' }
    for (const text of ['dspt_published,code,DSPT status,name,email\n24/6/2026,Y90001,Standards met,One,a@one.example', 'Y90001,One,a@one.example,Standards met,24/6/2026']) expect(rowsOfList(text)).toMatchObject([standing])
    expect(rowsOfList('  \n,,\n')).toEqual([])
  })

  const EXAMPLES: Record<RowStanding, string> = {
    new: 'Y90002', member: 'Y90001', 'code-wrong': 'Surgery of the hill', 'email-wrong': 'Y90002,,not@an address', 'assurance-wrong': 'Y90002,Two,Standards met,June', twice: 'Y90002\ny90002', unknown: 'Y90009', merged: 'Y90004', party: 'COUNCIL',
  }
  test.each(ROW_STANDINGS)('%s is told, with what to do where there is something to do', (standing) => {
    const row = checkRows(rowsOfList(EXAMPLES[standing]), known).at(-1)!
    expect(row.standing).toBe(standing)
    expect(ROW_STANDING_WORDS[standing].label).toMatch(/^[A-Z]/)
    expect(rowAdvice(row) === '').toBe(mayKeep(row))
    expect(rowAdvice(row)).not.toMatch(/undefined|null/)
  })

  test('name what they are about: the row before, the successor, the party', () => {
    expect(standings('code\nY90002\nY90002')).toEqual(['new', 'twice 2'])
    expect(standings('Y90004\nY90003\nCOUNCIL')).toEqual(['merged Y90001', 'party Other practices', 'party The council'])
    expect(standings('Y90002,manager@practice.example\nY90001,Name')).toEqual(['new', 'member'])
  })

  test('whatever the file is, keep only known codes, each once, that are nobody else’s', () => {
    const cell = fc.oneof(fc.constantFrom('Y90001', 'Y90002', 'Y90003', 'Y90004', 'Y90009', 'COUNCIL', 'code', 'a@b.example', '"', ''), fc.string({ maxLength: 12 }))
    fc.assert(fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 8 }), fc.constantFrom(',', '\t'), (rows, separator) => {
      const joining = checkRows(rowsOfList(rows.map((cells) => cells.join(separator)).join('\n')), known).filter(({ standing }) => standing === 'new').map(({ code }) => code)
      expect(new Set(joining).size).toBe(joining.length)
      for (const code of joining) expect(code).toBe('Y90002')
    }), { numRuns: 1000 })
  })
})
