import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DueItem } from '#app/approvals/due.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { calendarFile, escapedText, type CalendarEntry } from '#app/reminders/calendar.rules.ts'
import { dueEntry } from '#app/reminders/calendar.words.ts'

const anEntry = (changes: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: 'condition:c', day: '2026-03-28', summary: 'Condition: Report', description: 'Project: Pilot\nWho: Council', url: 'https://portal.example/projects/p/conditions', revision: 2, changedAt: new Date('2026-01-05T09:30:59.999Z'), ...changes,
})
const fileOf = (entries: readonly CalendarEntry[], name = 'Dates') => calendarFile({ name, host: 'portal.example', refreshHours: 12, entries })
/** Content lines as a calendar reads them (RFC 5545, section 3.1). */
const unfolded = (file: string) => file.replace(/\r\n[ \t]/g, '').split('\r\n').slice(0, -1)
const unescaped = (text: string) => text.replace(/\\([\\;,nN])/g, (_all, one: string) => (/n/i.test(one) ? '\n' : one))
const valuesOf = (file: string, property: string) => unfolded(file).filter((line) => line.startsWith(`${property}:`)).map((line) => unescaped(line.slice(property.length + 1)))

const due = (changes: Partial<DueItem>): DueItem => ({
  id: 'condition:c', kind: 'condition', projectRef: 'p', projectTitle: 'Pilot', what: 'Report', dueOn: '2026-03-28', owners: [{ organisationCode: 'A', name: 'Council', userIds: null }], isOverdue: false, pausesFlows: [], flowsOfProject: 9,
  href: '/projects/p/conditions', revision: 0, changedAt: new Date('2026-01-05T09:30:00Z'), ...changes,
})
const flows = (many: number) => Array.from({ length: many }, (_none, n) => ({ ref: `f${n}`, name: `Flow ${n}` }))

describe('a day of a calendar', () => {
  test('says what is due, of what project, for whom, and which flows would stop', () => {
    expect(dueEntry(due({}), 9, 'https://portal.example')).toMatchObject({ summary: 'Condition: Report (Pilot)', description: 'Project: Pilot\nWho: Council\nWhen it is met, record it with what shows it.\nhttps://portal.example/projects/p/conditions' })
    expect(dueEntry(due({ kind: 'agreement-review', what: 'Review of the agreement' }), 9, '').summary).toBe('Review of the agreement (Pilot)')
    const stopped = (many: number) => /stop: (.*)/.exec(dueEntry(due({ pausesFlows: flows(many) }), 9, '').description)?.[1]
    expect([stopped(1), stopped(6), stopped(8), stopped(9)]).toEqual(['Flow 0', 'Flow 0; Flow 1; Flow 2; Flow 3; Flow 4; Flow 5', 'Flow 0; Flow 1; Flow 2; Flow 3; Flow 4 and 3 more', 'Every flow of the project'])
  })
})

describe('a calendar', () => {
  test('is an iCalendar file of whole days, with an id that stays, and says when each was last changed', () => {
    const lines = unfolded(fileOf([anEntry()]))
    expect(lines.slice(0, 4)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Concordat//Dates//EN', 'CALSCALE:GREGORIAN'])
    expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
      'BEGIN:VEVENT', 'UID:condition:c@portal.example', 'DTSTAMP:20260105T093059Z', 'LAST-MODIFIED:20260105T093059Z', 'SEQUENCE:2', 'DTSTART;VALUE=DATE:20260328', 'DTEND;VALUE=DATE:20260329',
      'SUMMARY:Condition: Report', 'DESCRIPTION:Project: Pilot\\nWho: Council', 'URL:https://portal.example/projects/p/conditions', 'TRANSP:TRANSPARENT', 'CLASS:PRIVATE', 'END:VEVENT', 'END:VCALENDAR',
    ])
    expect(lines).toContain('X-WR-TIMEZONE:Europe/London')
    expect(lines.filter((line) => line.startsWith('METHOD'))).toEqual([])
  })

  test.each([['2026-03-28', '20260329'], ['2026-03-29', '20260330'], ['2026-10-25', '20261026'], ['2028-02-29', '20280301'], ['2026-12-31', '20270101']])('of %s ends with the day, whatever the clocks do', (day, next) => {
    expect(unfolded(fileOf([anEntry({ day })]))).toEqual(expect.arrayContaining([`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`, `DTEND;VALUE=DATE:${next}`]))
  })

  test('with nothing in it still holds a component, as one must', () => {
    expect(unfolded(fileOf([])).filter((line) => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VTIMEZONE', 'BEGIN:DAYLIGHT', 'BEGIN:STANDARD'])
  })

  test('gives back any words, in lines of 75 octets at most, and lets none of them become a line of its own', () => {
    const words = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(fc.property(words, words, (summary, description) => {
      const file = fileOf([anEntry({ summary, description })])
      expect(Buffer.from(file, 'utf8').toString('utf8')).toBe(file)
      for (const line of file.split('\r\n')) expect(Buffer.byteLength(line, 'utf8')).toBeLessThanOrEqual(75)
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/)
      const plain = (text: string) => text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
      expect([valuesOf(file, 'SUMMARY'), valuesOf(file, 'DESCRIPTION')]).toEqual([[plain(summary)], [plain(description)]])
      expect(unfolded(file).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
    }))
  })

  test('is the same bytes for the same days', () => {
    const entries = [0, 1, 2].map((n) => anEntry({ id: `condition:${n}`, day: addDays('2026-03-28', n) }))
    expect(fileOf(entries)).toBe(fileOf(entries))
  })

  test('lets no text end a property', () => {
    expect(escapedText('a;b,c\\d\r\ne\u2028f')).toBe('a\\;b\\,c\\\\d\\ne\\nf')
  })
})
