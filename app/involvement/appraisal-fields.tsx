import { KeptField } from '#app/ui/form.tsx'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { DateField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { BLANK_CRITERION, BLANK_OPTION } from './appraisal.schema.ts'
import { CRITERION_KIND_WORDS, type AppraisalAct } from './appraisal.words.ts'
import { CRITERION_KINDS, SCORE_MAX, type Appraisal } from './appraisal.rules.ts'

/** The boxes of one form of an appraisal; null where it is a new one. */
export function AppraisalFields({ act, appraisal }: { readonly act: AppraisalAct; readonly appraisal: Appraisal | null }) {
  if (act === 'set-up' || !appraisal) return <SetUpFields />
  switch (act) {
    case 'scores': return <ScoreFields appraisal={appraisal} />
    case 'choice': return (
      <>
        <RadiosField name="optionId" label="Which option is chosen?" options={appraisal.options.map(({ id, name, what }) => ({ value: id, label: name, hint: what }))} />
        <TextareaField name="reason" label="Why?" hint="Needed where the table does not point to this option alone" rows={4} />
      </>
    )
    case 'fix': return (
      <>
        <DateField name="decidedOn" label="On what day was it decided?" hint="For example, 27 3 2026" />
        <TextField name="decidedBy" label="Who decided?" hint="A group or a post, such as “the steering group”. Name nobody" />
      </>
    )
  }
}

function SetUpFields() {
  return (
    <>
      <TextField name="title" label="What is the appraisal called?" />
      <TextareaField name="question" label="What is to be chosen, and for what?" rows={3} />
      <RowBoxes name="options" title="Options" one="option" blank={BLANK_OPTION} first="name" intro="Add each way that could be taken, two at least. Doing nothing can be one of them.">
        {(at) => (
          <>
            <KeptField name={`${at}.id`} />
            <TextField name={`${at}.name`} label="Name" />
            <TextareaField name={`${at}.what`} label="What is it?" rows={2} />
          </>
        )}
      </RowBoxes>
      <RowBoxes name="criteria" title="Criteria" one="criterion" blank={BLANK_CRITERION} first="name" intro="Add what makes one option better than another, and how much each weighs. The sum of the weights is shown with the table; any sum will do.">
        {(at) => (
          <>
            <KeptField name={`${at}.id`} />
            <TextField name={`${at}.name`} label="Name" />
            <TextareaField name={`${at}.meaning`} label="What is good by it?" rows={2} />
            <SelectField name={`${at}.kind`} label="Is it weighed, or must it be met?" options={CRITERION_KINDS.map((value) => ({ value, label: CRITERION_KIND_WORDS[value].label }))} />
            <TextField name={`${at}.weight`} label="Weight" hint="A whole number. Leave this empty for what must be met" width={3} inputMode="numeric" />
          </>
        )}
      </RowBoxes>
    </>
  )
}

const SCORES = Array.from({ length: SCORE_MAX + 1 }, (_item, score) => ({ value: String(score), label: `${score}${score === 0 ? ' (worst)' : score === SCORE_MAX ? ' (best)' : ''}` }))
const MET = [{ value: '1', label: 'Met' }, { value: '0', label: 'Not met' }]

/** Criterion by criterion, so that on a phone one option stands below the other. */
function ScoreFields({ appraisal }: { readonly appraisal: Appraisal }) {
  return (
    <>
      {appraisal.criteria.map((criterion) => (
        <section key={criterion.id}>
          <h2 className="nhsuk-heading-m nhsuk-u-margin-bottom-2">{criterion.name}</h2>
          <p>{criterion.meaning} <strong>{criterion.kind === 'must' ? 'It must be met.' : `Weight ${criterion.weight}.`}</strong></p>
          {appraisal.options.map((option) => {
            const at = `scores.${criterion.id}.${option.id}`
            const which = <span className="nhsuk-u-visually-hidden">: {criterion.name}, {option.name}</span>
            return (
              <fieldset className="nhsuk-fieldset concordat-row" key={option.id}>
                <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{option.name}</legend>
                <div className="concordat-row__boxes concordat-row__scores">
                  <SelectField name={`${at}.score`} label={<>{criterion.kind === 'must' ? 'Is it met?' : 'Score'}{which}</>} prompt="Not scored" options={criterion.kind === 'must' ? MET : SCORES} />
                  <TextareaField name={`${at}.reason`} label={<>Why{which}</>} rows={2} />
                </div>
              </fieldset>
            )
          })}
        </section>
      ))}
    </>
  )
}
