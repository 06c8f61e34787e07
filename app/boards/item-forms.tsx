import { CoveringFields } from '#app/approvals/covering-fields.tsx'
import type { PaperToCover } from '#app/approvals/covering.rules.ts'
import { DateField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { interestSchema, notesSchema, outcomeSchema, rulingSchema, voteSchema } from './boards.schema.ts'
import { RULING_WORDS } from './boards.words.ts'
import { ABSTAIN, RULINGS } from './sitting.rules.ts'

export const ITEM_ACTS = ['interest', 'rule', 'vote', 'outcome', 'notes', 'withdraw'] as const
export type ItemAct = (typeof ITEM_ACTS)[number]

/** What is done with one item of an agenda, one page each. */
export const ITEM_FORMS = {
  interest: { title: 'Declare an interest', button: 'Declare it', schema: interestSchema, command: 'declare-interest' },
  rule: { title: 'Rule on an interest', button: 'Save the ruling', schema: rulingSchema, command: 'rule-on-interest' },
  vote: { title: 'Vote', button: 'Vote', schema: voteSchema, command: 'vote' },
  outcome: { title: 'Record the outcome', button: 'Record the outcome', schema: outcomeSchema, command: 'record-outcome' },
  notes: { title: 'Notes on this item', button: 'Save the notes', schema: notesSchema, command: 'write-notes' },
  withdraw: { title: 'Take it off the agenda', button: 'Take it off the agenda', schema: undefined, command: 'withdraw-item' },
} as const

const CONDITION_PLACES = [0, 1, 2, 3, 4] as const

export function ItemFields({ act, outcomes, interests, papers, needsPrecedent }: {
  readonly act: ItemAct
  readonly outcomes: readonly { readonly value: string; readonly label: string }[]
  readonly interests: readonly { readonly seatId: string; readonly name: string; readonly what: string }[]
  /** Those that are decided on, with their parts. */
  readonly papers: readonly PaperToCover[]
  readonly needsPrecedent: boolean
}) {
  switch (act) {
    case 'interest': return <TextareaField name="what" label="What is your interest?" hint="Such as work with one of the parties, or for one of them. It stands in the minutes." rows={3} />
    case 'rule': return (
      <>
        <SelectField name="seatId" label="Whose interest?" prompt="Select a person" options={interests.map(({ seatId, name, what }) => ({ value: seatId, label: `${name}: ${what}` }))} />
        <RadiosField name="ruling" label="What follows from it?" options={RULINGS.map((value) => ({ value, label: RULING_WORDS[value] }))} />
      </>
    )
    case 'vote': return (
      <>
        <RadiosField name="outcome" label="What is your vote for?" options={[...outcomes, { value: ABSTAIN, label: 'I abstain' }]} />
        <TextareaField name="said" label="Anything to say with it?" hint="Only whoever presides reads it" rows={3} />
      </>
    )
    case 'notes': return <TextareaField name="notes" label="Notes on this item" hint="What was asked and answered. They stand in the minutes as written." rows={10} />
    case 'withdraw': return <p>Its submission waits for another sitting.</p>
    case 'outcome': return (
      <>
        <RadiosField name="outcome" label="What was decided?" options={outcomes} />
        <TextareaField name="reasons" label="Why?" hint="For the letter and the minutes" />
        {needsPrecedent ? <TextField name="precedent" label="Which earlier decision does it follow?" hint="Its reference and date" /> : null}
        <CoveringFields papers={papers} />
        <DateField name="effectiveFrom" label="From what day does it count?" hint="For example, 1 4 2027" />
        <DateField name="endsOn" label="What is its last day?" hint="Leave it empty if none is set" />
        <DateField name="reviewDueOn" label="By what day is it to be reviewed?" hint="Leave it empty if none is set" />
        {CONDITION_PLACES.map((place) => (
          <fieldset className="nhsuk-fieldset" key={place}>
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Condition {place + 1}</legend>
            <TextareaField name={`conditions.${place}.text`} label={place === 0 ? 'What has to be done? Leave it empty if there are no conditions' : 'What has to be done?'} rows={2} />
            <DateField name={`conditions.${place}.dueOn`} label="By what day?" />
          </fieldset>
        ))}
      </>
    )
  }
}
