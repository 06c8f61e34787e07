import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { Page } from './page.tsx'

const TITLES: Readonly<Record<number, string>> = {
  403: 'You cannot open this page',
  404: 'Page not found',
  413: 'The file is too big',
  503: 'Try again in a moment',
}
const FAULT = 'Sorry, there is a problem'

const TEXTS: Readonly<Record<number, string>> = {
  403: 'Your role does not include this. Ask a colleague whose role does, or the person who looks after accounts in your organisation.',
  404: 'If you typed the address, check it is right. If you followed a link, what it led to may have moved, or may belong to another organisation.',
  413: 'Files can be up to 25 MB. Nothing was kept. Check that you chose the right file, then try again.',
  503: 'The service could not reach its records just now. Nothing was changed. Wait a few seconds, then try again.',
}

export function errorTitle(error: unknown): string {
  return (isRouteErrorResponse(error) && TITLES[error.status]) || FAULT
}

/** What is shown instead of a page: not there, not allowed, try again, or a fault with its reference. */
export function ErrorPage() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const reference = isRouteErrorResponse(error) && typeof error.data === 'string' && /^[0-9a-f]{8}$/.test(error.data) ? error.data : null
  return (
    <Page title={errorTitle(error)}>
      <p>{TEXTS[status] ?? 'Nothing was changed. Try again later. If it goes on, tell the people who run this service.'}</p>
      {reference ? <p>Give them this reference: <span className="concordat-code">{reference}</span></p> : null}
    </Page>
  )
}
