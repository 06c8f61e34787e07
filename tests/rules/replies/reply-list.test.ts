import { describe, expect, test } from 'vitest'
import { planReplyColumns, readListDay, readReplyRow, REPLY_LIST_FAULTS, ROW_FAULTS } from '#app/letters/reply-list.rules.ts'
import { replyListFaultWords, ROW_FAULT_WORDS } from '#app/letters/reply-list.words.ts'

const DEMO = planReplyColumns(['nhs_number', 'local_id', 'channel', 'received'])

describe('the columns of a list of opt-outs', () => {
  test('the demo’s own four are enough', () => expect(DEMO).toMatchObject({ missing: [], twice: [], ignored: [] }))
  test('headings are known in other spellings, and others are named and left alone', () => {
    expect(planReplyColumns(['NHS Number', 'Received', 'CHANNEL', 'Comments'])).toMatchObject({ missing: [], ignored: ['Comments'] })
  })
  test('any one way of naming the patient will do, and none will not', () => {
    expect(planReplyColumns(['reply_code', 'channel', 'received']).missing).toEqual([])
    expect(planReplyColumns(['channel', 'received']).missing).toEqual(['nhs_number or local_id or reply_code'])
  })
})

describe('a row by itself', () => {
  test('reads', () => {
    expect(readReplyRow(['999 000 0018', 'L1', 'Phone', '27/03/2026'], DEMO)).toEqual({
      ok: true, row: { nhsNumber: '999 000 0018', localId: 'L1', replyCode: null, channel: 'phone', received: '2026-03-27', isSigned: true },
    })
  })
  test.each([
    ['nobody', ['', '', 'slip', '2026-03-27'], 'nobody-named'],
    ['a formula', ['=1+1', '', 'slip', '2026-03-27'], 'formula'],
    ['an unknown channel', ['9990000018', '', 'pigeon', '2026-03-27'], 'channel'],
    ['a day that is none', ['9990000018', '', 'slip', '31/02/2026'], 'received'],
    ['a short row', ['9990000018', ''], 'too-few-cells'],
  ])('%s is rejected with its reason', (_what, cells, fault) => {
    const read = readReplyRow(cells, DEMO)
    expect(read.ok ? [] : read.faults).toContain(fault)
  })
  test('unsigned slips are told apart, and any other word in that column is a mistake', () => {
    const plan = planReplyColumns(['local_id', 'channel', 'received', 'signed'])
    expect(readReplyRow(['L1', 'slip', '2026-03-27', 'No'], plan)).toMatchObject({ ok: true, row: { isSigned: false } })
    expect(readReplyRow(['L1', 'slip', '2026-03-27', 'perhaps'], plan)).toMatchObject({ ok: false, faults: ['signed'] })
  })
})

test.each([['2026-03-27', '2026-03-27'], ['7/3/2026', '2026-03-07'], ['2026-02-30', null], ['27-03-2026', null], ['', null]])('the day %j is %s', (text, day) => {
  expect(readListDay(text)).toBe(day)
})

test('every fault of a row and of a file has words', () => {
  for (const fault of ROW_FAULTS) expect(ROW_FAULT_WORDS[fault]).toMatch(/\.$/)
  for (const kind of REPLY_LIST_FAULTS) expect(replyListFaultWords({ kind })).not.toBe('The file could not be used.')
})
