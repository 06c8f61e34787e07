import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { endCanary, placeCanary } from '#app/alarms/place-canary.server.ts'
import { readCanariesPage } from '#app/alarms/read-alarms-page.server.ts'
import { addCanarySchema, retireCanarySchema } from '#app/alarms/watching.schema.ts'
import { alarmsDoneWords, WATCHING_REFUSAL_FIELD, WATCHING_REFUSAL_WORDS } from '#app/alarms/watching.words.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { RadiosField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SuccessBanner, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Test people on guard')

export const loader = pageLoader('alarms.act', async ({ context, url }) => ({ ...(await readCanariesPage(context)), done: alarmsDoneWords(url.searchParams.get('done')) }))

export const action = pageAction('alarms.act', async ({ context, request }) => {
  const typed = typedFromForm(await request.formData())
  if (typed.intent === 'retire') {
    const reading = readTyped(typed, retireCanarySchema)
    if (!reading.ok || !(await endCanary(context, reading.value.canaryId))) throw notFound()
    throw redirect('/alarms/canaries?done=retired')
  }
  const reading = readTyped(typed, addCanarySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const placed = await placeCanary(context, reading.value)
  if (placed.ok) throw redirect('/alarms/canaries?done=placed')
  const { kind } = placed.refusal
  return data({ problems: [{ field: WATCHING_REFUSAL_FIELD[kind], message: WATCHING_REFUSAL_WORDS[kind] }], typed }, { status: kind === 'canary-is-placed' ? 409 : 400 })
})

export default function Canaries() {
  const { flows, canaries, done } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="Test people on guard" crumbs={[{ href: '/alarms', label: 'Alarms' }]} wide>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <div className="nhsuk-u-reading-width">
        <p>A made-up person is put on a practice’s list with an opt-out recorded for them. They may never be let through: a check of the flow that would include them is refused as a whole.</p>
        <p>Ask the practice to record the opt-out first. A test person who is on the list while their opt-out has not reached the register here stops every check of the flow.</p>
      </div>
      {canaries.length === 0 ? <p>No test person has been placed. They will be listed here by a name of ours; their numbers are not shown.</p> : (
        <Table caption="Test people" head={['Name', 'Placed at', 'Guards the flow', 'Placed', 'Opt-out came in an extract', 'Ended']} rows={canaries.map((canary) => [
          canary.reference, canary.from, <span className="concordat-code" key="flow">{canary.flowRef}</span>, `${formatInstant(new Date(canary.placedAt))} by ${canary.placedBy}`,
          canary.arrivedOn ? formatDay(canary.arrivedOn) : 'Not yet',
          canary.retiredAt ? formatInstant(new Date(canary.retiredAt)) : (
            <PortalForm key="retire">
              <HiddenField name="canaryId" value={canary.id} />
              <SubmitButton name="intent" value="retire" secondary>End the guard of {canary.reference}</SubmitButton>
            </PortalForm>
          ),
        ])} />
      )}
      <h2 className="nhsuk-heading-m">Place a test person</h2>
      {flows.length === 0 ? <p>Your organisation takes part in no project with a flow, so there is none to guard.</p> : (
        <PortalForm schema={addCanarySchema} problems={result?.problems} typed={result?.typed ?? (flows.length === 1 ? { flowRef: flows[0]?.ref } : {})}>
          <RadiosField name="flowRef" label="Which flow may never let them through?" options={flows.map(({ ref, from, projectTitle }) => ({ value: ref, label: ref, hint: `From ${from}, for ${projectTitle}` }))} />
          <TextField name="nhsNumber" label="The test person’s NHS number" hint="From the range kept for testing, which starts 999" width={10} inputMode="numeric" autoComplete="off" />
          <SubmitButton>Place on guard</SubmitButton>
        </PortalForm>
      )}
    </Page>
  )
}
