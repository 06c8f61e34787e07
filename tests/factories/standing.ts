import type { PaperStanding } from '#app/documents/paper-standing.rules.ts'

/** A draft that was made once and that nobody has reviewed. */
export function someStanding(changes: Partial<PaperStanding> = {}): PaperStanding {
  return { state: 'draft', history: [{ number: 1, madeAt: new Date('2026-04-16T09:00:00Z'), madeByName: 'Daniel Whitworth', changes: [] }], endorsements: [], ...changes }
}
