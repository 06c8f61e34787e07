import { Link, useLoaderData } from '@remix-run/react'
import { readFlowMapPage } from '#app/documents/read-flow-map.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Where the data goes')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readFlowMapPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function FlowMap() {
  const page = useLoaderData<typeof loader>()
  return (
    <Page title="Where the data goes" caption={page.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      {page.lines.length > 0 ? (
        <>
          <p>Boxes are parties, rounded boxes are datasets, and each numbered arrow is a data flow. The table below says the same in words.</p>
          <div className="concordat-flow-map" role="region" aria-label="Picture of the data flows" tabIndex={0} dangerouslySetInnerHTML={{ __html: page.figure }} />
          <p><Link to={`/projects/${page.ref}/flow-map/svg`} reloadDocument>Download the picture</Link></p>
          <Table caption="Data flows" head={['Number', 'Flow', 'From', 'To', 'Dataset', 'How it travels', 'How often']} rows={page.lines.map((line) => [
            String(line.number), line.name, line.from, line.to, line.dataset, line.transport, line.frequency,
          ])} />
        </>
      ) : <p>A picture of where the data goes will be here once a flow has been added. <Link to={`/projects/${page.ref}/facts/flows`}>Data flows</Link></p>}
    </Page>
  )
}
