import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { answerStepForm } from '#app/approvals/answer-step-form.server.ts'
import { KEPT_FILE_FORM_MAX } from '#app/approvals/kept-file.rules.ts'
import { KEPT_FILE_REFUSAL_WORDS } from '#app/approvals/kept-file.words.ts'
import { readStepPage } from '#app/approvals/read-step-page.server.ts'
import { STEP_DONE_WORDS } from '#app/approvals/step-form.words.ts'
import { StepSubmissions } from '#app/approvals/submission-panel.tsx'
import { SUBMISSION_DONE_WORDS } from '#app/approvals/submission.words.ts'
import { ActForm, OutsideForm, StepApproval, StepDecisions, StepPapers, StepTrial, type SentStep } from '#app/approvals/step-panels.tsx'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readFormUpTo } from '#app/platform/read-up-to.server.ts'
import { InsetText, SuccessBanner, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ step: { name: string } }>((page) => page?.step.name ?? 'Approval')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readStepPage(context, params.ref ?? '', params.step ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('approvals.act', async ({ context, params, request }) => {
  const form = await readFormUpTo(request, KEPT_FILE_FORM_MAX)
  if (form === null) return data({ problems: [{ field: 'file', message: KEPT_FILE_REFUSAL_WORDS['file-too-large'] }], typed: {} }, { status: 413 })
  const answer = await answerStepForm(context, { projectRef: params.ref ?? '', stepId: params.step ?? '' }, form)
  if ('done' in answer) throw redirect(`/projects/${params.ref}/approvals/${params.step}?done=${answer.done}`)
  const { status, ...said } = answer
  return data(said, { status })
})

export default function Step() {
  const page = useLoaderData<typeof loader>() as unknown as SentStep
  const answer = useActionData<typeof action>()
  const done = { ...STEP_DONE_WORDS, ...SUBMISSION_DONE_WORDS }[useSearchParams()[0].get('done') ?? '']
  const { project, step } = page
  return (
    <Page title={step.name} caption={project.title} wide tag={<Tag colour={page.isOpen ? 'green' : 'grey'}>{page.isOpen ? 'Decided, and holds' : 'Not open'}</Tag>}
      crumbs={[{ href: `/projects/${project.ref}`, label: project.title }, { href: `/projects/${project.ref}/approvals`, label: 'Approvals' }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p><strong>{step.who}</strong>. {step.why} <a href={step.source.address}>{step.source.name}</a></p>
      {page.why ? <InsetText><p>{page.why}</p></InsetText> : null}
      <StepPapers page={page} />
      <StepApproval page={page} />
      <ActForm page={page} answer={answer} />
      <StepTrial page={page} answer={answer} />
      {page.outside ? <StepSubmissions at={`/projects/${project.ref}/approvals/${step.id}`} boardsHref={`/projects/${project.ref}/boards`} {...page.outside} /> : null}
      <OutsideForm page={page} answer={answer} />
      <h2 className="nhsuk-heading-m">Decisions</h2>
      <StepDecisions page={page} />
    </Page>
  )
}
