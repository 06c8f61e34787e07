import { useActionData, useLoaderData } from '@remix-run/react'
import { DpiaForm } from '#app/documents/dpia/dpia-frame.tsx'
import { answerDpiaForm } from '#app/documents/dpia/dpia-form.server.ts'
import { criterionById, SCREENING_LISTS, type ScreeningQuestion } from '#app/documents/dpia/dpia-screening.rules.ts'
import { screeningStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { screeningSchema } from '#app/documents/dpia/dpia.schema.ts'
import { SCREENING_LIST_WORDS, SCREENING_QUESTION_WORDS } from '#app/documents/dpia/dpia.words.ts'
import { readDpiaPage } from '#app/documents/dpia/read-dpia.server.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { RadiosField, TextareaField } from '#app/ui/fields.tsx'
import { Details, Table } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Screening')

export const loader = pageLoader('projects.read', readDpiaPage)

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const page = await readDpiaPage(args)
  const { actor, now } = args.context
  return answerDpiaForm(args, {
    typed, schema: screeningSchema(page.questions),
    edit: ({ said, reasons, other }) => screeningStep({
      factsVersion: page.factsVersion, on: londonDay(now), by: actor.name, other,
      said: Object.fromEntries(Object.entries(said).map(([question, answer]) => [question, answer === 'yes'])),
      reasons: Object.fromEntries(Object.entries(reasons).filter(([, why]) => why !== '')),
    }),
  })
})

const MET_WORDS = { true: 'Yes', false: 'No', null: 'Not answered' } as const

export default function Screening() {
  const opened = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const page = answer?.now ?? opened
  const { screening } = page.assessment
  const findings = page.mayDraft ? page.readings.findings : (screening?.findings ?? page.readings.findings)
  const saved = {
    said: Object.fromEntries(Object.entries(screening?.said ?? {}).map(([question, is]) => [question, is ? 'yes' : 'no'])), reasons: { ...screening?.reasons }, other: screening?.other ?? '',
  }
  return (
    <DpiaForm page={page} title="Screening" schema={screeningSchema(page.questions)} saved={saved} answer={answer} mayEdit={page.mayDraft} button="Freeze the result"
      savedRows={screening ? [{ key: 'Result', value: `${screening.isNeeded ? 'An assessment is needed' : 'No assessment is needed'}, ${formatDay(screening.on)}` }, ...Object.entries(screening.said).map(([question, is]) => ({ key: SCREENING_QUESTION_WORDS[question as ScreeningQuestion], value: is ? 'Yes' : 'No' }))] : []}
      intro={(
        <>
          <p>Each criterion is read off the facts where they say it. The questions below are about what the facts do not say. The result is frozen with its reasons.</p>
          {SCREENING_LISTS.map((list) => (
            <Details key={list} summary={SCREENING_LIST_WORDS[list]} open={findings.some((finding) => finding.met && criterionById(finding.criterion)?.list === list)}>
              <Table caption={SCREENING_LIST_WORDS[list]} hideCaption head={['Criterion', 'Applies', 'Why']} rows={findings.filter((finding) => criterionById(finding.criterion)?.list === list).map((finding) => [
                criterionById(finding.criterion)?.name, MET_WORDS[String(finding.met) as keyof typeof MET_WORDS], finding.reason,
              ])} />
            </Details>
          ))}
        </>
      )}>
      {page.questions.map((question) => (
        <div key={question}>
          <RadiosField name={`said.${question}`} label={SCREENING_QUESTION_WORDS[question]} inline options={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }]} />
          <TextareaField name={`reasons.${question}`} label={`Why? (${SCREENING_QUESTION_WORDS[question].replace(/\?$/, '')})`} rows={2} hint="It is kept with the result. You can leave this empty" />
        </div>
      ))}
      <TextareaField name="other" label="Is there another reason to assess?" rows={3} hint="An assessment may always be made. Leave this empty if there is none" />
    </DpiaForm>
  )
}
