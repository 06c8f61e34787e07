import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AUTHORITY_REFUSALS, EVIDENCE, evidenceFor, holderKey, readAuthority, type AuthorityTyped } from '#app/choices/authority.rules.ts'
import { AUTHORITY_REFUSAL_FIELD, authorityLine, authorityRefusalWords } from '#app/choices/authority.words.ts'

const ON = '2026-05-10'
const ATTORNEY: AuthorityTyped = { holderName: ' Robin  Sample ', power: 'lasting-power-health', seen: 'certified-copy', endsOn: null }

describe('by what right someone chooses for another', () => {
  test.each(['self', 'practice'] as const)('%s needs none, whatever the form says', (word) => {
    expect(readAuthority(word, ATTORNEY, ON)).toEqual({ ok: true, value: null })
  })

  test('an attorney’s is a named power of attorney that was seen', () => {
    expect(readAuthority('attorney', ATTORNEY, ON)).toEqual({ ok: true, value: { kind: 'lasting-power-health', holderName: 'Robin Sample', seen: 'certified-copy', endsOn: null } })
    expect(readAuthority('deputy', { holderName: 'Robin Sample', seen: 'court-order' }, ON)).toMatchObject({ ok: true, value: { kind: 'court-deputy' } })
    expect(readAuthority('parent', { holderName: 'Robin Sample', seen: 'said-so' }, ON)).toMatchObject({ ok: true, value: { kind: 'parental-responsibility' } })
  })

  test.each([
    ['no name', 'attorney', { ...ATTORNEY, holderName: '  ' }, 'holder-missing'],
    ['a family name alone', 'parent', { ...ATTORNEY, holderName: 'Mrs Sample', seen: 'said-so' }, 'holder-name-short'],
    ['an initial', 'parent', { ...ATTORNEY, holderName: 'R. Sample', seen: 'said-so' }, 'holder-name-short'],
    ['no word which power', 'attorney', { ...ATTORNEY, power: undefined }, 'power-missing'],
    ['nothing seen', 'attorney', { ...ATTORNEY, seen: undefined }, 'evidence-missing'],
    ['only their word, for an adult', 'attorney', { ...ATTORNEY, seen: 'said-so' }, 'evidence-does-not-fit'],
    ['a birth certificate, for a deputy', 'deputy', { ...ATTORNEY, seen: 'birth-certificate' }, 'evidence-does-not-fit'],
    ['a right that ended the day before', 'attorney', { ...ATTORNEY, endsOn: '2026-05-09' }, 'authority-ended'],
  ] as const)('%s is refused, at its field and with what to do', (_what, word, typed, kind) => {
    const read = readAuthority(word, typed, ON)
    expect(read).toMatchObject({ ok: false, refusal: { kind } })
    if (read.ok) return
    expect(authorityRefusalWords(read.refusal)).toMatch(/Nothing was recorded\.$/)
    expect(AUTHORITY_REFUSAL_FIELD[kind]).toBeTruthy()
  })

  test('a right that ends on the day of the choice, or later, gives it', () => {
    for (const endsOn of [ON, '2026-05-11', '2030-01-01']) expect(readAuthority('deputy', { ...ATTORNEY, seen: 'court-order', endsOn }, ON)).toMatchObject({ ok: true, value: { endsOn } })
  })

  test('one that ended is named with its day and the day of the choice', () => {
    const read = readAuthority('attorney', { ...ATTORNEY, endsOn: '2026-05-09' }, ON)
    if (!read.ok) expect(authorityRefusalWords(read.refusal)).toContain('ended on 9 May 2026, before the day of this choice, which is 10 May 2026')
    expect(read.ok).toBe(false)
  })

  test('what may show a right is told for each who may speak, and every refusal has its words', () => {
    expect([...new Set((['parent', 'attorney', 'deputy'] as const).flatMap(evidenceFor))].sort()).toEqual([...EVIDENCE].sort())
    for (const kind of AUTHORITY_REFUSALS) expect(authorityRefusalWords({ kind, details: { endsOn: ON, on: ON, word: 'parent' } })).toMatch(/\.$/)
  })

  test('is read out as one line, with who saw it', () => {
    const line = authorityLine({ kind: 'court-deputy', holderName: 'Robin Sample', seen: 'court-order', seenBy: 'Pat Clerk', endsOn: '2027-01-31' })
    expect(line).toBe('Robin Sample, by appointment as deputy by the Court of Protection until 31 January 2027. Seen: the court order (by Pat Clerk).')
    expect(authorityLine({ kind: 'parental-responsibility', holderName: 'Robin Sample', seen: 'said-so', seenBy: 'Pat Clerk', endsOn: null })).not.toContain('Pat Clerk')
  })
})

describe('telling one holder from another by the name they gave', () => {
  test.each([['Zoë O’Neil-Day', 'ZOE ONEIL DAY'], ['Mrs Robin Sample', 'robin  sample'], ['Dr. Robin Sample', 'Robin Sample'], ['José Núñez', 'Jose Nunez'], ['Robin Sample', ' Robin Sample ']])(
    '%s and %s are one', (one, other) => {
      expect(holderKey(one)).not.toBeNull()
      expect(holderKey(one)).toBe(holderKey(other))
    })

  test.each([['Robin Sample', 'Robyn Sample'], ['Robin Sample', 'Robin Simple'], ['Robin Sample', 'Robin Lee Sample'], ['Lee Ann Day', 'Leann Day']])('%s and %s are two', (one, other) => {
    expect(holderKey(one)).not.toBe(holderKey(other))
  })

  test('a name in another script is a name', () => {
    expect(holderKey('মোহাম্মদ রহমান')).toBeTruthy()
    expect(holderKey('রহমান মিয়া')).not.toBe(holderKey('রহিমান মিয়া'))
    expect(holderKey('محمد رحمن')).not.toBe(holderKey('احمد رحمن'))
  })

  test('capitals and spaces never tell two people apart', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{2,8} [a-z]{1,8}$/), (name) => {
      expect(holderKey(` ${name.toUpperCase().replace(' ', '   ')} `)).toBe(holderKey(name))
    }))
  })
})
