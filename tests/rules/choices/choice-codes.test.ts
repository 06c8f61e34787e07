import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CHOICE_CODES, CHOICE_ROLES, CODE_SOURCES, hasVerhoeffDigit, isSnomedShape, normaliseReadCode, readChoiceCode, type2Fate,
} from '#app/choices/choice-codes.rules.ts'

describe('the code list', () => {
  test.each(CHOICE_CODES.map((entry) => [entry.system, entry.code, entry] as const))('%s %s reads as its own role', (system, code, entry) => {
    expect(readChoiceCode(system, code)).toEqual({ ok: true, role: entry.role, code, project: null })
    expect(CODE_SOURCES[entry.source]).toBeTruthy()
    if (system === 'snomed') expect(isSnomedShape(code) && hasVerhoeffDigit(code)).toBe(true)
    else expect(normaliseReadCode(code)).toBe(code)
  })

  test('no code is listed twice', () => {
    const keys = CHOICE_CODES.map(({ system, code }) => `${system} ${code}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('type 1 has a code for going out and for coming back in every code system', () => {
    for (const role of ['T1_DISSENT', 'T1_WITHDRAW', 'T2_DISSENT', 'T2_WITHDRAW'] as const) {
      expect(CHOICE_CODES.filter((entry) => entry.role === role).map(({ system }) => system).sort()).toEqual(['ctv3', 'read2', 'snomed'])
    }
  })

  test('codes about shared care records belong to no stream that decides', () => {
    for (const [role, { stream }] of Object.entries(CHOICE_ROLES)) {
      if (role.startsWith('SHARED_CARE')) expect(stream).toBe('shared-care')
    }
  })
})

describe('Read codes', () => {
  test.each([['9Nu0.00', '9Nu0.'], ['9Nu0', '9Nu0.'], [' 9Nu0. ', '9Nu0.'], ['9M1', '9M1..'], ['XaZ8900', 'XaZ89']])('%s is %s', (text, code) => {
    expect(normaliseReadCode(text)).toBe(code)
  })

  test.each(['', '.', '9Nu0.0', '9Nu0.000', '9 u0.', '9.u0.'])('"%s" is no Read code', (text) => {
    expect(normaliseReadCode(text)).toBeNull()
  })

  test.each([['read2', '9nu0.'], ['ctv3', 'xaz89'], ['read2', 'XaZ89'], ['ctv3', '9Nu0.'], ['snomed', '138875005']])('%s %s is not a choice code', (system, code) => {
    expect(readChoiceCode(system, code)).toEqual({ ok: false, fault: 'not-listed' })
  })
})

describe('SNOMED CT ids', () => {
  test('changing any one digit breaks the check digit', () => {
    const position = fc.nat({ max: 14 })
    fc.assert(fc.property(position, fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = [...'827241000000103']
      digits[at] = String((Number(digits[at]) + by) % 10)
      expect(hasVerhoeffDigit(digits.join(''))).toBe(false)
    }))
  })

  test.each([
    ['827241000000104', 'snomed-check-digit'], ['8.27241E+14', 'snomed-shape'], ['082724100000010', 'snomed-shape'],
    ['827241000000113', 'snomed-shape'], ['12', 'snomed-shape'],
  ])('%s is refused as %s', (code, fault) => {
    expect(readChoiceCode('snomed', code)).toEqual({ ok: false, fault })
  })
})

describe('project codes', () => {
  test('carry the project’s reference', () => {
    expect(readChoiceCode('concordat', 'project-opt-out:oldham-gp-pilot')).toEqual({
      ok: true, role: 'PROJECT_OPT_OUT', code: 'project-opt-out:oldham-gp-pilot', project: 'oldham-gp-pilot',
    })
    expect(readChoiceCode('concordat', 'consent-withdrawn:wsdp')).toMatchObject({ role: 'CONSENT_WITHDRAWN', project: 'wsdp' })
  })

  test.each(['project-opt-out', 'project-opt-out:', 'project-opt-out:Oldham', 'consent:a b', 'toString:wsdp', ':wsdp'])('"%s" is refused', (code) => {
    expect(readChoiceCode('concordat', code)).toEqual({ ok: false, fault: 'project-code' })
  })

  test('a code system nobody knows is refused', () => {
    expect(readChoiceCode('icd10', 'Z00')).toEqual({ ok: false, fault: 'unknown-system' })
  })
})

test('type 2 codes turned into national opt-outs up to 11 October 2018 and do nothing after', () => {
  expect([type2Fate('2018-10-11'), type2Fate('2018-10-12'), type2Fate(null)]).toEqual(['converted', 'no-effect', 'unknown'])
})
