import { data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readSearchPage } from '#app/search/read-search-page.server.ts'
import { SearchBox } from '#app/search/search-box.tsx'
import { SearchPages, SearchResults } from '#app/search/search-results.tsx'
import { readPageNumber, readQuery } from '#app/search/search.rules.ts'
import { foundWords, HOW_TO_SEARCH, QUERY_WORDS, WHAT_TO_TRY } from '#app/search/search.words.ts'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ found: { total: number; page: number } | null; q: string }>((page) => (page?.found ? `${foundWords(page.found.total, page.q)}, page ${page.found.page}` : 'Search'))

export const loader = pageLoader('projects.read', async ({ context, url }) => {
  const reading = readQuery(url.searchParams.get('q'))
  // The answer's address is kept by the browser: it does not hold what may be somebody's number.
  if (reading.kind === 'number') throw redirect('/search?refused=number')
  if (reading.kind === 'too-long') return data({ q: url.searchParams.get('q') ?? '', found: null, problems: [{ field: 'q', message: QUERY_WORDS['too-long'] }] }, { status: 400 })
  const problems = url.searchParams.get('refused') === 'number' ? [{ field: 'q', message: QUERY_WORDS.number }] : []
  if (reading.kind === 'nothing') return { q: '', found: null, problems }
  return { q: reading.words, found: await readSearchPage(context, reading.words, readPageNumber(url.searchParams.get('page'))), problems: [] }
})

export default function Search() {
  const { q, found, problems } = useLoaderData<typeof loader>()
  return (
    <Page title="Search" crumbs={[{ href: '/desk', label: 'Your desk' }]}>
      <SearchBox q={q} problems={problems} />
      {found === null ? (
        <InsetText>
          <p>What you look for will be here: projects by title, reference, purpose and parties, papers part by part, what was submitted to whom, and what was decided and why. Search looks through the projects in which your organisation takes part, and never through people.</p>
          <ul>{HOW_TO_SEARCH.map((line) => <li key={line}>{line}</li>)}</ul>
        </InsetText>
      ) : (
        <>
          <div role="status"><h2 className="nhsuk-heading-m">{foundWords(found.total, q)}</h2></div>
          {found.total === 0 ? <><p>What to try:</p><ul>{WHAT_TO_TRY.map((line) => <li key={line}>{line}</li>)}</ul></> : (
            <>
              {found.ranked < found.total ? <p>The {found.ranked} that fit best are shown. Add a word to find less.</p> : null}
              <SearchResults results={found.results} first={found.first} />
              <SearchPages q={q} page={found.page} pages={found.pages} />
            </>
          )}
        </>
      )}
    </Page>
  )
}
