import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesOfMembers, changeOfList, memberOf, readJsonPlaces, withChanges, type JsonNode } from '#app/kernel/json-places.ts'

const reading = (text: string) => { const read = readJsonPlaces(text); return read.ok ? read.root : read.fault }
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object': { const made: Record<string, unknown> = {}; for (const { name, value } of node.members) Object.defineProperty(made, name, { value: plain(value), enumerable: true, configurable: true, writable: true }); return made }
    case 'array': return node.items.map(plain)
    case 'null': return null
    default: return node.value
  }
}
const isJson = (text: string) => { try { JSON.parse(text); return true } catch { return false } }

describe('JSON with its places', () => {
  test('says what JavaScript reads, and each value stands where it says', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t'), (json, space) => {
      const text = JSON.stringify(JSON.parse(json), null, space)
      const read = readJsonPlaces(text)
      if (!read.ok) throw new Error('not read')
      expect(JSON.stringify(plain(read.root))).toBe(JSON.stringify(JSON.parse(text)))
      const stands = (node: JsonNode): void => {
        expect(JSON.stringify(plain(node))).toBe(JSON.stringify(JSON.parse(text.slice(node.start, node.end))))
        if (node.kind === 'object') for (const { value } of node.members) stands(value)
        if (node.kind === 'array') node.items.forEach(stands)
      }
      stands(read.root)
    }))
  })

  test('takes exactly the texts that JavaScript takes', () => {
    const broken = fc.tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '0', ' ', '\\', '\n', 'x')).map(([text, at, bit]) => {
      const place = at % (text.length + 1)
      return text.slice(0, place) + bit + text.slice(place + (at % 2))
    })
    fc.assert(fc.property(fc.oneof(broken, fc.string()), (text) => { expect(readJsonPlaces(text).ok).toBe(isJson(text)) }), { numRuns: 2000 })
  })

  test.each([['', 1, 1], ['{\n  "a": 1,\n}', 3, 1], ['[1 2]', 1, 4], ['{"a": tru}', 1, 7], ['nul', 1, 1], ['1 1', 1, 3]])('says where %j stops being JSON', (text, line, column) => {
    expect(reading(text)).toEqual({ line, column })
  })

  test('is not felled by deep nesting, and takes a byte order mark', () => {
    expect(readJsonPlaces('['.repeat(100_000)).ok).toBe(false)
    expect(readJsonPlaces('\uFEFF{"a":1}').ok).toBe(true)
  })

  test('a change leaves all else as it was written', () => {
    const text = '{ "2": 1.0, "1": 123456789012345678901234567890, "a": { }, "list": [ ], "1": 2e0 }'
    const root = readJsonPlaces(text)
    if (!root.ok || root.root.kind !== 'object') throw new Error('not read')
    const [a, list] = [memberOf(root.root, 'a'), memberOf(root.root, 'list')]
    if (a?.kind !== 'object' || list?.kind !== 'array') throw new Error('not there')
    expect(withChanges(text, [])).toBe(text)
    expect(withChanges(text, [...changesOfMembers(root.root, { 2: 'x', b: 1, c: 2 }), ...changesOfMembers(a, { d: 1, e: 2 }), changeOfList(list, ['f', 'g'])]))
      .toBe('{ "2": "x", "1": 123456789012345678901234567890, "a": { "d":1,"e":2}, "list": [ "f","g"], "1": 2e0 ,"b":1,"c":2}')
  })
})
