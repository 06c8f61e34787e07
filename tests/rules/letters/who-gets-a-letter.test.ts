import { describe, expect, test } from 'vitest'
import { addressBlock, lintAddress } from '#app/letters/address.rules.ts'
import { decideLetter, type PersonToTell } from '#app/letters/suppression.rules.ts'

const person: PersonToTell = {
  givenName: 'Alex', familyName: 'Sample', dateOfBirth: '1980-05-17', addressLines: ['1 Test Street', 'Oldham'], postcode: 'OL8 9ZZ', format: 'standard',
  isDeceased: false, isRestricted: false, leftAt: null,
}
const decide = (changes: Partial<PersonToTell>, letterDate = '2026-03-02') => decideLetter({ ...person, ...changes }, letterDate)

describe('who gets a letter', () => {
  test('someone alive and registered, whose address is whole', () => expect(decide({})).toEqual({ addressee: 'self', suppression: null }))

  test.each<[string, Partial<PersonToTell>, string]>([
    ['has died (case 16)', { isDeceased: true }, 'deceased'],
    ['is restricted (case 20)', { isRestricted: true, addressLines: [], postcode: '' }, 'restricted'],
    ['has left', { leftAt: new Date('2026-01-01T00:00:00Z') }, 'left-the-practice'],
    ['needs braille', { format: 'braille' }, 'format-not-printable'],
    ['needs a recording', { format: 'audio' }, 'format-not-printable'],
    ['needs easy read', { format: 'easy-read' }, 'format-not-printable'],
    ['has no postcode', { postcode: '' }, 'address-unusable'],
    ['has no address', { addressLines: [] }, 'address-unusable'],
    ['has no fixed abode', { addressLines: ['No fixed abode', 'Oldham'] }, 'address-unusable'],
  ])('not someone who %s', (_what, changes, suppression) => expect(decide(changes).suppression).toBe(suppression))

  test('someone who has died gets none, whatever else is true of them', () => {
    expect(decide({ isDeceased: true, isRestricted: true, leftAt: new Date(0), format: 'braille', postcode: '' }).suppression).toBe('deceased')
  })
  test('someone restricted gets none, even if an address is on record', () => expect(decide({ isRestricted: true }).suppression).toBe('restricted'))
  test('someone who needs large print gets it', () => expect(decide({ format: 'large-print' }).suppression).toBeNull())
  test('nobody whose name our typefaces cannot print', () => {
    expect(decideLetter(person, '2026-03-02', (text) => !text.includes('Sample')).suppression).toBe('address-unusable')
  })

  test.each([
    ['the day before the 13th birthday', '2013-03-03', 'parent-or-carer'],
    ['on the 13th birthday', '2013-03-02', 'self'],
    ['born today', '2026-03-02', 'parent-or-carer'],
    ['an adult', '1980-01-01', 'self'],
  ])('a letter of 2 March 2026 to someone %s speaks to %s', (_who, born, addressee) => expect(decide({ dateOfBirth: born }).addressee).toBe(addressee))

  test('someone born on 29 February is 13 on 1 March of a common year', () => {
    expect(decide({ dateOfBirth: '2012-02-29' }, '2025-02-28').addressee).toBe('parent-or-carer')
    expect(decide({ dateOfBirth: '2012-02-29' }, '2025-03-01').addressee).toBe('self')
  })
})

describe('an address, by the rules of GOV.UK Notify', () => {
  test.each<[string, string[], string[]]>([
    ['three lines', ['Alex Sample', '1 Test Street', 'OL8 9ZZ'], []],
    ['seven lines', ['Alex Sample', 'Flat 1', 'Test House', '1 Test Street', 'Hill Top', 'Oldham', 'OL8 9ZZ'], []],
    ['a forces address', ['Alex Sample', 'Test Barracks', 'BFPO 57'], []],
    ['nothing', [' ', ''], ['address-is-empty']],
    ['two lines', ['Alex Sample', 'OL8 9ZZ'], ['not-enough-address-lines']],
    ['eight lines', ['Alex Sample', '1', '2', '3', '4', '5', '6', 'OL8 9ZZ'], ['too-many-address-lines']],
    ['no postcode', ['Alex Sample', '1 Test Street', 'Oldham'], ['not-a-real-uk-postcode']],
    ['the stand-in for no fixed abode', ['Alex Sample', '1 Test Street', 'ZZ99 3VZ'], ['not-a-real-uk-postcode']],
    ['letters a postcode never ends with', ['Alex Sample', '1 Test Street', 'OL8 9CI'], ['not-a-real-uk-postcode']],
    ['a line that begins with a bracket', ['Alex Sample', '(rear) 1 Test Street', 'OL8 9ZZ'], ['invalid-char-in-address']],
    ['a forces address with a country', ['Alex Sample', 'BFPO 57', 'England', 'OL8 9ZZ'], ['has-country-for-bfpo-address']],
    ['NFA', ['Alex Sample', 'NFA', 'OL8 9ZZ'], ['no-fixed-abode-address']],
    ['a second line without letters', ['Alex Sample', '---', '1 Test Street', 'OL8 9ZZ'], ['invalid-address-line-1-or-2']],
  ])('with %s', (_what, lines, codes) => expect(lintAddress(lines)).toEqual(codes))

  test.each(['@', '(', ')', '=', '[', ']', '"', '\\', '/', ',', '<', '>', '~'])('no line begins with %s', (sign) => {
    expect(lintAddress(['Alex Sample', `${sign}1 Test Street`, 'OL8 9ZZ'])).toEqual(['invalid-char-in-address'])
  })

  test('of a child goes to the parent or carer, and shows nothing but names and the address', () => {
    expect(addressBlock(person, true)).toEqual(['The parent or carer of Alex Sample', '1 Test Street', 'Oldham', 'OL8 9ZZ'])
    expect(addressBlock(person, false)[0]).toBe('Alex Sample')
  })
})
