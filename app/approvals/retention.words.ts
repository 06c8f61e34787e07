import { formatDay } from '#app/kernel/uk-date.ts'
import type { SafeguardFacts } from '#app/projects/facts.rules.ts'
import type { DestroyedBy } from './retention.rules.ts'

/** By when data is destroyed, and how that day was worked out, in the words of the facts. */
export function destroyedByWords({ from, countedFrom }: DestroyedBy, { retentionMonths, retentionFrom }: Pick<SafeguardFacts, 'retentionMonths' | 'retentionFrom'>): { readonly what: string; readonly detail: string } {
  const papers = `${retentionMonths} ${retentionMonths === 1 ? 'month' : 'months'} from ${retentionFrom.trim().replace(/\.$/, '')}`
  switch (from) {
    case 'linking': return { what: 'What is kept is destroyed by this day', detail: `${papers}, which was ${formatDay(countedFrom)}` }
    case 'last-day-for-linking': return {
      what: 'What is kept is destroyed by this day at the latest',
      detail: `The latest day possible: ${papers}. That day is not recorded yet, and is no later than the last day of the project, ${formatDay(countedFrom)}, from which this is counted`,
    }
    case 'last-day': return {
      what: 'What is kept is destroyed, counted from the last day',
      detail: `The papers say ${papers}. No day of that is recorded here, so this is counted from the last day of the project, ${formatDay(countedFrom)}`,
    }
  }
}
