import { createHash } from 'node:crypto'

import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'

import { addDays } from '#app/kernel/uk-date.ts'
import { chooseOptOuts, toOptOutsCsv, type OptOut } from '#db/seed/demo/hill-top-opt-outs.ts'
import { generateHillTopPeople, type HillTopPerson } from '#db/seed/demo/hill-top-people.ts'
import { groupBy } from '#db/seed/demo/random.ts'

const POSTED_ON = '2026-03-09'
const CSV_SHA256 = '85f53d6174b11e828fd6c70ed7dd7b76f5148e68108b5eb9f5a5f53050514cd9'

const people = generateHillTopPeople({ referenceDay: '2026-03-02' })
const optOuts = chooseOptOuts(people)
const chosen = new Set(optOuts.map(({ person }) => person))
const age = ({ person }: OptOut): number => person.annotation.ageOnReferenceDay
const count = (test: (optOut: OptOut) => boolean): number => optOuts.filter(test).length
const nameAndBirth = (each: HillTopPerson): string => `${each.given_name}|${each.family_name}|${each.date_of_birth}`

describe('the opt-outs', () => {
  it('are 50 different living people, none restricted', () => {
    expect(optOuts).toHaveLength(50)
    expect(chosen.size).toBe(50)
    expect([...chosen].every(({ deceased, restricted }) => deceased === '' && restricted === '')).toBe(true)
    expect([...chosen].every((person) => people.includes(person))).toBe(true)
  })

  it('come by slip, phone, desk and web within the 28 days', () => {
    const channels = Object.fromEntries([...groupBy(optOuts, ({ channel }) => channel)].map(([name, of]) => [name, of.length]))
    expect(channels).toEqual({ slip: 36, phone: 6, desk: 5, web: 3 })
    for (const { dayOffset } of optOuts) {
      expect(Number.isInteger(dayOffset) && dayOffset >= 0 && dayOffset <= 27).toBe(true)
    }
    expect(optOuts.map(({ dayOffset }) => dayOffset)).toEqual(optOuts.map(({ dayOffset }) => dayOffset).sort((a, b) => a - b))
    expect(count(({ dayOffset }) => dayOffset < 14)).toBeGreaterThan(25)
  })

  it('are mostly women, and commonest in the thirties', () => {
    expect(count(({ person }) => person.gender === 'female')).toBeGreaterThan(27)
    const decade = (from: number): number => count((each) => age(each) >= from && age(each) < from + 10)
    for (const from of [0, 10, 20, 40, 50, 60, 70, 80, 90]) expect(decade(from)).toBeLessThan(decade(30))
  })

  it('include two whole households of more than one, each on one day by slip', () => {
    const whole = [...groupBy(people, ({ annotation }) => annotation.householdId).values()].filter((members) => {
      const living = members.filter(({ deceased }) => deceased === '')
      return living.length > 1 && living.every((each) => chosen.has(each))
    })
    expect(whole.map((members) => members.length).sort()).toEqual([2, 3])
    for (const members of whole) {
      const replies = optOuts.filter(({ person }) => members.includes(person))
      expect(new Set(replies.map(({ dayOffset }) => dayOffset)).size).toBe(1)
      expect(replies.every(({ channel }) => channel === 'slip')).toBe(true)
    }
  })

  it("include 3 children under 13 living with a parent, 2 care home residents and nobody from the children's home", () => {
    expect(count((each) => age(each) < 13)).toBe(3)
    for (const { person, channel } of optOuts.filter((each) => age(each) < 13)) {
      expect(channel).toBe('slip')
      const { householdId, ageOnReferenceDay } = person.annotation
      expect(people.some(({ annotation }) =>
        annotation.householdId === householdId && annotation.ageOnReferenceDay >= ageOnReferenceDay + 18)).toBe(true)
    }
    expect(count(({ person }) => person.annotation.communal === 'care-home')).toBe(2)
    expect(count(({ person }) => person.annotation.communal === 'childrens-home')).toBe(0)
  })

  it('include one, and only one, of the two with the same name and birthday', () => {
    const pair = [...groupBy(people, nameAndBirth).values()].filter((group) => group.length > 1).flat()
    expect(pair).toHaveLength(2)
    expect(pair.filter((each) => chosen.has(each))).toHaveLength(1)
  })

  it('hold for other seeds', () => {
    for (const seed of [1, 2, 3, 99]) {
      const others = chooseOptOuts(people, { seed })
      expect(new Set(others.map(({ person }) => person)).size).toBe(50)
      expect(others.filter(({ channel }) => channel === 'slip')).toHaveLength(36)
      expect(others.filter((each) => age(each) < 13)).toHaveLength(3)
    }
  })

  it('come out as CSV, the same to the byte', () => {
    const csv = toOptOutsCsv(optOuts, { postedOn: POSTED_ON })
    expect(csv.startsWith('nhs_number,local_id,channel,received\n')).toBe(true)
    expect(csv).toBe(toOptOutsCsv(chooseOptOuts(people), { postedOn: POSTED_ON }))
    expect(createHash('sha256').update(csv).digest('hex')).toBe(CSV_SHA256)
    const rows = parse(csv, { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(50)
    rows.forEach((row, index) => {
      const { person, channel, dayOffset } = optOuts[index] as OptOut
      expect(row).toEqual({
        nhs_number: person.nhs_number, local_id: person.local_id, channel, received: addDays(POSTED_ON, dayOffset),
      })
    })
  })
})
