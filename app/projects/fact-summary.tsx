import { SummaryList } from '#app/ui/furniture.tsx'
import type { FactRow } from './fact-group.rules.ts'

/** Facts as a summary list; each row leads to the page where it is changed. */
export function FactSummary({ rows, changeHref, what = '' }: { readonly rows: readonly FactRow[]; readonly changeHref?: string; readonly what?: string }) {
  return (
    <SummaryList rows={rows.map((row) => ({
      key: row.key,
      value: typeof row.value === 'string' ? row.value : <ul className="nhsuk-list nhsuk-list--bullet">{row.value.map((item) => <li key={item}>{item}</li>)}</ul>,
      change: changeHref ? { href: changeHref, what: `${row.key.toLowerCase()}${what ? ` of ${what}` : ''}` } : undefined,
    }))} />
  )
}
