import { Form, Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'

export interface Who {
  readonly name: string
  readonly role: string
  readonly organisation: string
  readonly doors: readonly { readonly href: string; readonly label: string }[]
}

/** The mark: two rings that hold each other. */
export function Mark({ size = 40 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <circle cx="18.5" cy="24" r="11" fill="none" stroke="#fff" strokeWidth="4" />
      <circle cx="29.5" cy="24" r="11" fill="none" stroke="#f2b632" strokeWidth="4" />
      <path d="M24 14.5a11 11 0 0 1 0 19" fill="none" stroke="#fff" strokeWidth="4" />
    </svg>
  )
}

export function Shell({ who, children }: { readonly who: Who | null; readonly children: ReactNode }) {
  return (
    <>
      <a className="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
      <header className="concordat-header">
        <div className="nhsuk-width-container concordat-header__inner">
          <Link className="concordat-header__brand" to={who ? '/desk' : '/'}><Mark />Concordat</Link>
          {who ? (
            <div className="concordat-header__who">
              <div>{who.name}, {who.role}</div>
              <div>{who.organisation}</div>
              <Link to="/account/calendar">Your calendar</Link>
              <Form method="post" action="/sign-out"><button type="submit">Sign out</button></Form>
            </div>
          ) : null}
        </div>
        {who && who.doors.length > 0 ? (
          <nav className="concordat-nav" aria-label="Main">
            <div className="nhsuk-width-container">
              <ul>
                {who.doors.map((door) => <li key={door.href}><NavLink to={door.href}>{door.label}</NavLink></li>)}
              </ul>
            </div>
          </nav>
        ) : null}
      </header>
      <div className="nhsuk-width-container">{children}</div>
      <footer className="concordat-footer">
        <div className="nhsuk-width-container">
          <ul>
            <li><Link to="/your-choice">Your choice</Link></li>
            <li><Link to="/rules">How we decide</Link></li>
            <li><Link to="/verify">Check a receipt</Link></li>
            <li><Link to="/help/accessibility">Accessibility</Link></li>
            <li><Link to="/help/privacy">Privacy and cookies</Link></li>
            {who ? null : <li><Link to="/sign-in">Staff sign in</Link></li>}
          </ul>
          <p>Concordat looks after agreements to share health and care information in England.</p>
        </div>
      </footer>
    </>
  )
}
