import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CONDITION_ACTS, CONDITION_FORMS, ConditionFields, type ConditionAct } from '#app/approvals/condition-forms.tsx'
import { actOnConditions } from '#app/approvals/condition-acts.server.ts'
import { KEPT_FILE_FORM_MAX } from '#app/approvals/kept-file.rules.ts'
import { KEPT_FILE_REFUSAL_WORDS } from '#app/approvals/kept-file.words.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readFormUpTo } from '#app/platform/read-up-to.server.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ act: ConditionAct }>((page) => (page ? CONDITION_FORMS[page.act].title : 'A condition'))

const actOf = (text: string | undefined): ConditionAct => {
  const act = CONDITION_ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('projects.read', async ({ context, params, url, hasProblems }) => {
  const act = actOf(params.act)
  const page = await readConditionsPage(context, params.ref ?? '')
  const id = url.searchParams.get('id') ?? ''
  const condition = page?.conditions.find((each) => each.id === id)
  const suspension = page?.suspensions.find((each) => each.id === id)
  const may = { set: page?.mayDraft, clock: page?.mayDraft && page.hasClock, destruction: page?.mayAwaitDestruction, suspend: page?.maySuspend, end: condition?.mayEnd, prove: condition?.mayProve, resume: suspension?.mayResume }[act]
  if (!page || (!may && !hasProblems)) throw notFound()
  const day = partsOfDay(londonDay(context.now))
  return { act, id, ref: page.ref, title: page.title, flows: page.flows, parties: page.parties, about: condition?.what ?? suspension?.because ?? '', mayLift: condition?.mayLift ?? false, saved: { begunOn: day, endedOn: day } }
})

export const action = pageAction('projects.read', async ({ context, params, request }) => {
  const [ref, act] = [params.ref ?? '', actOf(params.act)]
  const form = await readFormUpTo(request, KEPT_FILE_FORM_MAX)
  if (form === null) return data({ problems: [{ field: 'file', message: KEPT_FILE_REFUSAL_WORDS['file-too-large'] }], typed: {} }, { status: 413 })
  const typed = typedFromForm(form)
  const done = await actOnConditions(context, ref, act, form)
  if (done === 'done') throw redirect(`/projects/${ref}/conditions?done=${act}`)
  if (done === 'not-found') throw notFound()
  return data({ problems: done.problems, typed }, { status: done.status })
})

export default function ChangeConditions() {
  const { act, id, ref, title, flows, parties, about, mayLift, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const form = CONDITION_FORMS[act]
  return (
    <Page title={form.title} caption={title} crumbs={[{ href: `/projects/${ref}`, label: title }, { href: `/projects/${ref}/conditions`, label: 'Conditions and clocks' }]}>
      {about ? <p>{about}</p> : null}
      <PortalForm schema={form.schema} problems={answer?.problems} typed={answer?.typed ?? saved} {...(act === 'end' || act === 'prove' ? { encType: 'multipart/form-data' as const } : {})}>
        <ConditionFields act={act} flows={flows} parties={parties} id={id} mayLift={mayLift} />
        <SubmitButton warning={act === 'suspend'}>{form.button}</SubmitButton>
      </PortalForm>
    </Page>
  )
}
