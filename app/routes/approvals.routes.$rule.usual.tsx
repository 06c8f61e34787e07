import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { answerUsualForm } from '#app/approvals/answer-saved-route.server.ts'
import { readSavedRoute } from '#app/approvals/read-saved-routes.server.ts'
import { usualRouteSchema } from '#app/approvals/saved-route.schema.ts'
import { SAVED_ROUTE_WORDS } from '#app/approvals/saved-route.words.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { DateField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Go back to the usual way')

export const loader = pageLoader('approval-routes.save', async ({ context, params }) => {
  const page = await readSavedRoute(context, params.rule ?? '')
  if (!page) throw notFound()
  return { rule: page.rule, name: page.name, officer: page.officer, today: page.today, newest: page.newest, hasOwn: page.hasOwn }
})

export const action = pageAction('approval-routes.save', async ({ context, params, request }) => {
  const answer = await answerUsualForm(context, params.rule ?? '', await request.formData())
  if ('done' in answer) throw redirect(`/approvals/routes/${params.rule}?done=${answer.done}`)
  const { status, ...again } = answer
  return data(again, { status })
})

export default function UsualRoute() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Go back to the usual way" caption={page.name} crumbs={[{ href: '/approvals/routes', label: SAVED_ROUTE_WORDS.title }, { href: `/approvals/routes/${page.rule}`, label: page.name }]}>
      {page.hasOwn || answer ? (
        <>
          <p>From then on the {page.officer} decides alone, as where nothing was saved. Approvals that have begun keep the route that they began with, and what was saved before stays on record.</p>
          <PortalForm schema={usualRouteSchema} problems={answer?.problems} typed={answer?.typed ?? { from: partsOfDay(page.today) }}>
            <HiddenField name="basedOn" value={typeof answer?.typed.basedOn === 'string' ? answer.typed.basedOn : page.newest} />
            <DateField name="from" label="From which day on?" hint="Today or later" />
            <SubmitButton>Go back to the usual way</SubmitButton>
          </PortalForm>
        </>
      ) : <p>It is decided in the usual way already: the {page.officer} decides alone.</p>}
    </Page>
  )
}
