import { CheckboxesField, DateField, RadiosField, SelectField, TextareaField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { CONDITION_ENDS } from './condition.rules.ts'
import { clockSchema, destructionSchema, endConditionSchema, proveConditionSchema, resumeSchema, setConditionSchema, suspendSchema } from './condition.schema.ts'
import { CONDITION_END_WORDS } from './condition.words.ts'
import { KeptFileFields } from './kept-files.tsx'

export const CONDITION_ACTS = ['set', 'clock', 'destruction', 'suspend', 'end', 'prove', 'resume'] as const
export type ConditionAct = (typeof CONDITION_ACTS)[number]

/** What is done with the conditions of a project, one page each. */
export const CONDITION_FORMS = {
  set: { title: 'Set a condition', button: 'Set the condition', schema: setConditionSchema },
  clock: { title: 'Start the clock for taking identifiers out', button: 'Start the clock', schema: clockSchema },
  destruction: { title: 'Await a certificate of destruction', button: 'Await the certificate', schema: destructionSchema },
  suspend: { title: 'Suspend flows', button: 'Suspend them now', schema: suspendSchema },
  end: { title: 'Record that it is met', button: 'Record it', schema: endConditionSchema },
  prove: { title: 'Keep a certificate or another proof', button: 'Keep the file', schema: proveConditionSchema },
  resume: { title: 'Let flows go on', button: 'Let them go on', schema: resumeSchema },
} as const

type Options = readonly { readonly value: string; readonly label: string }[]

export function ConditionFields({ act, flows, parties, id, mayLift }: { readonly act: ConditionAct; readonly flows: Options; readonly parties: Options; readonly id: string; readonly mayLift: boolean }) {
  const which = <CheckboxesField name="flowRefs" label="Which flows?" hint="Leave all unticked for every flow" options={flows} />
  switch (act) {
    case 'set': return (
      <>
        <TextareaField name="what" label="What has to be done?" hint="As the letter or the minutes say it" rows={3} />
        <SelectField name="ownerCode" label="Who does it?" prompt="Select a party" options={parties} />
        <DateField name="dueOn" label="By what day?" hint="For example, 31 3 2027. The day itself is in time." />
        {which}
        <RadiosField name="stops" label="Do its flows stop while it is overdue?" options={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No, it is only chased' }]} />
      </>
    )
    case 'clock': return <DateField name="begunOn" label="On what day did it begin?" hint="The facts say from what it runs and for how many months" />
    case 'destruction': return (
      <>
        <DateField name="endedOn" label="On what day did the use end?" hint="Where the papers count from linking, and its day is recorded with the clock, the months run from that day; otherwise from this one" />
        <SelectField name="ownerCode" label="Who destroys what it holds?" prompt="Select a party" options={parties} />
      </>
    )
    case 'suspend': return <>{which}<TextareaField name="because" label="Why?" hint="Everyone with a part in the project reads this, and so does the pipeline" rows={3} /></>
    case 'end': return (
      <>
        <HiddenField name="conditionId" value={id} />
        {mayLift ? <RadiosField name="how" label="How did it come to its end?" options={CONDITION_ENDS.map((value) => ({ value, label: CONDITION_END_WORDS[value] }))} /> : <HiddenField name="how" value="met" />}
        <TextareaField name="proof" label="What shows it?" hint="Such as the reference and date of a report, a certificate or a letter" rows={3} />
        <KeptFileFields label="The file itself, if there is one" />
      </>
    )
    case 'prove': return <><HiddenField name="conditionId" value={id} /><KeptFileFields label="The certificate, report or letter" /></>
    case 'resume': return <><HiddenField name="suspensionId" value={id} /><TextareaField name="because" label="Why may they go on?" rows={3} /></>
  }
}
