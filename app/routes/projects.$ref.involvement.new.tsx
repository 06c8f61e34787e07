import { useActionData, useLoaderData } from '@remix-run/react'
import { answerLogForm } from '#app/involvement/answer-log-form.server.ts'
import { EventFields } from '#app/involvement/event-fields.tsx'
import { eventSchema, typedFromEvent } from '#app/involvement/involvement.schema.ts'
import { readLogPage } from '#app/involvement/read-log.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { EnterKeySaves, HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Enter an event')

export const loader = pageLoader('projects.draft', async ({ context, params, hasProblems }) => {
  const page = await readLogPage(context, params.ref ?? '')
  if (!page || (!page.mayWrite && !hasProblems)) throw notFound()
  return { ref: page.ref, title: page.title, id: newId() }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => answerLogForm(context, params.ref ?? '', { act: 'add' }, typedFromForm(await request.formData())))

export default function EnterEvent() {
  const { ref, title, id } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const kept = typeof answer?.typed.id === 'string' ? answer.typed.id : id
  return (
    <Page title="Enter an event" caption={title} crumbs={[{ href: `/projects/${ref}`, label: title }, { href: `/projects/${ref}/involvement`, label: 'Involvement log' }]}>
      <PortalForm schema={eventSchema} typed={answer?.typed ?? typedFromEvent(null)} problems={answer?.problems}>
        <EnterKeySaves />
        <HiddenField key={kept} name="id" value={kept} />
        <EventFields />
        <SubmitButton>Enter the event</SubmitButton>
      </PortalForm>
    </Page>
  )
}
