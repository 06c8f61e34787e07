import { Link, useLoaderData } from '@remix-run/react'
import { FindingList } from '#app/documents/finding-list.tsx'
import { readPreflightPage, type FindingLine } from '#app/documents/read-preflight.server.ts'
import { readLetterFindings } from '#app/letters/read-letter-reading.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('What a reviewer would send back')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readPreflightPage(context, params.ref ?? '')
  if (!page) throw notFound()
  const { facts, ...shown } = page
  return { ...shown, lines: [...shown.lines, ...(await readLetterFindings(context, facts))] }
})

export default function Preflight() {
  const page = useLoaderData<typeof loader>()
  const must = page.lines.filter((line) => line.weight === 'must').length
  return (
    <Page title="What a reviewer would send back" caption={page.title} wide
      crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }, { href: `/projects/${page.ref}/documents`, label: 'Documents' }]}>
      <p>These rules read the facts that every paper is drafted from, and the whole notices and letters that they make. What is mended here is mended in each of them.</p>
      {page.lines.length === 0
        ? <InsetText><p>Nothing was found in the facts so far. That is no promise that a reviewer finds nothing: a rule cannot judge whether what is said is true.</p></InsetText>
        : <p>{page.lines.length === 1 ? '1 finding' : `${page.lines.length} findings`}, {must} of which a reviewer would return a paper for.</p>}
      <FindingList lines={page.lines as unknown as readonly FindingLine[]} projectRef={page.ref} mayEdit={page.mayEdit} />
      <p><Link to={`/projects/${page.ref}/documents`}>Back to the documents</Link></p>
    </Page>
  )
}
