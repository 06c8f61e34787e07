import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { confirmationMail } from '#app/letters/ask-for-confirmation-mail.server.ts'
import { isRefusalForGood, mailErrorCode, mailState } from '#app/letters/mail.rules.ts'

test.each([
  [{ responseCode: 550, message: '550 <someone@example.org>: no such user' }, 'smtp-550', true],
  [{ responseCode: 451 }, 'smtp-451', false],
  [{ code: 'ECONNREFUSED' }, 'ECONNREFUSED', false],
  [{ code: 'someone@example.org' }, 'unknown', false],
  [null, 'unknown', false],
])('%o is kept as %s', (error, code, isForGood) => {
  expect(mailErrorCode(error)).toBe(code)
  expect(isRefusalForGood(code)).toBe(isForGood)
})

test('a mail is sent, waiting, kept or refused', () => {
  const at = new Date('2026-06-15T10:00:00Z')
  expect([
    mailState({ sentAt: at, lastError: null }, true), mailState({ sentAt: null, lastError: 'ECONNREFUSED' }, true),
    mailState({ sentAt: null, lastError: null }, false), mailState({ sentAt: null, lastError: 'smtp-550' }, true),
  ]).toEqual(['sent', 'waiting', 'kept', 'refused'])
})

test('the confirmation renders whole from its example, as plain text and as HTML', () => {
  const example = JSON.parse(readFileSync('emails/choice-confirmation/example.json', 'utf8')) as Parameters<typeof confirmationMail>[0]
  for (const isOptOut of [true, false]) {
    const mail = confirmationMail({ ...example, isOptOut, surgery: { name: 'Smith & <Sons> Surgery', telephone: '0161 496 0000' } })
    expect(mail.subject).toBe('Your choice about the Oldham GP data sharing pilot: CX-7KMP-3QRT')
    expect(mail.text).toContain(isOptOut ? 'Do not share the information' : 'The information may be shared')
    expect(mail.text).toContain('Smith & <Sons> Surgery')
    expect(mail.html).toContain('Smith &amp; &lt;Sons&gt; Surgery')
    expect(mail.text + mail.html).not.toMatch(/\{\{|undefined/)
  }
})
