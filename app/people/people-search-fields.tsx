import { DateField, RadiosField, TextField } from '#app/ui/fields.tsx'
import { SEARCH_BY, SEARCH_BY_WORDS } from './people-search.schema.ts'

/** The ways to look for someone on the practice's own list. The style sheet shows the boxes of the way that is chosen, with JavaScript or without. */
export function PeopleSearchFields() {
  return (
    <>
      <RadiosField name="by" label="How do you want to look?" options={SEARCH_BY.map((value) => ({ value, label: SEARCH_BY_WORDS[value] }))} />
      <div className="concordat-search-by concordat-search-by--name">
        <TextField name="familyName" label="Family name" width={20} autoComplete="off" spellCheck={false} />
        <DateField name="dateOfBirth" label="Date of birth" hint="For example, 27 3 1962" />
      </div>
      <div className="concordat-search-by concordat-search-by--nhs-number">
        <TextField name="nhsNumber" label="NHS number" hint="10 digits, such as 999 000 0018" width={10} inputMode="numeric" autoComplete="off" />
      </div>
      <div className="concordat-search-by concordat-search-by--local-id">
        <TextField name="localId" label="The surgery’s own number" hint="The number your own system gives the patient" width={10} autoComplete="off" />
      </div>
    </>
  )
}
