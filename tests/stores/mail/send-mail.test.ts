import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { sendMail } from '#app/letters/send-mail.server.ts'
import { addMail } from '#app/letters/mails.store.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { givenOrganisations, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const ADDRESS = 'someone@example.org'
let server: SMTPServer | undefined
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())))

/** why: the other side of an SMTP connection is the outside world. `answer` is its reply to the address. */
async function mailbox(answer?: { responseCode: number; message: string }): Promise<{ url: string; received: { to: string[]; raw: string }[] }> {
  const received: { to: string[]; raw: string }[] = []
  server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) => callback(answer ? Object.assign(new Error(answer.message), { responseCode: answer.responseCode }) : null),
    onData: (stream, session, callback) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(parts).toString('utf8') })
        callback()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', () => resolve()))
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, received }
}

async function givenMail(): Promise<string> {
  await givenOrganisations(portal)
  const id = randomUUID()
  const content = { to: ADDRESS, subject: 'Your choice: CX-7KMP-3QRT', text: 'Your choice is recorded – it’s kept', html: '<p>Your choice is recorded</p>' }
  await addMail(portal.runtime.db, {
    id, organisationCode: PRACTICE.code, message: 'choice-confirmation', sealed: portal.runtime.secrets.seal('mail', JSON.stringify(content)), madeAt: portal.now,
  })
  return id
}
const with_ = (SMTP_URL: string | undefined): Runtime => ({ ...portal.runtime, env: { ...portal.runtime.env, SMTP_URL } })
const stored = async () => (await portal.owner`select sent_at, attempts, last_error, sealed from mails`)[0]
const held = async () => JSON.parse(portal.runtime.secrets.open('mail', (await stored())?.sealed as Buffer)) as { to: string | null; text: string }

describe('sending a mail', () => {
  test('arrives as text and HTML from our own address; then the address is taken out of what is kept', async () => {
    const id = await givenMail()
    const { url, received } = await mailbox()
    await sendMail(with_(url), { mailId: id })
    expect(received).toHaveLength(1)
    expect(received[0]?.to).toEqual([ADDRESS])
    expect(received[0]?.raw).toMatch(/From: Concordat <no-reply@concordat\.invalid>/)
    expect(received[0]?.raw).toMatch(/multipart\/alternative/)
    expect(await stored()).toMatchObject({ sent_at: portal.now, attempts: 1, last_error: null })
    expect(await held()).toMatchObject({ to: null, text: expect.stringContaining('recorded') })
    expect(await portal.owner`select kind, subject from audit_entries`).toMatchObject([{ kind: 'mail-sent', subject: `mail:${id}` }])
  })

  test('done again, it is not sent again', async () => {
    const id = await givenMail()
    const { url, received } = await mailbox()
    await sendMail(with_(url), { mailId: id })
    await sendMail(with_(url), { mailId: id })
    expect(received).toHaveLength(1)
  })

  test('nobody answering, or "try later", is worth another try; what is kept and thrown does not quote the address', async () => {
    const id = await givenMail()
    await expect(sendMail(with_('smtp://127.0.0.1:1'), { mailId: id })).rejects.toThrow(/^A mail could not be sent: [A-Z]+$/)
    const { url } = await mailbox({ responseCode: 451, message: `later, ${ADDRESS}` })
    await expect(sendMail(with_(url), { mailId: id })).rejects.toThrow('A mail could not be sent: smtp-451')
    expect(await stored()).toMatchObject({ sent_at: null, attempts: 2, last_error: 'smtp-451' })
    const again = await (server?.close(), mailbox())
    await sendMail(with_(again.url), { mailId: id })
    expect(again.received).toHaveLength(1)
    expect(await stored()).toMatchObject({ attempts: 3, last_error: null })
  })

  test('an address that the other side will never take is not tried again', async () => {
    const id = await givenMail()
    const { url } = await mailbox({ responseCode: 550, message: `no such user ${ADDRESS}` })
    await sendMail(with_(url), { mailId: id })
    expect(await stored()).toMatchObject({ sent_at: null, attempts: 1, last_error: 'smtp-550' })
  })

  test('without an SMTP server the mail is kept to be read', async () => {
    const id = await givenMail()
    await sendMail(with_(undefined), { mailId: id })
    expect(await stored()).toMatchObject({ sent_at: null, attempts: 0 })
    expect(await held()).toMatchObject({ to: ADDRESS })
  })

  test('a mail that has gone is no fault', async () => {
    await sendMail(with_('smtp://127.0.0.1:1'), { mailId: randomUUID() })
  })
})
