import { createHash } from 'node:crypto'

import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'

import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import { ageOn, readDay } from '#app/kernel/uk-date.ts'
import { generateHillTopPeople, PEOPLE_COLUMNS, toCsv, type HillTopPerson } from '#db/seed/demo/hill-top-people.ts'
import { isLeftOut } from '#db/seed/demo/names.ts'
import { groupBy } from '#db/seed/demo/random.ts'

const REFERENCE_DAY = '2026-03-02'
const CSV_SHA256 = '726eb9e8c80979c9ae6b71c951ae98d444f833e6498c77f1260c12b1486a186b'

let people: HillTopPerson[]
let households: HillTopPerson[][]
let domestic: HillTopPerson[][]

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const count = (test: (person: HillTopPerson) => boolean): number => people.filter(test).length
const age = (person: HillTopPerson): number => person.annotation.ageOnReferenceDay
const fullName = (person: HillTopPerson): string => `${person.given_name} ${person.family_name}`
const lines = (person: HillTopPerson): string[] => [
  person.address_line_1, person.address_line_2, person.address_line_3, person.address_line_4, person.address_line_5,
]
const address = (person: HillTopPerson): string => [...lines(person), person.postcode].join('|')
/** Letters alone, as a matcher would compare them. */
const plain = (text: string): string => text.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase()

beforeAll(() => {
  people = generateHillTopPeople({ referenceDay: REFERENCE_DAY })
  households = [...groupBy(people, ({ annotation }) => annotation.householdId).values()]
  domestic = households.filter(([first]) => first?.annotation.communal === null)
})

describe('the list', () => {
  it('has 3,000 people in 1,250 households', () => {
    expect(people).toHaveLength(3000)
    expect(households).toHaveLength(1250)
  })

  it('is the same every time, to the byte', () => {
    const again = toCsv(generateHillTopPeople({ referenceDay: REFERENCE_DAY }))
    expect(sha256(again)).toBe(sha256(toCsv(people)))
    expect(sha256(again)).toBe(CSV_SHA256)
  })

  it('differs with the seed, and keeps its counts for other seeds and days', () => {
    for (const [seed, referenceDay] of [[1, REFERENCE_DAY], [77, '2024-02-29'], [4_000_000_000, '2025-01-01']] as const) {
      const others = generateHillTopPeople({ seed, referenceDay })
      expect(toCsv(others)).not.toBe(toCsv(people))
      expect(others).toHaveLength(3000)
      expect(others.filter(({ date_of_birth }) => date_of_birth.endsWith('-01-01'))).toHaveLength(60)
      expect(others.filter(({ restricted }) => restricted === 'yes')).toHaveLength(6)
      expect(others.filter(({ deceased }) => deceased === 'yes')).toHaveLength(24)
      expect([...groupBy(others, (each) => `${fullName(each)}|${each.date_of_birth}`).values()]
        .filter((group) => group.length > 1)).toHaveLength(1)
    }
  })

  it('comes out as CSV in the agreed columns', () => {
    const csv = toCsv(people)
    expect(csv.split('\n')[0]).toBe(
      'nhs_number,local_id,given_name,family_name,date_of_birth,gender,address_line_1,address_line_2,address_line_3,' +
        'address_line_4,address_line_5,postcode,language,format,deceased,restricted')
    expect(csv).not.toContain('\r')
    expect(csv.endsWith('\n')).toBe(true)
    expect(csv).toMatch(/"Flat \d+, /)
    const rows = parse(csv, { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(3000)
    rows.forEach((row, index) => {
      for (const column of PEOPLE_COLUMNS) expect(row[column]).toBe(people[index]?.[column])
    })
  })
})

describe('numbers', () => {
  it('are valid, unique NHS numbers of the 999 range, spread over it', () => {
    for (const { nhs_number } of people) {
      expect(readNhsNumber(nhs_number)).toEqual({ ok: true, nhsNumber: nhs_number, range: 'test' })
      expect(nhs_number.startsWith('999')).toBe(true)
    }
    expect(new Set(people.map(({ nhs_number }) => nhs_number)).size).toBe(3000)
    const byFourth = groupBy(people, ({ nhs_number }) => nhs_number.charAt(3))
    expect(byFourth.size).toBe(10)
    for (const group of byFourth.values()) expect(group.length).toBeGreaterThan(200)
  })

  it('are unique local ids of four to six digits', () => {
    for (const { local_id } of people) expect(local_id).toMatch(/^[1-9]\d{3,5}$/)
    expect(new Set(people.map(({ local_id }) => local_id)).size).toBe(3000)
  })
})

describe('households', () => {
  it('have realistic sizes', () => {
    const size = (of: number): number => domestic.filter((members) => members.length === of).length
    expect(domestic).toHaveLength(1248)
    expect(domestic.flat().length / domestic.length).toBeCloseTo(2.37, 2)
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(size)).toEqual([400, 380, 221, 152, 59, 27, 6, 3])
  })

  it('share an address, which is theirs alone', () => {
    for (const members of households) expect(new Set(members.map(address)).size).toBe(1)
    expect(new Set(people.map(address)).size).toBe(1250)
  })

  it('mostly share a surname, and some have several', () => {
    const together = domestic.filter((members) => members.length > 1)
    const several = together.filter((members) => new Set(members.map(({ family_name }) => family_name)).size > 1)
    expect(several.length / together.length).toBeGreaterThan(0.2)
    expect(several.length / together.length).toBeLessThan(0.5)
  })

  it('include 40 of three generations', () => {
    const three = domestic.filter(([first]) => first?.annotation.shape === 'three-generation')
    expect(three).toHaveLength(40)
    for (const members of three) {
      const ages = members.map(age)
      expect(Math.max(...ages) - Math.min(...ages)).toBeGreaterThanOrEqual(38)
      expect(Math.min(...ages)).toBeLessThanOrEqual(9)
    }
  })

  it('leave no child under 16 without an adult at home', () => {
    for (const members of domestic) {
      if (members.some((each) => age(each) < 16)) expect(members.some((each) => age(each) >= 19)).toBe(true)
    }
  })

  it('include a few where two people have the same name', () => {
    const same = domestic.filter((members) => new Set(members.map(fullName)).size < members.length)
    expect(same.length).toBeGreaterThan(0)
    expect(same.length).toBeLessThan(20)
  })

  it("include a children's home and a care home", () => {
    const children = people.filter(({ annotation }) => annotation.communal === 'childrens-home')
    expect(children).toHaveLength(8)
    expect(children.every((each) => age(each) < 18 && each.address_line_1 === 'Rowan House')).toBe(true)
    const residents = people.filter(({ annotation }) => annotation.communal === 'care-home')
    expect(residents).toHaveLength(38)
    expect(Math.min(...residents.map(age))).toBe(75)
    expect(Math.max(...residents.map(age))).toBe(99)
    expect(residents.every(({ deceased }) => deceased === '')).toBe(true)
    expect(new Set([...children, ...residents].map(address)).size).toBe(2)
  })
})

describe('ages', () => {
  it('are right for the reference day, and run from 0 to 100', () => {
    for (const person of people) {
      expect(readDay(person.date_of_birth)).toBe(person.date_of_birth)
      expect(ageOn(person.date_of_birth, REFERENCE_DAY)).toBe(age(person))
    }
    expect(Math.min(...people.map(age))).toBe(0)
    expect(Math.max(...people.map(age))).toBe(100)
  })

  it('make the pyramid of a deprived northern practice', () => {
    const share = (from: number, to: number): number => count((each) => age(each) >= from && age(each) <= to) / 3000
    expect(share(0, 12)).toBeGreaterThan(0.135)
    expect(share(0, 12)).toBeLessThan(0.165)
    expect(share(65, 100)).toBeGreaterThan(0.11)
    expect(share(65, 100)).toBeLessThan(0.17)
    expect(share(85, 100)).toBeLessThan(0.04)
    for (let decade = 0; decade < 60; decade += 10) expect(share(decade, decade + 9)).toBeGreaterThan(0.09)
  })

  it('include 60 birthdays on 1 January', () => {
    expect(count(({ date_of_birth }) => date_of_birth.endsWith('-01-01'))).toBe(60)
  })
})

describe('names', () => {
  it('repeat as they do in a town', () => {
    const surnames = [...groupBy(people, ({ family_name }) => family_name).values()].map((group) => group.length)
    expect(Math.max(...surnames)).toBeGreaterThan(80)
    expect(surnames.filter((times) => times > 20).length).toBeGreaterThan(20)
    expect(surnames.filter((times) => times <= 5).length).toBeGreaterThan(20)
    const shared = [...groupBy(people, fullName).values()].filter((group) => new Set(group.map(address)).size > 1)
    expect(shared.length).toBeGreaterThan(100)
  })

  it('are shared with a birthday by exactly one pair, at different addresses', () => {
    const groups = groupBy(people, (each) => `${plain(each.given_name)}|${plain(each.family_name)}|${each.date_of_birth}`)
    const shared = [...groups.values()].filter((group) => group.length > 1)
    expect(shared).toHaveLength(1)
    expect(shared[0]).toHaveLength(2)
    expect(new Set(shared[0]?.map(address)).size).toBe(2)
    expect(shared[0]?.every(({ deceased, restricted }) => deceased === '' && restricted === '')).toBe(true)
  })

  it('stay within Latin letters, with some diacritics, apostrophes and hyphens', () => {
    for (const { given_name, family_name } of people) {
      for (const name of [given_name, family_name]) {
        expect(name).toMatch(/^[A-Za-z\u00c0-\u017f][A-Za-z\u00c0-\u017f' -]+$/)
        expect(name).toBe(name.normalize('NFC'))
      }
      expect(isLeftOut(given_name, family_name)).toBe(false)
    }
    for (const mark of [/[\u0100-\u017f]/, /[\u00c0-\u00ff]/, /'/, /-/]) {
      expect(count((each) => mark.test(fullName(each)))).toBeGreaterThan(10)
    }
  })
})

describe('addresses', () => {
  it('have two to five lines, filled from the top, that a letter can be sent to', () => {
    for (const person of people) {
      const filled = lines(person).filter((line) => line !== '')
      expect(lines(person).slice(0, filled.length)).toEqual(filled)
      expect(filled.length).toBeGreaterThanOrEqual(2)
      expect(filled).toContain('Oldham')
      for (const line of filled) expect(line).toMatch(/^[A-Z0-9][A-Za-z0-9 ,']*$/)
      expect(person.postcode).toMatch(/^OL8 9[ABD-HJLNP-UW-Z]{2}$/)
    }
    expect(new Set(people.map((each) => lines(each).filter((line) => line !== '').length))).toEqual(new Set([2, 3, 4, 5]))
  })

  it('include flats and long house names', () => {
    expect(domestic.filter(([first]) => first?.address_line_1.startsWith('Flat '))).toHaveLength(108)
    expect(domestic.filter(([first]) => first?.address_line_5 !== '')).toHaveLength(10)
    expect(count((each) => lines(each).some((line) => line.length > 30))).toBeGreaterThan(0)
  })
})

describe('markers', () => {
  it('include 24 who have died, mainly elderly', () => {
    expect(count(({ deceased }) => deceased === 'yes')).toBe(24)
    expect(count((each) => each.deceased === 'yes' && age(each) >= 65)).toBe(20)
  })

  it('include 6 restricted people, a mother and child together among them, and none who has died', () => {
    const restricted = people.filter((each) => each.restricted === 'yes')
    expect(restricted).toHaveLength(6)
    expect(restricted.every(({ deceased }) => deceased === '')).toBe(true)
    const together = [...groupBy(restricted, address).values()].filter((group) => group.length > 1)
    expect(together).toHaveLength(1)
    expect(together[0]?.filter((each) => age(each) < 13)).toHaveLength(1)
    expect(together[0]?.filter((each) => age(each) >= 19 && each.gender === 'female')).toHaveLength(1)
  })

  it('include genders other than female and male sparsely', () => {
    expect(count(({ gender }) => gender === 'other')).toBe(4)
    expect(count(({ gender }) => gender === 'unknown')).toBe(6)
    expect(count(({ gender }) => gender === 'female')).toBeGreaterThan(1400)
    expect(count(({ gender }) => gender === 'male')).toBeGreaterThan(1400)
  })

  it('include languages and formats', () => {
    const languages = groupBy(people, ({ language }) => language)
    expect((languages.get('en') ?? []).length).toBeGreaterThan(2700)
    for (const tag of ['bn', 'ur', 'pa', 'pl', 'uk']) expect((languages.get(tag) ?? []).length).toBeGreaterThan(5)
    for (const tag of languages.keys()) expect(Intl.getCanonicalLocales(tag)).toEqual([tag])
    const formats = Object.fromEntries([...groupBy(people, ({ format }) => format)].map(([format, of]) => [format, of.length]))
    expect(formats).toEqual({ standard: 2904, 'large-print': 72, 'easy-read': 14, audio: 6, braille: 4 })
  })
})
