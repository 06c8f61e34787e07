import { Link } from '@remix-run/react'
import type { Snippet } from '#app/kernel/snippet.ts'
import type { SearchResult } from './read-search-page.server.ts'

/** What was found, in order, each with the words around what was looked for. */
export function SearchResults({ results, first }: { readonly results: readonly SearchResult[]; readonly first: number }) {
  return (
    <ol className="concordat-found" start={first}>
      {results.map((result, index) => (
        <li key={index}>
          <h3 className="nhsuk-heading-s"><span className="concordat-found__kind">{result.kind}</span> <Link to={result.href}>{result.title}</Link></h3>
          <p className="concordat-found__about">{result.about}</p>
          {result.snippet.length > 0 ? <p><Marked snippet={result.snippet} /></p> : null}
          {result.clauses === null ? null : result.clauses.length === 0 ? <p>The words are in different parts of this paper.</p> : (
            <ul>
              {result.clauses.map((clause, place) => (
                <li key={place}><Link to={clause.href}>{clause.title || 'The beginning of the paper'}</Link><br /><Marked snippet={clause.snippet} /></li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}

function Marked({ snippet }: { readonly snippet: Snippet }) {
  return <>{snippet.map(({ text, isFound }, index) => (isFound ? <mark key={index}>{text}</mark> : text))}</>
}

/** To the page before and the page after, where there are any. */
export function SearchPages({ q, page, pages }: { readonly q: string; readonly page: number; readonly pages: number }) {
  if (pages === 1) return null
  const to = (number: number) => `/search?${new URLSearchParams({ q, page: String(number) }).toString()}`
  return (
    <nav className="concordat-found__pages" aria-label="Pages of results">
      {page > 1 ? <Link to={to(page - 1)} rel="prev">Page before</Link> : null}
      <span aria-current="page">Page {page} of {pages}</span>
      {page < pages ? <Link to={to(page + 1)} rel="next">Next page</Link> : null}
    </nav>
  )
}
