import { formatDay } from '#app/kernel/uk-date.ts'
import { RadiosField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { HOUSEHOLD_ANSWERS } from './household.rules.ts'
import { HOUSEHOLD_ANSWER_WORDS } from './household.words.ts'
import type { readHouseholdForm } from './read-household.server.ts'

type Shown = NonNullable<Awaited<ReturnType<typeof readHouseholdForm>>>['people'][number]

const STANDING = { NONE_RECORDED: 'Nothing recorded', DENIED: 'Do not share', PERMITTED: 'May be shared' } as const

/** What the form has for one person. */
export function HouseholdPerson({ person, index }: { readonly person: Shown; readonly index: number }) {
  return (
    <>
      <HiddenField name={`people.${index}.id`} value={person.id} />
      <RadiosField name={`people.${index}.answer`} label={person.name} hint={`Born ${formatDay(person.dateOfBirth)} (aged ${person.age}). Choice now: ${STANDING[person.standing].toLowerCase()}`}
        options={HOUSEHOLD_ANSWERS.map((value) => ({ value, label: HOUSEHOLD_ANSWER_WORDS[value] }))} />
      {person.isChild
        ? <TextField name={`people.${index}.holderName`} label={`Who signed for ${person.name}?`} hint="The parent or carer’s full name, as signed. Leave it blank if nobody signed" width={20} autoComplete="off" />
        : null}
    </>
  )
}
