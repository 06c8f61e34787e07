import { randomUUID } from 'node:crypto'
import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { closeAction } from '#app/documents/dpia/close-action.server.ts'
import { answerDpiaForm, dpiaAgain, removal } from '#app/documents/dpia/dpia-form.server.ts'
import { DpiaForm } from '#app/documents/dpia/dpia-frame.tsx'
import { actionRows } from '#app/documents/dpia/dpia-rows.words.ts'
import { actionStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { actionSchema, doneSchema, typedFromAction } from '#app/documents/dpia/dpia.schema.ts'
import { DPIA_REFUSAL_STATUS, DPIA_REFUSAL_WORDS } from '#app/documents/dpia/dpia.words.ts'
import { readDpiaPage } from '#app/documents/dpia/read-dpia.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { removalSchema } from '#app/projects/facts.schema.ts'
import { DateField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { SummaryList } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('An action')

export const loader = pageLoader('projects.read', async (args) => {
  const page = await readDpiaPage(args)
  const id = args.params.action ?? ''
  if (id !== 'new' && !args.hasProblems && !page.actions.some((each) => each.id === id)) throw notFound()
  return { page, id }
})

/** Whoever drafts writes actions; whose action it is may record that it is done, and nothing else. */
export const action = pageAction('projects.read', async (args) => {
  const { context, params } = args
  const typed = typedFromForm(await args.request.formData())
  const key = params.action === 'new' ? null : (params.action ?? '')
  if (typed.close && key !== null) {
    const reading = readTyped(typed, doneSchema)
    if (!reading.ok) return dpiaAgain({ problems: reading.problems, typed, isConflict: false, now: null }, 400)
    const closed = await closeAction(context, { ref: params.ref ?? '', id: key, ...reading.value })
    if (closed.ok) throw redirect(`/projects/${params.ref}/dpia?done=closed`)
    const { kind } = closed.refusal
    if (kind === 'not-found') throw notFound()
    return dpiaAgain({ problems: [{ field: kind === 'done-later' ? 'doneOn' : '', message: DPIA_REFUSAL_WORDS[kind] }], typed, isConflict: false, now: null }, DPIA_REFUSAL_STATUS[kind])
  }
  if (typed.remove && key !== null) return answerDpiaForm(args, { typed, schema: removalSchema, edit: () => removal('actions', key), done: 'removed' })
  return answerDpiaForm(args, { typed, schema: actionSchema, edit: (given) => actionStep(key, `action-${randomUUID().slice(0, 8)}`, given, londonDay(context.now)) })
})

export default function Action() {
  const opened = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const page = answer?.now ?? opened.page
  const kept = page.actions.find((each) => each.id === opened.id) ?? null
  const rows = kept ? actionRows(kept, page.parties.find(({ code }) => code === kept.ownerCode)?.name ?? 'The organisation that drafts the project') : []
  if (kept && !page.mayDraft && kept.mayClose) {
    return (
      <DpiaForm page={page} title="An action" schema={doneSchema} saved={{}} answer={answer} mayEdit savedRows={rows} button="Record that it is done" intro={<SummaryList rows={rows} />}>
        <HiddenField name="close" value="yes" />
        <DateField name="doneOn" label="When was it done?" hint="For example, 27 3 2027" />
        <TextareaField name="proof" label="What shows that it is done?" rows={4} hint="Such as a report, a ticket or a test, and where it can be found" />
      </DpiaForm>
    )
  }
  return (
    <DpiaForm page={page} title={kept ? 'An action' : 'A new action'} schema={actionSchema} saved={typedFromAction(kept)} answer={answer} mayEdit={page.mayDraft}
      savedRows={rows} removes={kept ? 'this action' : undefined} button="Save the action">
      <TextareaField name="what" label="What is to be done?" rows={3} />
      <SelectField name="riskId" label="Which risk is it about?" prompt="The assessment as a whole" options={page.risks.map((risk) => ({ value: risk.id, label: risk.title }))} />
      <TextField name="owner" label="Who does it?" hint="A person or a post" />
      <SelectField name="ownerCode" label="Which party do they work for?" prompt="The organisation that drafts the project" options={page.parties.map(({ code, name }) => ({ value: code, label: name }))} />
      <DateField name="due" label="By when?" hint="For example, 27 3 2027. They are reminded two weeks and three days before, and every two weeks after it" />
      <RadiosField name="isBlocking" label="Must it be done before anything flows?" options={[{ value: 'yes', label: 'Yes: no flow is in force until it is done' }, { value: 'no', label: 'No' }]} />
      <DateField name="doneOn" label="When was it done?" hint="Leave this empty while it is open" />
      <TextareaField name="proof" label="What shows that it is done?" rows={3} hint="Such as a report, a ticket or a test, and where it can be found. Leave this empty while it is open" />
    </DpiaForm>
  )
}
