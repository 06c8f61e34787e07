import { useActionData, useLoaderData } from '@remix-run/react'
import { answerAppraisalForm } from '#app/involvement/answer-appraisal-form.server.ts'
import { AppraisalFields } from '#app/involvement/appraisal-fields.tsx'
import { choiceSchema, fixSchema, scoresSchema, setUpSchema, typedFromAppraisal, typedFromChoice, typedFromScores } from '#app/involvement/appraisal.schema.ts'
import type { Appraisal } from '#app/involvement/appraisal.rules.ts'
import { APPRAISAL_ACT_WORDS, APPRAISAL_ACTS, resultSentence, type AppraisalAct } from '#app/involvement/appraisal.words.ts'
import { resultOf } from '#app/involvement/appraisal-result.rules.ts'
import { readAppraisalPage } from '#app/involvement/read-appraisals.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { EnterKeySaves, HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ act: AppraisalAct }>((page) => (page ? APPRAISAL_ACT_WORDS[page.act].title : 'Options appraisal'))

const actOf = (text: string | undefined): AppraisalAct => {
  const act = APPRAISAL_ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('projects.draft', async ({ context, params, hasProblems }) => {
  const act = actOf(params.act)
  const page = await readAppraisalPage(context, params.ref ?? '', params.appraisal ?? '')
  if (!page || (!page.mayWrite && !hasProblems)) throw notFound()
  return { act, ref: page.ref, projectTitle: page.projectTitle, id: page.id, version: page.version, appraisal: page.shown.appraisal }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) =>
  answerAppraisalForm(context, params.ref ?? '', params.appraisal ?? '', actOf(params.act), typedFromForm(await request.formData())))

const schemaOf = (act: AppraisalAct, appraisal: Appraisal) => ({ 'set-up': setUpSchema, scores: scoresSchema(appraisal), choice: choiceSchema, fix: fixSchema })[act]
const savedIn = (act: AppraisalAct, appraisal: Appraisal) => ({ 'set-up': typedFromAppraisal, scores: typedFromScores, choice: typedFromChoice, fix: () => ({}) })[act](appraisal)

export default function ChangeAppraisal() {
  const { act, ref, projectTitle, id, version, appraisal } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = APPRAISAL_ACT_WORDS[act]
  const against = answer && typeof answer.typed.version === 'string' ? answer.typed.version : String(version)
  return (
    <Page title={words.title} caption={projectTitle} crumbs={[{ href: `/projects/${ref}/appraisals`, label: 'Options appraisals' }, { href: `/projects/${ref}/appraisals/${id}`, label: appraisal.title }]}>
      {act === 'choice' || act === 'fix' ? <InsetText><p>{resultSentence(resultOf(appraisal))}</p></InsetText> : null}
      <PortalForm schema={schemaOf(act, appraisal)} typed={answer?.typed ?? savedIn(act, appraisal)} problems={answer?.problems}>
        <EnterKeySaves />
        <HiddenField key={against} name="version" value={against} />
        <AppraisalFields act={act} appraisal={appraisal} />
        <SubmitButton>{words.button}</SubmitButton>
      </PortalForm>
    </Page>
  )
}
