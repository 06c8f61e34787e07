import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { Page } from './page.tsx'

/** What is shown instead of a page: not there, not allowed, try again, or a fault with its reference. */
export function ErrorPage() {
  const error = useRouteError()
  if (isRouteErrorResponse(error)) {
    if (error.status === 404) {
      return (
        <Page title="Page not found">
          <p>If you typed the address, check it is right. If you followed a link, what it led to may have moved, or may belong to another organisation.</p>
        </Page>
      )
    }
    if (error.status === 403) {
      return (
        <Page title="You cannot open this page">
          <p>Your role does not include this. Ask a colleague whose role does, or the person who looks after accounts in your organisation.</p>
        </Page>
      )
    }
    if (error.status === 413) {
      return (
        <Page title="The file is too big">
          <p>Files can be up to 25 MB. Nothing was kept. Check that you chose the right file, then try again.</p>
        </Page>
      )
    }
    if (error.status === 503) {
      return (
        <Page title="Try again in a moment">
          <p>The service could not reach its records just now. Nothing was changed. Wait a few seconds, then try again.</p>
        </Page>
      )
    }
    if (error.status === 500 && typeof error.data === 'string' && /^[0-9a-f]{8}$/.test(error.data)) {
      return (
        <Page title="Sorry, there is a problem">
          <p>Nothing was changed. Try again later. If it goes on, tell the people who run this service, and give them this reference:</p>
          <p className="concordat-code">{error.data}</p>
        </Page>
      )
    }
  }
  return (
    <Page title="Sorry, there is a problem">
      <p>Try again later.</p>
    </Page>
  )
}
