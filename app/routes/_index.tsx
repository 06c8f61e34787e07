import { Link } from '@remix-run/react'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Sharing health and care information')
export const loader = publicLoader(async () => null)

export default function Home() {
  return (
    <Page title="Sharing health and care information, with your say" wide>
      <p className="nhsuk-lede-text nhsuk-u-reading-width">
        Concordat keeps the agreements that let health and care organisations share information, and makes sure that people who say no are left out.
      </p>
      <ul className="concordat-doors">
        <Door href="/your-choice" title="I have had a letter">
          See what a project is about, and choose whether your information is shared. You need the code on your letter.
        </Door>
        <Door href="/sign-in" title="I work here">
          Sign in to draft agreements, write to patients, record replies and see what was checked.
        </Door>
      </ul>
    </Page>
  )
}

function Door({ href, title, children }: { readonly href: string; readonly title: string; readonly children: string }) {
  return (
    <li className="nhsuk-card nhsuk-card--clickable">
      <div className="nhsuk-card__content">
        <h2 className="nhsuk-card__heading nhsuk-heading-m"><Link className="nhsuk-card__link" to={href}>{title}</Link></h2>
        <p className="nhsuk-card__description">{children}</p>
      </div>
    </li>
  )
}
