import { useActionData, useLoaderData } from '@remix-run/react'
import { answerLogForm } from '#app/involvement/answer-log-form.server.ts'
import { EventFields } from '#app/involvement/event-fields.tsx'
import { EventView } from '#app/involvement/event-view.tsx'
import { eventSchema, typedFromEvent, withdrawSchema } from '#app/involvement/involvement.schema.ts'
import { readEventPage } from '#app/involvement/read-log.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { TextareaField } from '#app/ui/fields.tsx'
import { EnterKeySaves, HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

const ACTS = ['correct', 'withdraw'] as const
const TITLES = { correct: 'Correct an event', withdraw: 'Withdraw an event' } as const

export const meta = titled<{ act: (typeof ACTS)[number] }>((page) => (page ? TITLES[page.act] : 'An event'))

const actOf = (text: string | undefined) => {
  const act = ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('projects.draft', async ({ context, params, hasProblems }) => {
  const act = actOf(params.act)
  const page = await readEventPage(context, params.ref ?? '', params.event ?? '')
  if (!page || (!page.mayWrite && !hasProblems)) throw notFound()
  return { act, ref: page.ref, title: page.title, id: page.id, version: page.version, event: page.event }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) =>
  answerLogForm(context, params.ref ?? '', { act: actOf(params.act), id: params.event ?? '' }, typedFromForm(await request.formData())))

export default function ChangeEvent() {
  const { act, ref, title, id, version, event } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const against = answer && !answer.isConflict && typeof answer.typed.version === 'string' ? answer.typed.version : String(version)
  return (
    <Page title={TITLES[act]} caption={title} crumbs={[{ href: `/projects/${ref}/involvement`, label: 'Involvement log' }, { href: `/projects/${ref}/involvement/${id}`, label: `Event of ${formatDay(event.day)}` }]}>
      <PortalForm schema={act === 'correct' ? eventSchema : withdrawSchema} typed={answer?.typed ?? (act === 'correct' ? typedFromEvent(event) : {})} problems={answer?.problems}>
        <EnterKeySaves />
        {answer?.isConflict ? (
          <WarningCallout title="Check both before you save">
            <p>Version {version} is saved now; below it is what you typed. Saving makes what you typed the next version.</p>
            <Details summary="Read what is saved now"><EventView event={event} projectRef={ref} /></Details>
          </WarningCallout>
        ) : null}
        <HiddenField key={against} name="version" value={against} />
        {act === 'correct' ? <EventFields /> : <TextareaField name="because" label="Why is it withdrawn?" hint="It counts no more, in the log or the report. What it said stays to be read" rows={3} />}
        <SubmitButton warning={act === 'withdraw'}>{act === 'correct' ? 'Save the correction' : 'Withdraw it'}</SubmitButton>
      </PortalForm>
    </Page>
  )
}
