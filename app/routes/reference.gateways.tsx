import { Link } from '@remix-run/react'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { GATEWAYS } from '#app/projects/gateways.rules.ts'
import { GATEWAYS_PAGE_WORDS, gatewayRows } from '#app/projects/gateways.words.ts'
import { SummaryList, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(GATEWAYS_PAGE_WORDS.title)
export const loader = publicLoader(async () => null)

export default function Gateways() {
  return (
    <Page title={GATEWAYS_PAGE_WORDS.title}>
      <p>{GATEWAYS_PAGE_WORDS.intro}</p>
      <p>{GATEWAYS_PAGE_WORDS.three}</p>
      <p>{GATEWAYS_PAGE_WORDS.check}</p>
      {GATEWAYS.map((gateway) => (
        <section key={gateway.id} id={gateway.id} aria-labelledby={`${gateway.id}-title`}>
          <h2 className="nhsuk-heading-s" id={`${gateway.id}-title`}>{gateway.name}{gateway.liftsConfidence ? <> <Tag colour="green">Lifts confidence</Tag></> : null}</h2>
          <SummaryList rows={[...gatewayRows(gateway), { key: 'Source', value: <Link to={gateway.source}>Read the law<span className="nhsuk-u-visually-hidden">: {gateway.name}</span></Link> }]} />
        </section>
      ))}
    </Page>
  )
}
