import { useActionData, useLoaderData } from '@remix-run/react'
import { DpiaForm } from '#app/documents/dpia/dpia-frame.tsx'
import { answerDpiaForm } from '#app/documents/dpia/dpia-form.server.ts'
import { ADVICE_TAKEN, CONSULTATION_OUTCOMES, SIGN_OFF_PARTS, type SignOffPart } from '#app/documents/dpia/dpia-outcomes.rules.ts'
import { signOffRows } from '#app/documents/dpia/dpia-rows.words.ts'
import { adviceStep, approvalStep, consultStep, outcomeStep, viewsStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { SIGN_OFF_SCHEMAS, typedFromSignOff } from '#app/documents/dpia/dpia.schema.ts'
import { ADVICE_TAKEN_WORDS, CONSULTATION_OUTCOME_WORDS, SIGN_OFF_WORDS } from '#app/documents/dpia/dpia.words.ts'
import { readDpiaPage } from '#app/documents/dpia/read-dpia.server.ts'
import { notFound, pageAction, pageLoader, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { DateField, RadiosField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Impact assessment')

function partOf({ params }: Pick<PageArgs<StaffActor>, 'params'>): SignOffPart {
  const part = SIGN_OFF_PARTS.find((each) => each === params.part)
  if (!part) throw notFound()
  return part
}

export const loader = pageLoader('projects.read', async (args) => ({ part: partOf(args), page: await readDpiaPage(args) }))

/** Who may save which part is asked where it is saved: whoever drafts, but for the approval. */
export const action = pageAction('projects.read', async (args) => {
  const part = partOf(args)
  const typed = typedFromForm(await args.request.formData())
  const { actor, now } = args.context
  switch (part) {
    case 'views': return answerDpiaForm(args, { typed, schema: SIGN_OFF_SCHEMAS.views, edit: viewsStep })
    case 'advice': return answerDpiaForm(args, { typed, schema: SIGN_OFF_SCHEMAS.advice, edit: adviceStep })
    case 'approval': return answerDpiaForm(args, { typed, schema: SIGN_OFF_SCHEMAS.approval, edit: (given) => approvalStep({ ...given, on: londonDay(now), by: actor.name }) })
    case 'consult': return answerDpiaForm(args, { typed, schema: SIGN_OFF_SCHEMAS.consult, edit: consultStep })
    case 'outcome': return answerDpiaForm(args, { typed, schema: SIGN_OFF_SCHEMAS.outcome, edit: outcomeStep })
  }
})

export default function SignOff() {
  const opened = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { part } = opened
  const page = answer?.now ?? opened.page
  return (
    <DpiaForm page={page} title={SIGN_OFF_WORDS[part]} schema={SIGN_OFF_SCHEMAS[part]} saved={typedFromSignOff(part, page.assessment)} answer={answer}
      mayEdit={part === 'approval' ? page.mayApprove : page.mayDraft} savedRows={signOffRows(part, page.assessment)} button={part === 'approval' ? 'Approve' : 'Save'}>
      {part === 'views' ? (
        <>
          {page.involvement ? <InsetText><p>The facts say of involving the public: {page.involvement}</p></InsetText> : null}
          <TextareaField name="people" label="What did the people concerned say?" rows={6} hint="Or why they were not asked (UK GDPR Article 35(9))" />
          <TextareaField name="others" label="Who else was asked, and what did they say?" rows={5} hint="Such as processors, people who look after security, staff who will do the work" />
        </>
      ) : null}
      {part === 'advice' ? (
        <>
          <TextField name="name" label="Name of the data protection officer" hint={page.officers.length > 0 ? `The facts name ${page.officers.join(', ')}` : undefined} />
          <DateField name="on" label="When was the advice given?" hint="For example, 27 3 2027" />
          <TextareaField name="advice" label="What was the advice?" rows={6} hint="It is recorded apart from whether it was accepted" />
        </>
      ) : null}
      {part === 'approval' ? (
        <>
          <TextField name="measuresBy" label="Who approves the measures?" hint="Name and post" />
          <TextField name="residualBy" label="Who approves the risk that is left?" hint="Name and post" />
          <RadiosField name="advice" label="Is the data protection officer’s advice accepted?" options={ADVICE_TAKEN.map((value) => ({ value, label: ADVICE_TAKEN_WORDS[value] }))} inline />
          <TextareaField name="why" label="If it is overruled, why?" rows={3} />
          <TextareaField name="departs" label="If the decision departs from what people said, why?" rows={3} />
          <TextField name="keptBy" label="Who keeps the assessment under review?" hint="Name and post" />
        </>
      ) : null}
      {part === 'consult' ? (
        <>
          <p>Where a risk stays high, the Information Commissioner must be asked before the use begins (UK GDPR Article 36). Send who is responsible for what, the purposes and means, the safeguards, the data protection officer’s contact and the assessment.</p>
          <DateField name="askedOn" label="When was the Commissioner asked?" hint="For example, 27 3 2027" />
          <TextField name="reference" label="The Commissioner’s reference" hint="Leave this empty if there is none yet" />
        </>
      ) : null}
      {part === 'outcome' ? (
        <>
          <RadiosField name="outcome" label="What did the Commissioner answer?" options={CONSULTATION_OUTCOMES.map((value) => ({ value, label: CONSULTATION_OUTCOME_WORDS[value] }))} />
          <DateField name="outcomeOn" label="When?" hint="For example, 27 3 2027" />
          <TextareaField name="words" label="What does the answer say?" rows={5} />
        </>
      ) : null}
    </DpiaForm>
  )
}
