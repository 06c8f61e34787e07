import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { declareTotals } from '#app/alarms/declare-totals.server.ts'
import { readTotalsPage } from '#app/alarms/read-alarms-page.server.ts'
import { CODES } from '#app/alarms/watching.rules.ts'
import { declareTotalsSchema } from '#app/alarms/watching.schema.ts'
import { CYCLE_WORDS, WATCHING_REFUSAL_FIELD, WATCHING_REFUSAL_WORDS } from '#app/alarms/watching.words.ts'
import { ROLE_COUNT_WORDS } from '#app/choices/choice-import-report.words.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { DateField, RadiosField, SelectField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Enter a practice’s own count')

export const loader = pageLoader('alarms.declare', async ({ context }) => readTotalsPage(context))

export const action = pageAction('alarms.declare', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), declareTotalsSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const declared = await declareTotals(context, reading.value)
  if (declared.ok) throw redirect('/alarms?done=declared')
  const { kind } = declared.refusal
  return data({ problems: [{ field: WATCHING_REFUSAL_FIELD[kind], message: WATCHING_REFUSAL_WORDS[kind] }], typed: reading.typed }, { status: 400 })
})

export default function PracticeCount() {
  const { sources } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="Enter a practice’s own count" crumbs={[{ href: '/alarms', label: 'Alarms' }]}>
      {sources.length === 0 ? (
        <p>No source is watched yet. <Link to="/alarms/watch">Watch a source</Link> first, then enter its counts here.</p>
      ) : (
        <>
          <p>Count in the practice’s own system, not from the extract: how many people had a new entry written down since the extract before. Where fewer came, an alarm says so.</p>
          <PortalForm schema={declareTotalsSchema} problems={result?.problems} typed={result?.typed ?? { code: 'T1_DISSENT', ...(sources.length === 1 ? { sourceId: sources[0]?.id } : {}) }}>
            <RadiosField name="sourceId" label="Which practice was counted?" options={sources.map(({ id, name, cycle }) => ({ value: id, label: name, hint: CYCLE_WORDS[cycle] }))} />
            <SelectField name="code" label="What was counted?" options={CODES.map((value) => ({ value, label: ROLE_COUNT_WORDS[value] }))} />
            <DateField name="due" label="The day the extract was due" hint="The Monday, or the first of the month" />
            <TextField name="declaredNew" label="How many people had a new entry?" width={10} inputMode="numeric" autoComplete="off" />
            <SubmitButton>Save the count</SubmitButton>
          </PortalForm>
        </>
      )}
    </Page>
  )
}
