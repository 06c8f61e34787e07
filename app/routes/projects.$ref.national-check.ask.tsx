import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { askNationalCheck, readAskPage } from '#app/national-check/ask-national-check.server.ts'
import { ASK_REFUSAL_WORDS, BY_HAND_WORDS, CONDITIONS_OF_USE_WORDS } from '#app/national-check/national-check-page.words.ts'
import { ANSWERS_REFUSAL_WORDS } from '#app/national-check/national-check.words.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SummaryList, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Ask the national check')

export const loader = pageLoader('checks.ask', async ({ context, params, url }) => {
  const page = await readAskPage(context, params.ref ?? '', url.searchParams.get('flow') ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('checks.ask', async ({ context, params, request }) => {
  const flow = (await request.formData()).get('flow')
  const asked = await askNationalCheck(context, params.ref ?? '', typeof flow === 'string' ? flow : '')
  if (!asked) throw notFound()
  if (asked.ok) throw redirect(`/projects/${params.ref}/national-check?done=asked`)
  return data({ problems: [{ field: '', message: ASK_REFUSAL_WORDS[asked.refusal.kind] }] }, { status: 409 })
})

export default function AskNationalCheck() {
  const { project, flow, people, mailbox, maxAgeDays, standing, refusal } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/projects/${project.ref}`
  return (
    <Page title="Ask the national check" caption={flow.name} crumbs={[
      { href: '/projects', label: 'Projects' }, { href: base, label: project.title }, { href: `${base}/national-check`, label: 'National check' },
    ]}>
      {refusal ? (
        <>
          <WarningCallout title="This cannot be asked now"><p>{ASK_REFUSAL_WORDS[refusal]}</p></WarningCallout>
          <p><Link to={`${base}/national-check`}>Back to the checks of this project</Link></p>
        </>
      ) : (
        <>
          <p>The national service is asked about everyone on your register now. It answers with the people it clears; whoever it does not clear is left out of the flow.</p>
          <SummaryList rows={[
            { key: 'On the register', value: `${people.toLocaleString('en-GB')} people. Numbers that cannot be asked about are left out, and counted by reason.` },
            { key: 'Sent from', value: mailbox ?? BY_HAND_WORDS },
            { key: 'How long the answer may be used', value: maxAgeDays === 1 ? '1 day from when the file is written' : `${maxAgeDays} days from when the file is written` },
            { key: 'As it stands', value: standing.refusal ? ANSWERS_REFUSAL_WORDS[standing.refusal] : `There are answers that can be used until ${standing.lasting ? formatInstant(new Date(standing.lasting.until)) : ''}.` },
          ]} />
          {standing.isAsking ? <WarningCallout title="A check waits for its answer"><p>Its answer will count when it comes. Ask again only if you know that it will not come, or if your register has changed.</p></WarningCallout> : null}
          <p>{CONDITIONS_OF_USE_WORDS}</p>
          <PortalForm problems={result?.problems}>
            <HiddenField name="flow" value={flow.ref} />
            <SubmitButton>Ask now</SubmitButton>
          </PortalForm>
          <p>What was asked cannot be called back. The file is written and sent behind the page.</p>
        </>
      )}
    </Page>
  )
}
