import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { approveMinutes } from '#app/boards/minutes.server.ts'
import { readMinutesPage } from '#app/boards/read-sitting.server.ts'
import { wordsOfRefusal } from '#app/boards/sitting-forms.tsx'
import { paperForPage } from '#app/documents/paper-page.rules.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ board: { name: string } }>((page) => (page ? `Minutes: ${page.board.name}` : 'Minutes'))

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const page = await readMinutesPage(context, params.ref ?? '', params.date ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('boards.read', async ({ context, params, request }) => {
  const where = { board: params.ref ?? '', heldOn: params.date ?? '' }
  const shown = await readMinutesPage(context, where.board, where.heldOn)
  if (!shown) throw notFound()
  const contentHash = String((await request.formData()).get('contentHash') ?? '')
  const done = await approveMinutes(context, where, { contentHash, organisation: shown.organisation })
  if (!done) throw notFound()
  if (done.ok) throw redirect(`/boards/${where.board}/meetings/${where.heldOn}?done=approved`)
  return data({ problems: [{ field: '', message: wordsOfRefusal(done.refusal) }] }, { status: 409 })
})

export default function Minutes() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const at = `/boards/${page.board.ref}/meetings/${page.heldOn}`
  return (
    <Page title="Minutes" caption={`${page.board.name}, ${formatDay(page.heldOn)}`} tag={page.approved ? <Tag colour="green">Approved</Tag> : <Tag colour="yellow">Draft</Tag>}
      crumbs={[{ href: `/boards/${page.board.ref}`, label: page.board.name }, { href: at, label: formatDay(page.heldOn) }]} wide>
      {page.approved ? <p>Approved by {page.approved.by}, {formatInstant(page.approved.at)}.</p> : <InsetText><p>These are made from what happened and the notes. They change with both until the chair approves them.</p></InsetText>}
      <p><Link to={`${at}/minutes/pdf`} reloadDocument>Download as a PDF</Link>{page.mayWrite ? <> · <Link to={`${at}/notes`}>Notes on the sitting</Link></> : null}</p>
      <div className={`concordat-paper${page.approved ? '' : ' concordat-paper--draft'}`} dangerouslySetInnerHTML={{ __html: paperForPage(page.content) }} />
      {page.mayApprove ? (
        <PortalForm problems={answer?.problems}>
          <HiddenField name="contentHash" value={page.contentHash} />
          <p>Once approved, the minutes never change.</p>
          <SubmitButton>Approve the minutes</SubmitButton>
        </PortalForm>
      ) : null}
    </Page>
  )
}
