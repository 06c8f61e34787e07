import { Link, useLoaderData } from '@remix-run/react'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { MAIL_MESSAGE_WORDS, MAIL_STATE_WORDS } from '#app/letters/mail.words.ts'
import { readMails } from '#app/letters/read-mail.server.ts'
import { InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Outgoing mail')

export const loader = pageLoader('mail.read', async ({ context }) => readMails(context))

export default function OutgoingMail() {
  const { mails, sendsMail } = useLoaderData<typeof loader>()
  return (
    <Page title="Outgoing mail" wide>
      {sendsMail ? null : <InsetText><p>This portal is not set up to send mail, so every e-mail is kept here and can be read. Nobody has received one.</p></InsetText>}
      {mails.length === 0 ? (
        <p>No e-mail has been asked for yet. When a resident asks for a confirmation of their choice, it is listed here.</p>
      ) : (
        <Table caption="E-mails, the newest first" head={['Asked for', 'E-mail', 'State', 'Sent', 'Tries']} figures={[4]} rows={mails.map((mail) => [
          formatInstant(new Date(mail.madeAt)),
          <Link key={mail.id} to={`/mail/${mail.id}`}>{MAIL_MESSAGE_WORDS[mail.message]}<span className="nhsuk-u-visually-hidden"> of {formatInstant(new Date(mail.madeAt))}</span></Link>,
          `${MAIL_STATE_WORDS[mail.state]}${mail.lastError ? ` (${mail.lastError})` : ''}`, mail.sentAt ? formatInstant(new Date(mail.sentAt)) : 'Not sent', mail.attempts,
        ])} />
      )}
    </Page>
  )
}
