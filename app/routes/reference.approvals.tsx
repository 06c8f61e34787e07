import { Link } from '@remix-run/react'
import { REFERENCE_PAGE_WORDS, referenceSections } from '#app/approvals/reference-page.words.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(REFERENCE_PAGE_WORDS.title)
export const loader = publicLoader(async () => null)

export default function ApprovalRules() {
  const sections = referenceSections()
  return (
    <Page title={REFERENCE_PAGE_WORDS.title}>
      <p>{REFERENCE_PAGE_WORDS.intro}</p>
      <p>{REFERENCE_PAGE_WORDS.kept}</p>
      <p>{REFERENCE_PAGE_WORDS.checked} The powers and duties to share are on a page of their own: <Link to="/reference/gateways">gateways</Link>. How opt-outs are applied to a person is in the <Link to="/rules">published rules</Link>. Who may do what with a sign-off in the portal is in <Link to="/reference/who-may-do-what">a table</Link>.</p>
      <ul className="nhsuk-list">
        {sections.map((section) => <li key={section.id}><a href={`#${section.id}`}>{section.title}</a></li>)}
      </ul>
      {sections.map((section) => (
        <section key={section.id} id={section.id} aria-labelledby={`${section.id}-title`}>
          <h2 className="nhsuk-heading-m" id={`${section.id}-title`}>{section.title}</h2>
          {section.entries.map((entry) => (
            <div key={entry.id} id={entry.id}>
              <h3 className="nhsuk-heading-s">{entry.title}</h3>
              <p>{entry.says} <a href={entry.source.address}>{entry.source.name}</a></p>
              {entry.rows.length > 0 ? <SummaryList rows={entry.rows} /> : null}
            </div>
          ))}
        </section>
      ))}
    </Page>
  )
}
