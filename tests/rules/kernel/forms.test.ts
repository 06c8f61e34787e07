import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { dayParts, manyOfList, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'

const form = (...pairs: [string, string][]): FormData => {
  const data = new FormData()
  for (const [name, value] of pairs) data.append(name, value)
  return data
}

describe('a form as it was typed', () => {
  test('nests dotted names, and rows in their order', () => {
    expect(typedFromForm(form(['title', 'A'], ['fields.1.name', 'b'], ['fields.0.name', 'a'], ['when.day', '5']))).toEqual({
      title: 'A', fields: [{ name: 'a' }, { name: 'b' }], when: { day: '5' },
    })
  })

  test('makes a list of a name given twice', () => {
    expect(typedFromForm(form(['drawsOn', 'gp'], ['drawsOn', 'council']))).toEqual({ drawsOn: ['gp', 'council'] })
  })

  test('leaves out what no database can keep', () => {
    expect(typedFromForm(form(['purpose', 'a\0b'], ['kinds', '\0'], ['kinds', 'c\0\0']))).toEqual({ purpose: 'ab', kinds: ['', 'c'] })
  })

  test.each(['__proto__.polluted', 'constructor.prototype.polluted', 'a.__proto__.polluted'])('%s reaches nothing', (name) => {
    typedFromForm(form([name, 'yes']))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('comes back with every problem and all that was typed', () => {
    const schema = z.object({ title: requiredText('the title', 5), when: dayParts('The start date'), kinds: manyOfList(['a', 'b'], 'a kind') })
    const reading = readTyped(typedFromForm(form(['title', 'too long a title'], ['when.day', '31'], ['when.month', '2'], ['when.year', '2026'])), schema)
    expect(reading).toMatchObject({
      ok: false, typed: { title: 'too long a title', when: { day: '31' } },
      problems: [
        { field: 'title', message: 'Shorten the title to 5 characters or fewer' },
        { field: 'when', message: 'The start date must be a real date, such as 27 3 2026' },
        { field: 'kinds', message: 'Select a kind' },
      ],
    })
  })
})

describe('fields', () => {
  test('ticked boxes of which none is asked for may all be left, whether the form sends nothing, an empty text or one', () => {
    const schema = z.object({ kinds: manyOfList(['a', 'b'], 'a kind', 0) })
    for (const [given, kinds] of [[{}, []], [{ kinds: undefined }, []], [{ kinds: '' }, []], [{ kinds: 'a' }, ['a']], [{ kinds: ['a', 'b'] }, ['a', 'b']]] as const) {
      expect(schema.parse(given)).toEqual({ kinds })
    }
  })

  test.each([
    [{}, 'Enter the start date'], [{ day: '5' }, 'The start date must include a month and a year'],
    [{ day: '5', month: '3', year: '26' }, 'The start date must be a real date, such as 27 3 2026'],
    [{ day: 'x', month: '3', year: '2026' }, 'The start date must be a real date, such as 27 3 2026'],
  ])('a day of %o says what to do', (given, message) => {
    expect(dayParts('The start date').safeParse(given).error?.issues[0]?.message).toBe(message)
  })

  test('a day goes into its boxes and comes out the same', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10)
      expect(dayParts('It').parse(partsOfDay(day))).toBe(day)
    }))
  })

  test('texts are trimmed, and their lines end one way', () => {
    expect(requiredText('it').parse('  a\r\nb  ')).toBe('a\nb')
    expect(optionalText('it').parse(undefined)).toBe('')
    expect(requiredText('it').safeParse('   ').success).toBe(false)
  })
})

test('one value has one text, whatever the order of its keys', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const shuffled = (item: unknown): unknown => Array.isArray(item)
      ? item.map(shuffled)
      : item && typeof item === 'object' ? Object.fromEntries(Object.entries(item).reverse().map(([key, inner]) => [key, shuffled(inner)])) : item
    expect(canonicalJson(shuffled(value) as Json)).toBe(canonicalJson(value as Json))
    expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)))
  }))
})
