import { Link } from '@remix-run/react'
import { CASE_ROLES, CASE_STATES } from '#app/approvals/approval.rules.ts'
import { BESIDE_THE_TABLE, CASE_ROLE_WORDS, CASE_STATE_WORDS, WHO_MAY_PAGE_WORDS, whoMayRows } from '#app/approvals/approval.words.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { SummaryList, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(WHO_MAY_PAGE_WORDS.title)
export const loader = publicLoader(async () => null)

export default function WhoMayDoWhat() {
  return (
    <Page title={WHO_MAY_PAGE_WORDS.title} wide>
      <div className="nhsuk-u-reading-width">
        <p>{WHO_MAY_PAGE_WORDS.intro}</p>
        <p>Which sign-offs a project needs, and by which rule, is on a page of its own: <Link to="/reference/approvals">who must look at what</Link>.</p>
      </div>
      <Table caption={WHO_MAY_PAGE_WORDS.title} hideCaption head={['What is done', ...CASE_ROLES.map((role) => CASE_ROLE_WORDS[role].label)]}
        rows={whoMayRows().map(({ command, states }) => [<strong key="command">{command}</strong>, ...states.map((state) => state || <span className="nhsuk-u-visually-hidden" key={command}>may not</span>)])} />
      <h2 className="nhsuk-heading-m">{WHO_MAY_PAGE_WORDS.roles}</h2>
      <SummaryList rows={CASE_ROLES.map((role) => ({ key: CASE_ROLE_WORDS[role].label, value: `${CASE_ROLE_WORDS[role].says.charAt(0).toUpperCase()}${CASE_ROLE_WORDS[role].says.slice(1)}.` }))} />
      <h2 className="nhsuk-heading-m">{WHO_MAY_PAGE_WORDS.beside}</h2>
      <ul className="nhsuk-u-reading-width">{BESIDE_THE_TABLE.map((rule) => <li key={rule}>{rule}</li>)}</ul>
      <h2 className="nhsuk-heading-m">{WHO_MAY_PAGE_WORDS.states}</h2>
      <SummaryList rows={CASE_STATES.map((state) => ({ key: <Tag colour={CASE_STATE_WORDS[state].colour}>{CASE_STATE_WORDS[state].label}</Tag>, value: CASE_STATE_WORDS[state].says }))} />
    </Page>
  )
}
