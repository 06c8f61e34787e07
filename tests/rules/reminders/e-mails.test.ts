import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { MAIL_MESSAGES } from '#app/letters/mail.rules.ts'
import { renderMail } from '#app/letters/render-mail.server.ts'

type Example = Record<string, unknown>
const MESSAGES = ['due-reminder', 'approval-notice', 'board-submission'] as const
const exampleOf = (message: string) => JSON.parse(readFileSync(`emails/${message}/example.json`, 'utf8')) as Example

describe.each(MESSAGES)('the %s e-mail', (message) => {
  test('can be written from its example, in words and in markup, without a gap', () => {
    expect(MAIL_MESSAGES).toContain(message)
    const { subject, text, html } = renderMail(message, exampleOf(message))
    for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|\[object|\{\{|\n{4}/)
    expect(subject).not.toBe('')
    for (const link of text.match(/https:\S+/g) ?? []) expect(html).toContain(link)
  })

  test('is a fault where anything is left out, and its example says no more than it takes', () => {
    const example = exampleOf(message)
    const used = new Set<string>()
    const watched = (value: Example): Example => new Proxy(value, { get: (target, key) => (used.add(String(key)), Reflect.get(target, key) as unknown) })
    for (const isOne of [true, false]) renderMail(message, watched({ ...example, ...('isOne' in example ? { isOne } : {}) }))
    /** What a branch is chosen by, or is in one: it may be blank. */
    const mayBeBlank = (name: string) => ['isOne', 'isOverdue', 'about', 'due', 'count', 'items'].includes(name)
    for (const name of Object.keys(example)) {
      expect([...used], name).toContain(name)
      const { [name]: _left, ...rest } = example
      if (!mayBeBlank(name)) expect(() => renderMail(message, rest), name).toThrow()
    }
  })

  test('makes no markup of what people typed', () => {
    const { html } = renderMail(message, { ...exampleOf(message), project: '<script>alert(1)</script>', where: '<script>alert(1)</script>' })
    expect(html).not.toContain('<script>')
  })
})

test('a reminder of several things names each with what it stops', () => {
  const example = exampleOf('due-reminder')
  const [item] = example.items as Example[]
  const several = { ...example, isOne: false, count: 2, isOverdue: true, items: [item, { ...item, what: 'Second thing', flows: [] }] }
  const { subject, text } = renderMail('due-reminder', several)
  expect(subject).toBe('2 things are due or overdue: Whole systems data project')
  expect(text).toContain('Second thing')
  expect(text.match(/Will stop the day after/g)).toHaveLength(1)
})
