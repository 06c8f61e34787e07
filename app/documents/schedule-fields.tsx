import { formatDay } from '#app/kernel/uk-date.ts'
import { CheckboxesField, DateField, TextareaField, TextField } from '#app/ui/fields.tsx'

/** What an organisation may vary for itself, and nothing else: it can only be narrower than the protocol. */
export function ScheduleFields({ organisation, flows, startDate }: {
  readonly organisation: string
  readonly flows: readonly { readonly ref: string; readonly name: string }[]
  readonly startDate: string | null
}) {
  return (
    <>
      <p>A schedule can only make it less: fewer flows, or a later beginning. It is part of what is signed, and all parties can read it. Leave out what you do not need.</p>
      {flows.length > 1 ? <CheckboxesField name="leavesOut" label={`Which flows does ${organisation} take no part in?`} hint="Tick those that it leaves out. Leave all blank to take part in all of them" options={flows.map(({ ref, name }) => ({ value: ref, label: name }))} /> : null}
      <DateField name="startsOn" label="On which day does it begin? (optional)" hint={startDate ? `The protocol begins on ${formatDay(startDate)}. Only a later day can stand here` : 'Only a day after the protocol begins can stand here'} />
      <TextField name="optOutContact" label={`Whom at ${organisation} do people ask about opting out? (optional)`} hint="A post with a telephone number or an address, such as “Reception, 01632 960001”. Letters to its patients that are made from now on name it" />
      <TextareaField name="note" label="A note (optional)" rows={3} hint="It changes no terms. Say nothing about a patient" />
    </>
  )
}
