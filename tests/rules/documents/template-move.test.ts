import { expect, test } from 'vitest'
import { moveAhead, templateNumber, templateToDraftWith } from '#app/documents/template-move.rules.ts'

const name = (number: number) => `templates/documents/protocol/v${number}.hbs`

test.each([[name(1), 1], [name(12), 12], ['templates/documents/protocol/v0.hbs', null], ['documents/protocol/v1', null], ['templates/letters/opt-out/v1.hbs', null], ['', null]])('“%s” is number %s', (template, number) =>
  expect(templateNumber(template)).toBe(number))

test('a paper keeps the template of the version before it until it is moved', () => {
  expect(templateToDraftWith(null, name(2), false)).toBe(name(2))
  expect(templateToDraftWith({ template: name(1) }, name(2), false)).toBe(name(1))
  expect(templateToDraftWith({ template: name(1) }, name(2), true)).toBe(name(2))
  expect(templateToDraftWith({ template: 'of long ago' }, name(2), false)).toBe(name(2))
})

test('a move is only ever forward', () => {
  expect(moveAhead({ template: name(1) }, name(3))).toEqual({ from: 1, to: 3 })
  for (const [from, to] of [[name(2), name(2)], [name(3), name(2)], ['x', name(2)]]) expect(moveAhead({ template: from! }, to!)).toBeNull()
})
