import { useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { MAIL_MESSAGE_WORDS, MAIL_STATE_WORDS } from '#app/letters/mail.words.ts'
import { readMail } from '#app/letters/read-mail.server.ts'
import { SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('An outgoing e-mail')

export const loader = pageLoader('mail.read', async ({ context, params }) => {
  const mail = isId(params.id) ? await readMail(context, params.id) : null
  if (!mail) throw notFound()
  return mail
})

export default function Mail() {
  const mail = useLoaderData<typeof loader>()
  return (
    <Page title={mail.subject} caption={MAIL_MESSAGE_WORDS[mail.message]} crumbs={[{ href: '/mail', label: 'Outgoing mail' }]}>
      <SummaryList rows={[
        { key: 'State', value: MAIL_STATE_WORDS[mail.state] },
        { key: 'To', value: mail.to ?? 'The address was taken out when the e-mail was sent' },
        { key: 'Asked for', value: formatInstant(new Date(mail.madeAt)) },
        ...(mail.sentAt ? [{ key: 'Sent', value: formatInstant(new Date(mail.sentAt)) }] : []),
        ...(mail.lastError ? [{ key: 'Last error', value: mail.lastError }] : []),
      ]} />
      <div className="concordat-paper">
        {mail.text.trim().split(/\n{2,}/).map((paragraph, index) => (
          <p key={index}>{paragraph.split('\n').map((line, place) => <span key={place}>{place > 0 ? <br /> : null}{line}</span>)}</p>
        ))}
      </div>
    </Page>
  )
}
