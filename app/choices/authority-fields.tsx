import { DateField, SelectField, TextField } from '#app/ui/fields.tsx'
import { EVIDENCE, HOLDER_NAME_MAX, POWERS } from './authority.rules.ts'
import { EVIDENCE_WORDS, POWER_WORDS } from './authority.words.ts'

/** What is asked of someone who speaks for the patient. Left blank where the patient speaks. */
export function AuthorityFields({ isForChild = false }: { readonly isForChild?: boolean }) {
  return (
    <>
      <h2 className="nhsuk-heading-s">{isForChild ? 'The parent or carer' : 'If someone else speaks for the patient'}</h2>
      <p className="nhsuk-body">{isForChild
        ? 'Each person with parental responsibility has a word of their own. Their name tells them apart, so that one does not undo what another said.'
        : 'Leave this blank when the patient speaks. The name is kept sealed with the choice, and what you saw is shown in the patient’s history.'}</p>
      <TextField name="holderName" label="Their full name" hint={isForChild ? 'As they signed it' : 'For a parent, an attorney or a deputy, as they gave it'} width={20} autoComplete="off" maxLength={HOLDER_NAME_MAX} />
      <SelectField name="seen" label="What shows their right to decide?" hint="What you have seen yourself" prompt="Select one"
        options={EVIDENCE.map((value) => ({ value, label: EVIDENCE_WORDS[value] }))} />
      {isForChild ? null : (
        <>
          <SelectField name="power" label="Which power of attorney is it?" hint="Only for someone with power of attorney" prompt="It is not a power of attorney" options={POWERS.map((value) => ({ value, label: POWER_WORDS[value] }))} />
          <DateField name="endsOn" label="When does their right end, if it has an end?" hint="The last day on the court order or the power of attorney. Leave it blank if there is none" />
        </>
      )}
    </>
  )
}
