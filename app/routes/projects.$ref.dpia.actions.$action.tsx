import { randomUUID } from 'node:crypto'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DpiaForm } from '#app/documents/dpia/dpia-frame.tsx'
import { answerDpiaForm, removal } from '#app/documents/dpia/dpia-form.server.ts'
import { actionRows } from '#app/documents/dpia/dpia-rows.words.ts'
import { actionSchema, typedFromAction } from '#app/documents/dpia/dpia.schema.ts'
import { readDpiaPage } from '#app/documents/dpia/read-dpia.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { ok } from '#app/kernel/result.ts'
import { removalSchema } from '#app/projects/facts.schema.ts'
import { DateField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('An action')

export const loader = pageLoader('projects.read', async (args) => {
  const page = await readDpiaPage(args)
  const id = args.params.action ?? ''
  if (id !== 'new' && !args.hasProblems && !page.assessment.actions.some((each) => each.id === id)) throw notFound()
  return { page, id }
})

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const key = args.params.action === 'new' ? null : (args.params.action ?? '')
  if (typed.remove && key !== null) return answerDpiaForm(args, { typed, schema: removalSchema, edit: () => removal('actions', key), done: 'removed' })
  return answerDpiaForm(args, { typed, schema: actionSchema, edit: (given) => () => ok({ part: 'actions', key, value: { id: key ?? `action-${randomUUID().slice(0, 8)}`, ...given } }) })
})

export default function Action() {
  const opened = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const page = answer?.now ?? opened.page
  const kept = page.assessment.actions.find((each) => each.id === opened.id) ?? null
  return (
    <DpiaForm page={page} title={kept ? 'An action' : 'A new action'} schema={actionSchema} saved={typedFromAction(kept)} answer={answer} mayEdit={page.mayDraft}
      savedRows={kept ? actionRows(kept) : []} removes={kept ? 'this action' : undefined} button="Save the action">
      <TextareaField name="what" label="What is to be done?" rows={3} />
      <SelectField name="riskId" label="Which risk is it about?" prompt="The assessment as a whole" options={page.risks.map((risk) => ({ value: risk.id, label: risk.title }))} />
      <TextField name="owner" label="Who does it?" hint="A person or a post" />
      <DateField name="due" label="By when?" hint="For example, 27 3 2027" />
      <DateField name="doneOn" label="When was it done?" hint="Leave this empty while it is open" />
    </DpiaForm>
  )
}
