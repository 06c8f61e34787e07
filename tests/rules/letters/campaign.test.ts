import { describe, expect, test } from 'vitest'
import { checkDates, checkPostedOn, LEAST_REPLY_DAYS, MOST_REPLY_DAYS, optOutWindow, suggestedClosingDate, type CampaignState } from '#app/letters/campaign.rules.ts'
import { CAMPAIGN_REFUSALS, campaignRefusalSentence } from '#app/letters/campaign.words.ts'
import { addDays } from '#app/kernel/uk-date.ts'

describe('the time for replies', () => {
  const campaign = { state: 'posted' as CampaignState, closingDate: '2026-03-30', postedAt: new Date('2026-03-02T00:00:00Z') }
  test.each([
    ['a second before the letters were posted', '2026-03-01T23:59:59Z', 'not-begun'],
    ['as the letters are posted', '2026-03-02T00:00:00Z', 'open'],
    ['at the last moment of the closing day in London, which is summer time', '2026-03-30T22:59:59.999Z', 'open'],
    ['as the next day begins in London', '2026-03-30T23:00:00Z', 'closed'],
    ['long after', '2027-01-01T00:00:00Z', 'closed'],
  ])('%s is %s', (_when, at, window) => expect(optOutWindow(campaign, new Date(at))).toBe(window))

  test('ends at midnight in winter, too', () => {
    const winter = { ...campaign, closingDate: '2026-03-20' }
    expect(optOutWindow(winter, new Date('2026-03-20T23:59:59.999Z'))).toBe('open')
    expect(optOutWindow(winter, new Date('2026-03-21T00:00:00Z'))).toBe('closed')
  })

  test.each<[string, Partial<typeof campaign> | { closingDate: null } | { postedAt: null }]>([
    ['has no letters', { state: 'draft' }], ['has letters in the making', { state: 'making' }], ['has letters that were not posted', { state: 'made' }],
    ['has no closing date', { closingDate: null }], ['has no day of posting', { postedAt: null }],
  ])('has not begun while the campaign %s', (_what, change) => {
    expect(optOutWindow({ ...campaign, ...change } as typeof campaign, new Date('2026-06-01T00:00:00Z'))).toBe('not-begun')
  })
})

describe('the dates on the letters', () => {
  const check = (closingDate: string, promisedDays = 0, letterDate = '2026-03-02', today = '2026-03-02') => {
    const checked = checkDates({ letterDate, closingDate, promisedDays }, today)
    return checked.ok ? 'ok' : checked.refusal.kind
  }
  test.each([
    [LEAST_REPLY_DAYS - 1, 'closing-date-too-soon'], [LEAST_REPLY_DAYS, 'ok'], [MOST_REPLY_DAYS, 'ok'], [MOST_REPLY_DAYS + 1, 'closing-date-too-late'], [-1, 'closing-date-too-soon'],
  ])('with %i days between them: %s', (days, kind) => expect(check(addDays('2026-03-02', days))).toBe(kind))

  test('give no fewer days than the protocol promises', () => {
    expect(check('2026-03-29', 28)).toBe('fewer-days-than-promised')
    expect(check('2026-03-30', 28)).toBe('ok')
  })

  test('are not past', () => {
    expect(check('2026-04-10', 0, '2026-03-01')).toBe('letter-date-past')
    expect(check('2026-04-10', 0, '2026-03-02')).toBe('ok')
  })

  test('are offered within the limits', () => {
    expect(suggestedClosingDate('2026-03-02', 28)).toBe('2026-03-30')
    expect(suggestedClosingDate('2026-03-02', 1)).toBe(addDays('2026-03-02', LEAST_REPLY_DAYS))
    expect(suggestedClosingDate('2026-03-02', 365)).toBe(addDays('2026-03-02', MOST_REPLY_DAYS))
  })
})

describe('the day of posting', () => {
  const check = (postedOn: string) => {
    const checked = checkPostedOn({ postedOn, madeOn: '2026-03-02', closingDate: '2026-03-30' }, '2026-03-20')
    return checked.ok ? 'ok' : checked.refusal.kind
  }
  test.each([
    ['2026-03-01', 'posted-before-made'], ['2026-03-02', 'ok'], ['2026-03-09', 'ok'], ['2026-03-10', 'posted-too-late'], ['2026-03-21', 'posted-in-future'],
  ])('on %s: %s', (day, kind) => expect(check(day)).toBe(kind))
})

test('every refusal of a campaign has a sentence', () => {
  for (const kind of CAMPAIGN_REFUSALS) expect(campaignRefusalSentence({ kind, details: { earliest: '2026-03-02', latest: '2026-03-02', madeOn: '2026-03-02', days: 21 } })).toMatch(/^[A-Z].*\.$/)
})
