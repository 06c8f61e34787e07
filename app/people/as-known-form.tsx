import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { DateField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { asKnownSchema } from './people-search.schema.ts'

/** Asks for a past day to show an open record as known on, and offers the way back to now. The day is posted, never put into the address. */
export function AsKnownForm({ today, problems, typed, isPast }: {
  readonly today: Day; readonly problems?: readonly Problem[]; readonly typed?: Typed; readonly isPast: boolean
}) {
  return (
    <div className="nhsuk-u-reading-width">
      <Details summary="See the record as it was known on a past day" open={problems !== undefined}>
        <PortalForm schema={asKnownSchema(today)} problems={problems} typed={typed}>
          <HiddenField name="intent" value="as-known" />
          <DateField name="asKnownOn" label="As known on" hint="What was recorded after the end of that day is left out. The day is kept in the audit with your reason." />
          <SubmitButton secondary>Show that day</SubmitButton>
        </PortalForm>
      </Details>
      {isPast ? (
        <PortalForm>
          <HiddenField name="intent" value="now" />
          <SubmitButton secondary>Show what is known now</SubmitButton>
        </PortalForm>
      ) : null}
    </div>
  )
}
