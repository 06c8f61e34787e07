import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { HowToVerify } from '#app/releases/how-to-verify.tsx'
import { readReceiptPage } from '#app/releases/read-receipt-page.server.ts'
import { ReceiptSays } from '#app/releases/receipt-says.tsx'
import { ReceiptVerdictWords } from '#app/releases/receipt-verdict.tsx'
import { ButtonLink } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Receipt of a check')

export const loader = pageLoader('checks.read', async ({ context, params }) => {
  const page = await readReceiptPage(context, params.ref ?? '', params.checkId ?? '')
  if (!page) throw notFound()
  return page
})

export default function CheckReceipt() {
  const { project, check, verdict, receipt, isExact, names, publicUrl } = useLoaderData<typeof loader>()
  const releases = `/projects/${project.ref}/releases`
  return (
    <Page title="Receipt" caption={<>Check of {formatInstant(new Date(check.beganAt))}</>} wide crumbs={[
      { href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }, { href: releases, label: 'Checks' }, { href: `${releases}/${check.id}`, label: 'Check' },
    ]}>
      <p className="nhsuk-u-reading-width">The signed record of what was asked and what the answer came to. It names nobody. Give it to whoever must be able to see that opt-outs were applied; they can verify it without trusting anyone’s word.</p>
      <ReceiptVerdictWords {...verdict} receipt={receipt} />
      {isExact ? <ButtonLink to={`${releases}/${check.id}/receipt.jws`} reload>Download the receipt</ButtonLink> : null}
      <h2 className="nhsuk-heading-m">What it says</h2>
      {receipt ? <ReceiptSays receipt={receipt} names={names} /> : <p>It cannot be read.</p>}
      <h2 className="nhsuk-heading-m">How to verify it</h2>
      <HowToVerify file={`${check.id}.jws`} publicUrl={publicUrl} entry={receipt?.audit.seq ?? null} />
      <p>Or give it to the page <Link to="/verify">Check a receipt</Link>, which is open to everyone.</p>
    </Page>
  )
}
