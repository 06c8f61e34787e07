import { useActionData, useLoaderData } from '@remix-run/react'
import { answerLogForm } from '#app/involvement/answer-log-form.server.ts'
import { AnswerFields } from '#app/involvement/event-fields.tsx'
import { answerSchema, typedFromPoint } from '#app/involvement/involvement.schema.ts'
import { readEventPage } from '#app/involvement/read-log.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('What came of a point')

/** Points are numbered from 1, as the page does. */
const placeOf = (text: string | undefined): number => (/^[1-9]\d?$/.test(text ?? '') ? Number(text) - 1 : -1)

export const loader = pageLoader('projects.draft', async ({ context, params, hasProblems }) => {
  const page = await readEventPage(context, params.ref ?? '', params.event ?? '')
  const point = page?.event.points[placeOf(params.point)]
  if (!page || !point || (!page.mayWrite && !hasProblems)) throw notFound()
  return { ref: page.ref, title: page.title, id: page.id, version: page.version, day: page.event.day, point }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) =>
  answerLogForm(context, params.ref ?? '', { act: 'answer', id: params.event ?? '', point: placeOf(params.point) }, typedFromForm(await request.formData())))

export default function AnswerPoint() {
  const { ref, title, id, version, day, point } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const against = answer && !answer.isConflict && typeof answer.typed.version === 'string' ? answer.typed.version : String(version)
  return (
    <Page title="What came of a point" caption={title} crumbs={[{ href: `/projects/${ref}/involvement`, label: 'Involvement log' }, { href: `/projects/${ref}/involvement/${id}`, label: `Event of ${formatDay(day)}` }]}>
      <InsetText><p className="concordat-lines">{point.said}</p></InsetText>
      <PortalForm schema={answerSchema} typed={answer?.typed ?? typedFromPoint(point)} problems={answer?.problems}>
        <HiddenField key={against} name="version" value={against} />
        <AnswerFields at="" />
        <SubmitButton>Save the answer</SubmitButton>
      </PortalForm>
    </Page>
  )
}
