import { DateField, RadiosField, TextField } from '#app/ui/fields.tsx'
import { SEARCH_BY, SEARCH_BY_WORDS } from './people-search.schema.ts'

/** The ways to look for someone on the practice's own list. */
export function PeopleSearchFields() {
  return (
    <>
      <RadiosField name="by" label="How do you want to look?" options={SEARCH_BY.map((value) => ({ value, label: SEARCH_BY_WORDS[value] }))} />
      <h2 className="nhsuk-heading-s">Family name and date of birth</h2>
      <TextField name="familyName" label="Family name" width={20} autoComplete="off" spellCheck={false} />
      <DateField name="dateOfBirth" label="Date of birth" hint="For example, 27 3 1962" />
      <h2 className="nhsuk-heading-s">Or a number</h2>
      <TextField name="nhsNumber" label="NHS number" hint="10 digits, such as 999 000 0018" width={10} inputMode="numeric" autoComplete="off" />
      <TextField name="localId" label="The surgery’s own number" hint="The number your own system gives the patient" width={10} autoComplete="off" />
    </>
  )
}
