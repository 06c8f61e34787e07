const CALENDAR_TYPE = 'text/calendar; charset=utf-8'

/** A file of dates that somebody downloads. */
export function calendarDownload(file: string, name: string): Response {
  return new Response(file, { headers: { 'Content-Type': CALENDAR_TYPE, 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'private, no-store' } })
}

/** Nothing may pass on an address that holds a secret, keep what it answers for others, or list it. */
const OF_A_SECRET = { 'Cache-Control': 'private, no-cache', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' } as const

export function feedAnswer(file: string): Response {
  return new Response(file, { headers: { ...OF_A_SECRET, 'Content-Type': CALENDAR_TYPE, 'Content-Disposition': 'inline; filename="concordat.ics"' } })
}

/** What a calendar is told where there is nothing: the same for a secret that never was and one that was withdrawn. */
export function noFeedAnswer(): Response {
  return new Response('There is no calendar at this address.\n', { status: 404, headers: { ...OF_A_SECRET, 'Content-Type': 'text/plain; charset=utf-8' } })
}

export function feedTooOftenAnswer(seconds: number): Response {
  return new Response('This calendar is read too often. Try again later.\n', { status: 429, headers: { ...OF_A_SECRET, 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': String(seconds) } })
}
