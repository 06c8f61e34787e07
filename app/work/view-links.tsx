import { Link } from '@remix-run/react'

/** Ways to see the same list, each an address of its own. */
export function ViewLinks({ label, isLabelShown, now, views }: { readonly label: string; readonly isLabelShown?: boolean; readonly now: string; readonly views: readonly { readonly value: string; readonly words: string; readonly to: string }[] }) {
  return (
    <nav className="concordat-views" aria-label={label}>
      <ul>
        {isLabelShown ? <li aria-hidden="true">{label}:</li> : null}
        {views.map(({ value, words, to }) => <li key={value}>{value === now ? <strong aria-current="page">{words}</strong> : <Link to={to}>{words}</Link>}</li>)}
      </ul>
    </nav>
  )
}

export function PageLinks({ page, pages, to }: { readonly page: number; readonly pages: number; readonly to: (page: number) => string }) {
  if (pages <= 1) return null
  return (
    <nav aria-label="Pages">
      <p>
        {page > 1 ? <><Link to={to(page - 1)}>Previous page</Link> </> : null}
        Page {page} of {pages}
        {page < pages ? <> <Link to={to(page + 1)}>Next page</Link></> : null}
      </p>
    </nav>
  )
}
