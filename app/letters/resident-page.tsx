import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Page } from '#app/ui/page.tsx'

export interface Frame {
  readonly project: string
  readonly surgery: { readonly name: string; readonly telephone: string }
  readonly givenName: string
  readonly whose: { readonly who: string; readonly whose: string }
  readonly word: 'self' | 'parent'
}

/** A resident's page: one question, the way back, help by phone, and a way to leave nothing behind on a shared computer. */
export function ResidentPage({ title, back, frame, children, hideTitle }: {
  readonly title: string
  readonly back?: string
  readonly frame?: Frame
  readonly children: ReactNode
  readonly hideTitle?: boolean
}) {
  return (
    <>
      {back ? <nav aria-label="Back"><Link className="nhsuk-back-link" to={back}>Back</Link></nav> : null}
      <Page title={title} hideTitle={hideTitle}>
        {children}
        {frame ? (
          <>
            <hr className="nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible" />
            <h2 className="nhsuk-heading-xs">Need help?</h2>
            <p>Phone {frame.surgery.name} on <a href={`tel:${frame.surgery.telephone.replaceAll(' ', '')}`}>{frame.surgery.telephone}</a>. They can do this with you.</p>
            <Form method="post" action="/your-choice/finish">
              <button className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">Finish and close</button>
            </Form>
            <p className="nhsuk-body-s">These pages close by themselves after 30 minutes without an answer.</p>
          </>
        ) : null}
      </Page>
    </>
  )
}
