import { randomUUID } from 'node:crypto'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DpiaForm, LevelTag } from '#app/documents/dpia/dpia-frame.tsx'
import { answerDpiaForm, dpiaAgain, removal } from '#app/documents/dpia/dpia-form.server.ts'
import { EFFECTS, LIKELIHOODS, overall, SEVERITIES } from '#app/documents/dpia/dpia-scores.rules.ts'
import { riskRule } from '#app/documents/dpia/dpia-risks.rules.ts'
import { riskStep, setAsideStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { BLANK_MEASURE, riskSchema, setAsideSchema, typedFromRisk } from '#app/documents/dpia/dpia.schema.ts'
import { EFFECT_WORDS, LIKELIHOOD_WORDS, SEVERITY_WORDS } from '#app/documents/dpia/dpia.words.ts'
import { readDpiaPage } from '#app/documents/dpia/read-dpia.server.ts'
import { riskRows } from '#app/documents/dpia/dpia-rows.words.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { FACT_SECTIONS } from '#app/projects/facts.rules.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { removalSchema } from '#app/projects/facts.schema.ts'
import { typedWithRows } from '#app/projects/project.schema.ts'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { CheckboxesField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { KeptField, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('A risk')

export const loader = pageLoader('projects.read', async (args) => {
  const page = await readDpiaPage(args)
  const id = args.params.risk ?? ''
  if (id !== 'new' && !riskRule(id) && !args.hasProblems && !page.risks.some((risk) => risk.id === id)) throw notFound()
  return { page, id }
})

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const id = args.params.risk ?? ''
  if (typeof typed.row === 'string') return dpiaAgain({ problems: [], typed: typedWithRows(typed, typed.row, { measures: BLANK_MEASURE }), isConflict: false, now: null }, 200)
  if (typed.remove) return answerDpiaForm(args, { typed, schema: removalSchema, edit: () => removal('risks', id), done: 'removed' })
  const rule = riskRule(id)
  if (typed.aside && rule) return answerDpiaForm(args, { typed, schema: setAsideSchema, edit: ({ why }) => setAsideStep(rule.id, why) })
  const page = await readDpiaPage(args)
  const isKept = page.risks.some((risk) => risk.id === id)
  return answerDpiaForm(args, { typed, schema: riskSchema, edit: (given) => riskStep(isKept ? id : null, `own-${randomUUID().slice(0, 8)}`, rule?.id ?? null, given) })
})

const likelihoods = LIKELIHOODS.map((value) => ({ value, label: LIKELIHOOD_WORDS[value] }))
const severities = SEVERITIES.map((value) => ({ value, label: SEVERITY_WORDS[value] }))

export default function Risk() {
  const opened = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const page = answer?.now ?? opened.page
  const { id } = opened
  const kept = page.risks.find((risk) => risk.id === id) ?? null
  const suggested = page.undecided.find((risk) => risk.rule === id)
  const rule = riskRule(kept ? kept.rule : id)
  const aside = page.assessment.setAside.find((each) => each.rule === id)
  const shown = kept ?? (suggested ? { ...suggested, id, before: null, measures: [] } : rule ? { id, rule: rule.id, title: rule.title, citation: rule.citation, cause: '', impact: '', before: null, measures: [] } : null)
  return (
    <DpiaForm page={page} title={shown?.title ?? 'A risk of your own'} schema={riskSchema} saved={{ ...typedFromRisk(shown, kept?.sections ?? []), why: aside?.why ?? '' }} answer={answer} mayEdit={page.mayDraft}
      savedRows={kept ? riskRows(kept) : []} removes={kept ? 'this risk' : undefined} button="Save the risk"
      intro={kept && !rule && kept.citation ? <InsetText><p>Source: {kept.citation}.</p></InsetText> : rule ? <InsetText><p>Suggested by the facts of the project. Source: {rule.citation}.</p>{kept?.before ? <p>Before measures: <LevelTag level={overall(kept.before)} /> Left when they are in place: <LevelTag level={kept.left} /></p> : null}</InsetText> : null}>
      <TextField name="title" label="What could go wrong?" />
      <TextareaField name="cause" label="Where does the risk come from?" rows={5} />
      <TextareaField name="impact" label="What could it do to people?" rows={3} />
      <RadiosField name="likelihood" label="How likely is it, before any measure?" options={likelihoods} inline />
      <RadiosField name="severity" label="How severe would it be, before any measure?" options={severities} inline />
      <RowBoxes name="measures" title="Measures" one="measure" blank={BLANK_MEASURE} first="what" intro="In the order in which they count. A measure that reduces the risk says how likely and how severe it is from then on; which of the two it moves is worked out.">
        {(at) => (
          <>
            <KeptField name={`${at}.key`} />
            <TextareaField name={`${at}.what`} label="What is done?" rows={2} />
            <SelectField name={`${at}.effect`} label="What does it do to the risk?" prompt="Select" options={EFFECTS.map((value) => ({ value, label: EFFECT_WORDS[value] }))} />
            <SelectField name={`${at}.likelihood`} label="Likelihood then" prompt="Only if reduced" options={likelihoods} />
            <SelectField name={`${at}.severity`} label="Severity then" prompt="Only if reduced" options={severities} />
          </>
        )}
      </RowBoxes>
      {rule ? null : <CheckboxesField name="sections" label="Which facts does it rest on?" hint="It opens again when one of them changes. Tick none if it rests on none" options={FACT_SECTIONS.map((value) => ({ value, label: SECTION_WORDS[value] }))} />}
      {suggested || aside ? (
        <>
          <h2 className="nhsuk-heading-m">Or set it aside</h2>
          <TextareaField name="why" label="Why does it not matter here?" rows={3} />
          <p><SubmitButton name="aside" value="yes" secondary noValidate>Set this risk aside</SubmitButton></p>
        </>
      ) : null}
    </DpiaForm>
  )
}
