import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { REPLY_REFUSALS, maskedText, messageOf, sniffReply } from '#app/national-check/reply-sniffer.rules.ts'
import { REPLY_REFUSAL_WORDS } from '#app/national-check/national-check.words.ts'
import { aRun, compare, control, LOCAL_ID, NUMBERS, readControl, receiptJson, SETTINGS, sniff, sniffed, SUBJECT } from './a-run.ts'

const LIST = `${NUMBERS[0]},\n${NUMBERS[1]},\n`
const report = (status: Partial<Record<string, string>> | null) => control({ MessageType: 'Report', From_DTS: 'ABC01HC001', To_DTS: 'X26HC001' }, status)

describe('what each reply is', () => {
  test('a receipt that takes the file on', () => {
    expect(sniffed(receiptJson(), control({ Subject: 'SUCCESS' }))).toEqual({ kind: 'receipt', localId: LOCAL_ID, subject: 'SUCCESS', isAccepted: true, submissionId: '1234', failedStages: [] })
    expect(sniffed(`\uFEFF ${receiptJson()}\r\n`, null)).toMatchObject({ kind: 'receipt', localId: LOCAL_ID, isAccepted: true })
  })
  test('a receipt that refuses it names the stages', () => {
    expect(sniffed(receiptJson({ status: 'failed', failed: ['validate_in_order'] }), control({ Subject: 'FAILURE' })))
      .toMatchObject({ kind: 'receipt', isAccepted: false, failedStages: ['validate_in_order'] })
  })
  test('a report of collection keeps waiting; a report of failure does not; neither needs a data file', () => {
    expect(sniffed('', report({ Event: 'COLLECT', Status: 'SUCCESS', StatusCode: '00', Description: 'Collected' }))).toEqual({ kind: 'report', localId: LOCAL_ID, subject: SUBJECT, isError: false, code: '00', text: 'Collected' })
    expect(sniffed('Undelivered', report({ Status: 'ERROR', StatusCode: '14' }))).toMatchObject({ kind: 'report', isError: true, code: '14' })
  })
  test('an error in words, with no number of a person in it', () => {
    const reply = sniffed(`Row 12: NHS number ${NUMBERS[0]} (999 000 0018) is invalid\n`)
    expect(reply).toMatchObject({ kind: 'error-text', localId: LOCAL_ID })
    expect(JSON.stringify(reply)).not.toMatch(/999|0018/)
    expect(JSON.stringify(reply)).toContain('Row 12')
  })
  test('a list, full or empty, and what says which run it answers', () => {
    expect(sniffed(LIST)).toMatchObject({ kind: 'list', isEmpty: false, localId: LOCAL_ID, vouchedBy: 'control' })
    expect(sniffed(LIST, null, LOCAL_ID)).toMatchObject({ kind: 'list', isEmpty: false, localId: LOCAL_ID, vouchedBy: 'name' })
    expect(sniffed('\r\n')).toMatchObject({ kind: 'list', isEmpty: true, vouchedBy: 'control' })
  })
})

describe('what is refused by name', () => {
  const cases: [string, string, string | null, string][] = [
    ['another workflow', LIST, control({ WorkflowId: 'GP_REGISTRATIONS' }), 'other-workflow'],
    ['no workflow', LIST, control({ WorkflowId: '' }), 'other-workflow'],
    ['the copy of what we sent', LIST, control({ From_DTS: 'ABC01HC001', To_DTS: 'X26HC001' }), 'other-sender'],
    ['a stranger', LIST, control({ From_DTS: 'ZZZ01HC001' }), 'other-sender'],
    ['nobody', LIST, control({ From_DTS: '' }), 'other-sender'],
    ['somebody else’s post', LIST, control({ To_DTS: 'ZZZ01HC001' }), 'other-mailbox'],
    ['somebody else’s report', '', control({ MessageType: 'Report', To_DTS: 'ZZZ01HC001' }), 'other-mailbox'],
    ['a report without a status', '', report(null), 'report-status-unknown'],
    ['a report with a new status', '', report({ Status: 'MAYBE' }), 'report-status-unknown'],
    ['a list beside a report', LIST, report({ Status: 'ERROR' }), 'content-differs-from-control'],
    ['a receipt beside a report', receiptJson(), report({ Status: 'SUCCESS' }), 'content-differs-from-control'],
    ['a list beside a failed transfer', LIST, control({}, { Status: 'ERROR' }), 'content-differs-from-control'],
    ['a list under the subject of a receipt', LIST, control({ Subject: 'SUCCESS' }), 'content-differs-from-control'],
    ['nothing under the subject of a receipt', '', control({ Subject: 'SUCCESS' }), 'content-differs-from-control'],
    ['an error under the subject of a receipt', 'Something went wrong', control({ Subject: 'SUCCESS' }), 'content-differs-from-control'],
    ['a refusing receipt called a success', receiptJson({ failed: ['validate_in_order'] }), control({ Subject: 'SUCCESS' }), 'content-differs-from-control'],
    ['an accepting receipt called a failure', receiptJson(), control({ Subject: 'FAILED' }), 'content-differs-from-control'],
    ['half a receipt', receiptJson().slice(0, 80), control(), 'receipt-unreadable'],
    ['other JSON', '{"resourceType": "OperationOutcome"}', control(), 'receipt-unreadable'],
    ['stages of another form', '{"status": "pending", "stages": [1, null]}', control(), 'receipt-unreadable'],
    ['a receipt in a state we do not know', receiptJson({ status: 'cancelled' }), control(), 'receipt-status-unknown'],
    ['a receipt that checked nothing', receiptJson({ stages: [] }), control(), 'receipt-status-unknown'],
    ['a receipt about another run', receiptJson({ localId: 'another_0001' }), control(), 'local-id-differs'],
    ['an empty file alone', '', null, 'empty-without-control'],
    ['the control file itself', control(), null, 'control-file-given'],
    ['a web page', '<html><body>Sign in</body></html>', control(), 'not-understood'],
    ['spaces', '   \n', control(), 'not-understood'],
    ['an error with a list under it', `Warning\n${LIST}`, control(), 'not-understood'],
    ['a zip', 'PK\u0003\u0004\u0000\u0000', control(), 'not-understood'],
    ['text in another encoding', '\uFFFD\uFFFD9\u00009\u0000', control(), 'not-understood'],
    ['a list in a JSON array', `["${NUMBERS[0]}"]`, control(), 'not-understood'],
  ]
  test.each(cases)('%s', (_name, content, controlText, kind) => {
    expect(sniff(content, controlText, LOCAL_ID)).toEqual({ ok: false, refusal: { kind } })
  })
  test('each refusal is met above and has its words', () => {
    expect([...new Set(cases.map(([, , , kind]) => kind))].sort()).toEqual([...REPLY_REFUSALS].sort())
    expect(Object.keys(REPLY_REFUSAL_WORDS).sort()).toEqual([...REPLY_REFUSALS].sort())
  })
  test('a page of text that goes on, or a long one, is not an error message', () => {
    expect(sniffReply({ control: readControl(control()), namedLocalId: null, head: 'Dear all', isWhole: false }, SETTINGS)).toMatchObject({ ok: false, refusal: { kind: 'not-understood' } })
    expect(sniff('word '.repeat(1000))).toMatchObject({ ok: false, refusal: { kind: 'not-understood' } })
    expect(sniffReply({ control: readControl(control()), namedLocalId: null, head: '', isWhole: false }, SETTINGS)).toMatchObject({ ok: false })
  })
  test('with no mailbox configured nothing from anywhere is taken in', () => {
    const bare = { ...SETTINGS, mailbox: '', serviceMailboxes: [''] }
    for (const text of [control(), control({ From_DTS: '', To_DTS: '' }), report({ Status: 'ERROR' })]) {
      expect(sniffReply({ control: readControl(text), namedLocalId: null, head: LIST, isWhole: true }, bare).ok).toBe(false)
    }
  })
})

test('nothing but digits, commas and line ends is ever taken for a list that clears somebody', () => {
  const contents = fc.array(fc.constantFrom(...NUMBERS.map((number) => `${number},`), NUMBERS[0], '\n', '\r\n', ' ', '{', '}', '"status"', 'ERROR', '<', 'NHS number', '0', ',', '\u0000', '\uFEFF'), { maxLength: 10 }).map((parts) => parts.join(''))
  let lists = 0
  fc.assert(fc.property(contents, (content) => {
    const reply = sniff(content)
    if (!reply.ok || reply.value.kind !== 'list') return
    const { comparison, end } = compare(content)
    if (!end.ok || comparison.counts().cleared === 0) return
    lists += 1
    expect(content).toMatch(/^(?:\d{10},(?:\r?\n|$))+(?:\r?\n)?$/)
  }), { numRuns: 5000 })
  expect(lists).toBeGreaterThan(20)
})

test('a list cannot become a message before it was held against what was sent', () => {
  expect(() => messageOf(sniffed(LIST), aRun(), null)).toThrow(/must be compared/)
  expect(messageOf(sniffed(LIST, null, LOCAL_ID), aRun(), { comparison: { cleared: 2, foreign: 0 }, isSameAsSent: false })).toMatchObject({ kind: 'list', localId: LOCAL_ID, vouchedBy: 'name' })
})

test('masking leaves short numbers and hides long ones, however they are broken up', () => {
  expect(maskedText('Row 47 of 12,000: 9990000018')).toBe('Row 47 of 12,000: ••••••••••')
  for (const text of ['9990000018', '999 000 0018', '999-000-0018', '999\u2013000\u00a00018', '999  000 0018', '999\n000\n0018']) expect(maskedText(`see ${text} now`)).not.toMatch(/\d/)
  expect(maskedText('x'.repeat(1000))).toHaveLength(300)
  expect(maskedText('bell\u0007, line\nend')).toBe('bell, line end')
})
