import { describe, expect, test } from 'vitest'
import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import { OTHER_USERS, usersOfFacts } from '#app/documents/fact-uses.rules.ts'
import { FACT_USER_WORDS, usedInSentence } from '#app/documents/fact-uses.words.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { FACT_LEAVES, factPlaces, pathOfBox } from '#app/projects/fact-leaves.rules.ts'
import { SECTION_KEYS } from '#app/projects/facts.rules.ts'
import { LIST_SECTIONS } from '#app/projects/project.rules.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'

const facts = someFacts()
const users = usersOfFacts(facts)

describe('who goes by a fact', () => {
  test('every fact that papers name is named back', () => {
    expect(Object.keys(users)).toEqual(Object.keys(FACT_LEAVES))
    expect(users['purpose.necessity']!.here).toContain('protocol')
    expect(users['purpose.necessity']!.here).not.toContain('gate')
    expect(users['flows[].drawsOn']!.here).toEqual(expect.arrayContaining(['protocol', 'gate']))
    expect(users['tellingPeople.replyDays']!.here).toEqual(expect.arrayContaining(['protocol', 'letters']))
  })

  test('a paper is named as used here when the facts call for it, and otherwise as one that would be', () => {
    const called = new Set(packOf(facts).map((paper) => paper.kind))
    for (const kind of DOCUMENT_KINDS) {
      const named = Object.values(users).filter((user) => user.here.includes(kind)).length
      const elsewhere = Object.values(users).filter((user) => user.elsewhere.includes(kind)).length
      expect([named > 0, elsewhere > 0], kind).toEqual(called.has(kind) ? [true, false] : [false, true])
    }
  })

  test('is said in a line', () => {
    expect(usedInSentence({ here: ['protocol', 'letters'], elsewhere: ['dpia'] })).toBe('Used in: protocol, letters')
    expect(usedInSentence({ here: [], elsewhere: ['national-data'] })).toBe('Used in papers that these facts do not call for: NHS England data application')
    expect(usedInSentence({ here: [], elsewhere: [] })).toBeNull()
    expect(Object.keys(FACT_USER_WORDS).sort()).toEqual([...DOCUMENT_KINDS, ...OTHER_USERS].sort())
  })
})

test('the box of a form leads to its fact', () => {
  expect(pathOfBox('datasets[]', 'fields.12.meaning')).toBe('datasets[].fields[].meaning')
  expect(pathOfBox('purpose', 'startDate')).toBe('purpose.startDate')
  const bases = Object.entries(SECTION_KEYS).map(([section, key]) => `${key}${(LIST_SECTIONS as readonly string[]).includes(section) ? '[]' : ''}`)
  for (const { path } of factPlaces(furtherFacts())) if (path !== 'title') expect(bases.some((base) => path.startsWith(`${base}.`)), path).toBe(true)
})
