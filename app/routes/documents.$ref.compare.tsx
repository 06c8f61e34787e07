import { Form, Link, useLoaderData } from '@remix-run/react'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readComparison } from '#app/documents/read-comparison.server.ts'
import { RedlineBlock } from '#app/documents/redline-block.tsx'
import type { RedlineSection } from '#app/documents/redline.rules.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('What changed')

/** `?from=1&to=2` are version numbers, `?all=yes` shows the parts that are the same as well. */
export const loader = pageLoader('documents.read', async ({ context, params, request }) => {
  const query = new URL(request.url).searchParams
  const number = (name: string) => (query.has(name) ? Number(/^[1-9]\d{0,4}$/.exec(query.get(name) ?? '')?.[0] ?? Number.NaN) : null)
  const page = await readComparison(context, params.ref ?? '', { from: number('from'), to: number('to') })
  if (!page) throw notFound()
  return { ...page, showsAll: query.get('all') === 'yes' }
})

export default function Compare() {
  const page = useLoaderData<typeof loader>()
  const { documentRef, from, to, redline } = page
  const kind = DOCUMENT_KIND_WORDS[page.kind]
  const different = redline ? redline.counts.changed + redline.counts.added + redline.counts.removed : 0
  return (
    <Page title="What changed" caption={page.title} wide crumbs={[
      { href: `/projects/${page.projectRef}`, label: page.title }, { href: `/documents/${documentRef}/v${to.number}`, label: `${kind}, version ${to.number}` },
    ]}>
      {page.versions.length < 2 ? <p>There is one version of this paper, so there is nothing to compare it with yet.</p> : (
        <Form method="get" className="concordat-filter">
          <VersionSelect name="from" label="From" versions={page.versions} value={from?.number ?? to.number} />
          <VersionSelect name="to" label="To" versions={page.versions} value={to.number} />
          <button className="nhsuk-button nhsuk-button--secondary" type="submit">Compare</button>
        </Form>
      )}
      {page.sinceLastLook ? <p>You last had version {from?.number} open on {formatInstant(new Date(page.sinceLastLook))}. This is what has changed since.</p> : null}
      {redline && from ? (
        <>
          <p>From version {from.number} to version {to.number} of the {kind.toLowerCase()}: {redline.counts.changed} changed, {redline.counts.added} added, {redline.counts.removed} taken out, {redline.counts.same} the same.</p>
          {different === 0 ? <InsetText><p>The words of the two versions are the same.</p></InsetText> : null}
          <p>{page.showsAll
            ? <Link to={`?from=${from.number}&to=${to.number}`}>Show only what changed</Link>
            : <Link to={`?from=${from.number}&to=${to.number}&all=yes`}>Show the parts that are the same as well</Link>}</p>
          <RedlineBlock sections={redline.sections as unknown as readonly RedlineSection[]} showsAll={page.showsAll} />
        </>
      ) : page.versions.length > 1 ? <p>Choose two different versions.</p> : null}
    </Page>
  )
}

function VersionSelect({ name, label, versions, value }: {
  readonly name: string
  readonly label: string
  readonly versions: readonly { readonly number: number; readonly madeAt: string | Date }[]
  readonly value: number
}) {
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor={name}>{label}</label>
      <select className="nhsuk-select" id={name} name={name} defaultValue={value}>
        {versions.map((version) => <option key={version.number} value={version.number}>Version {version.number}, {formatInstant(new Date(version.madeAt))}</option>)}
      </select>
    </div>
  )
}
