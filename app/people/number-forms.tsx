import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { DateField, RadiosField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { numberEventSchema, RECORDABLE_NUMBER_EVENTS, takeBackNumberEventSchema } from './number-event.schema.ts'
import { NUMBER_SOURCES } from './number-standing.rules.ts'
import { NUMBER_EVENT_OPTIONS, NUMBER_SOURCE_WORDS, NUMBERS_WORDS } from './number-standing.words.ts'
import { entryLabel } from './person-numbers.tsx'
import type { NumberEntry } from './read-numbers-of-person.server.ts'

interface FormGiven {
  readonly formId: string
  readonly problems?: readonly Problem[]
  readonly typed?: Typed
}

function Knowing({ source, evidence }: { readonly source: string; readonly evidence: string }) {
  return (
    <>
      <RadiosField name={source} label="How do you know?" options={NUMBER_SOURCES.map((value) => ({ value, label: NUMBER_SOURCE_WORDS[value] }))} />
      <TextareaField name={evidence} rows={3} label="What you saw or were told" hint="Such as: a trace today shows that the record was replaced. Leave out names and NHS numbers." />
    </>
  )
}

/** Records one thing that is known of the patient's number. */
export function RecordNumberForm({ formId, today, problems, typed }: FormGiven & { readonly today: Day }) {
  return (
    <div className="nhsuk-u-reading-width">
      <h2 className="nhsuk-heading-m">{NUMBERS_WORDS.recordTitle}</h2>
      <PortalForm schema={numberEventSchema(today)} problems={problems} typed={typed}>
        <HiddenField name="intent" value="record" />
        <HiddenField name="formId" value={formId} />
        <RadiosField name="what" label="What have you found out?" options={RECORDABLE_NUMBER_EVENTS.map((value) => ({ value, ...NUMBER_EVENT_OPTIONS[value] }))} />
        <TextField name="otherNumber" label="The other NHS number, where there is one" hint="10 digits, such as 999 000 0018. Whether anybody else has this number is not shown." width={10} inputMode="numeric" autoComplete="off" />
        <DateField name="since" label="From which day does it hold?" hint="As the national register says, or the day you found out. For example, 27 3 2026" />
        <Knowing source="source" evidence="evidence" />
        <SubmitButton>Record it</SubmitButton>
      </PortalForm>
    </div>
  )
}

/** Takes back an entry of the practice's own that was a mistake. */
export function TakeBackNumberForm({ formId, entries, problems, typed }: FormGiven & { readonly entries: readonly NumberEntry[] }) {
  return (
    <div className="nhsuk-u-reading-width">
      <Details summary={NUMBERS_WORDS.takeBackTitle} open={problems !== undefined && problems.length > 0}>
        <PortalForm schema={takeBackNumberEventSchema} problems={problems} typed={typed}>
          <HiddenField name="intent" value="take-back" />
          <HiddenField name="formId" value={formId} />
          <RadiosField name="entry" label="Which entry was a mistake?" options={entries.map((entry) => ({ value: entry.id, label: entryLabel(entry) }))} />
          <Knowing source="takeBackSource" evidence="takeBackEvidence" />
          <SubmitButton warning>Take it back</SubmitButton>
        </PortalForm>
      </Details>
    </div>
  )
}
