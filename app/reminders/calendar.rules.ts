import { addDays, LONDON, type Day } from '#app/kernel/uk-date.ts'

/** One day of a calendar. */
export interface CalendarEntry {
  /** The same for the same thing for ever, unique in the installation. */
  readonly id: string
  /** A whole Europe/London day. */
  readonly day: Day
  readonly summary: string
  readonly description: string
  /** Where more is said, in full. */
  readonly url: string
  /** Goes up each time that it may have changed; and when that was. */
  readonly revision: number
  readonly changedAt: Date
}

export interface CalendarGiven {
  readonly name: string
  /** Of the portal; with the id it makes an entry unique in the world. */
  readonly host: string
  /** Whole hours between one reading and the next that a calendar is asked to keep. */
  readonly refreshHours: number
  readonly entries: readonly CalendarEntry[]
}

/**
 * An iCalendar file (RFC 5545, with the name and the refresh interval of RFC 7986). Days are given as days, with no time: they are
 * the same day wherever somebody is. Made from the entries alone, so the same entries are the same bytes. It names no METHOD, so
 * DTSTAMP is when the entry was last changed (section 3.8.7.2). Lines end in CRLF and are folded at 75 octets.
 */
export function calendarFile({ name, host, refreshHours, entries }: CalendarGiven): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Concordat//Dates//EN', 'CALSCALE:GREGORIAN', `NAME:${escapedText(name)}`, `X-WR-CALNAME:${escapedText(name)}`, `X-WR-TIMEZONE:${LONDON}`,
    `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`, `X-PUBLISHED-TTL:PT${refreshHours}H`, ...TIME_ZONE, ...entries.flatMap((entry) => linesOf(entry, host)), 'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** A file has to hold at least one component (section 3.6): this one is always there. */
const TIME_ZONE = [
  'BEGIN:VTIMEZONE', `TZID:${LONDON}`,
  'BEGIN:DAYLIGHT', 'TZOFFSETFROM:+0000', 'TZOFFSETTO:+0100', 'TZNAME:BST', 'DTSTART:19960331T010000', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT',
  'BEGIN:STANDARD', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0000', 'TZNAME:GMT', 'DTSTART:19961027T020000', 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD',
  'END:VTIMEZONE',
] as const

function linesOf({ id, day, summary, description, url, revision, changedAt }: CalendarEntry, host: string): string[] {
  const changed = utcTime(changedAt)
  return [
    'BEGIN:VEVENT', `UID:${escapedText(`${id}@${host}`)}`, `DTSTAMP:${changed}`, `LAST-MODIFIED:${changed}`, `SEQUENCE:${revision}`,
    // The end of a day that is all of it is the day after (section 3.6.1).
    `DTSTART;VALUE=DATE:${bare(day)}`, `DTEND;VALUE=DATE:${bare(addDays(day, 1))}`, `SUMMARY:${escapedText(summary)}`, `DESCRIPTION:${escapedText(description)}`, `URL:${url}`,
    'TRANSP:TRANSPARENT', 'CLASS:PRIVATE', 'END:VEVENT',
  ]
}

const bare = (day: Day): string => day.replaceAll('-', '')
const utcTime = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** As the value of a TEXT (section 3.3.11): no control characters, and nothing that could end it. */
export function escapedText(text: string): string {
  return text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

const LINE_OCTETS = 75

/** Folded at 75 octets of UTF-8, between characters (section 3.1): a line after the first begins with a space, which counts. */
function folded(line: string): string {
  const lines: string[] = []
  let [now, size] = ['', 0]
  for (const character of line) {
    const octets = octetsOf(character)
    if (size + octets > LINE_OCTETS) {
      lines.push(now)
      now = ' '
      size = 1
    }
    now += character
    size += octets
  }
  return [...lines, now].join('\r\n')
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) as number
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}
