import { useActionData, useLoaderData } from '@remix-run/react'
import { answerAppraisalForm } from '#app/involvement/answer-appraisal-form.server.ts'
import { AppraisalFields } from '#app/involvement/appraisal-fields.tsx'
import { setUpSchema, typedFromAppraisal } from '#app/involvement/appraisal.schema.ts'
import { readAppraisals } from '#app/involvement/read-appraisals.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { EnterKeySaves, HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Begin an appraisal')

export const loader = pageLoader('projects.draft', async ({ context, params, hasProblems }) => {
  const page = await readAppraisals(context, params.ref ?? '')
  if (!page || (!page.mayWrite && !hasProblems)) throw notFound()
  return { ref: page.ref, title: page.title, id: newId() }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => answerAppraisalForm(context, params.ref ?? '', null, 'set-up', typedFromForm(await request.formData())))

export default function BeginAppraisal() {
  const { ref, title, id } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const kept = typeof answer?.typed.id === 'string' ? answer.typed.id : id
  return (
    <Page title="Begin an appraisal" caption={title} crumbs={[{ href: `/projects/${ref}`, label: title }, { href: `/projects/${ref}/appraisals`, label: 'Options appraisals' }]}>
      <PortalForm schema={setUpSchema} typed={answer?.typed ?? typedFromAppraisal(null)} problems={answer?.problems}>
        <EnterKeySaves />
        <HiddenField key={kept} name="id" value={kept} />
        <HiddenField name="version" value="0" />
        <AppraisalFields act="set-up" appraisal={null} />
        <SubmitButton>Save and go to the table</SubmitButton>
      </PortalForm>
    </Page>
  )
}
