import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { confirmationMail } from '#app/letters/ask-for-confirmation-mail.server.ts'
import { isRefusalForGood, MAIL_MESSAGES, mailErrorCode, mailState } from '#app/letters/mail.rules.ts'
import { renderMail } from '#app/letters/render-mail.server.ts'

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

const exampleOf = (message: string) => JSON.parse(readFileSync(`emails/${message}/example.json`, 'utf8')) as Record<string, unknown>

test.each(MAIL_MESSAGES)('%s renders whole from its example, and not without it', (message) => {
  const mail = renderMail(message, exampleOf(message))
  for (const part of [mail.subject, mail.text, mail.html]) {
    expect(part.trim()).not.toBe('')
    expect(part).not.toMatch(/\{\{|undefined|\[object/)
  }
  expect(mail.subject).not.toMatch(/\n/)
  expect(() => renderMail(message, {})).toThrow()
})

test('staff are told by when to ask again, and differently once the answers have run out', () => {
  const mail = (hasRunOut: boolean) => renderMail('national-check-runs-out', { ...exampleOf('national-check-runs-out'), hasRunOut })
  expect(mail(false).subject).toBe('Ask the national check again by 22 June 2026, 11am: Register extract from Hill Top Surgery')
  expect(mail(true).subject).toBe('The national check has run out: Register extract from Hill Top Surgery')
  expect(mail(true).text).toContain('Nothing of it may go')
})
