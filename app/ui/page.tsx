import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'

export interface Crumb {
  readonly href: string
  readonly label: string
}

/** A page's frame: where it is, its heading, and its content at reading width unless it is wide. */
export function Page({ title, caption, crumbs = [], wide, tag, children, hideTitle }: {
  readonly title: string
  readonly caption?: ReactNode
  readonly crumbs?: readonly Crumb[]
  readonly wide?: boolean
  /** The one state of the thing the page is about. */
  readonly tag?: ReactNode
  readonly children: ReactNode
  /** For pages whose one question is the heading. */
  readonly hideTitle?: boolean
}) {
  const parent = crumbs[crumbs.length - 1]
  return (
    <>
      {crumbs.length > 0 ? (
        <nav className="nhsuk-breadcrumb" aria-label="Breadcrumb">
          <ol className="nhsuk-breadcrumb__list">
            {crumbs.map((crumb) => (
              <li className="nhsuk-breadcrumb__list-item" key={crumb.href}>
                <Link className="nhsuk-breadcrumb__link" to={crumb.href}>{crumb.label}</Link>
              </li>
            ))}
          </ol>
          {parent ? (
            <Link className="nhsuk-back-link" to={parent.href}><span className="nhsuk-u-visually-hidden">Back to </span>{parent.label}</Link>
          ) : null}
        </nav>
      ) : null}
      <main className="nhsuk-main-wrapper" id="maincontent">
        <div className="nhsuk-grid-row">
          <div className={wide ? 'nhsuk-grid-column-full' : 'nhsuk-grid-column-two-thirds'}>
            {hideTitle ? null : (
              <h1 className="nhsuk-heading-l">
                {caption ? <><span className="nhsuk-caption-l">{caption}</span>{' '}</> : null}
                {title}
                {tag ? <> {tag}</> : null}
              </h1>
            )}
            {children}
          </div>
        </div>
      </main>
    </>
  )
}

/**
 * The page's title in the browser, as a route's `meta`. When a form came back with problems it begins with "Error:", so
 * that it is heard first; the root's loader knows, because it runs after the action of the same request.
 */
export function titled<D = unknown>(title: string | ((data: D | undefined) => string)) {
  return ({ data, matches }: { data?: unknown; matches: readonly { id: string; data?: unknown }[] }): { title: string }[] => {
    const root = matches.find((match) => match.id === 'root')?.data as { hasProblems?: boolean } | undefined
    const words = typeof title === 'string' ? title : title(data as D | undefined)
    return [{ title: `${root?.hasProblems ? 'Error: ' : ''}${words} – Concordat` }]
  }
}
