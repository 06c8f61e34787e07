import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KEPT_FILE_FORM_MAX } from '#app/approvals/kept-file.rules.ts'
import { KEPT_FILE_REFUSAL_WORDS } from '#app/approvals/kept-file.words.ts'
import { readSubmissionForm, type SubmissionForm } from '#app/approvals/read-submissions.server.ts'
import { actOnSubmission } from '#app/approvals/submission-acts.server.ts'
import { SubmissionFields, SUBMIT_TITLE } from '#app/approvals/submission-forms.tsx'
import { SUBMISSION_ACTS, type SubmissionAct } from '#app/approvals/submission.rules.ts'
import { submissionEventSchema, submitStepSchema } from '#app/approvals/submission.schema.ts'
import { SUBMISSION_EVENT_WORDS } from '#app/approvals/submission.words.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { readFormUpTo } from '#app/platform/read-up-to.server.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

const titleOf = (act: SubmissionForm['act']): string => (act === 'submit' ? SUBMIT_TITLE : SUBMISSION_EVENT_WORDS[act].title)

export const meta = titled<SubmissionForm>((page) => (page ? `${titleOf(page.act)}: ${page.step.name}` : SUBMIT_TITLE))

const actOf = (text: string | undefined): SubmissionAct => {
  const act = SUBMISSION_ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('projects.draft', async ({ context, params, hasProblems }) => {
  const page = await readSubmissionForm(context, params.ref ?? '', params.step ?? '', actOf(params.act), hasProblems)
  if (!page) throw notFound()
  return { ...page, saved: { onDay: partsOfDay(page.act === 'submit' ? londonDay(context.now) : null), toName: page.body, versions: Object.fromEntries(page.papers.map(({ documentRef, number }) => [documentRef, String(number)])) } }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const at = { projectRef: params.ref ?? '', stepId: params.step ?? '' }
  const form = await readFormUpTo(request, KEPT_FILE_FORM_MAX)
  if (form === null) return data({ problems: [{ field: 'file', message: KEPT_FILE_REFUSAL_WORDS['file-too-large'] }], typed: {} }, { status: 413 })
  const done = await actOnSubmission(context, at, actOf(params.act), form)
  if (done === 'not-found') throw notFound()
  if (typeof done === 'string') throw redirect(`/projects/${at.projectRef}/approvals/${at.stepId}?done=${done}`)
  return data({ problems: done.problems, typed: typedFromForm(form) }, { status: done.status })
})

export default function TellOfSubmission() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { project, step, submission } = page
  return (
    <Page title={titleOf(page.act)} caption={step.name} crumbs={[
      { href: `/projects/${project.ref}`, label: project.title }, { href: `/projects/${project.ref}/approvals`, label: 'Approvals' }, { href: `/projects/${project.ref}/approvals/${step.id}`, label: step.name },
    ]}>
      {submission ? <p>Submitted to {submission.toName} on {formatDay(submission.submittedOn)}{submission.reference ? `, reference ${submission.reference}` : ''}.</p> : <p><strong>{step.who}</strong>. {step.why}</p>}
      <PortalForm schema={page.act === 'submit' ? submitStepSchema : submissionEventSchema} problems={answer?.problems} typed={answer?.typed ?? page.saved} {...(page.act === 'submit' ? {} : { encType: 'multipart/form-data' as const })}>
        <SubmissionFields page={page} />
        <SubmitButton>Write it down</SubmitButton>
      </PortalForm>
    </Page>
  )
}
