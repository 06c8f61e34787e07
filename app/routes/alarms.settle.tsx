import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { acknowledgeAlarm } from '#app/alarms/acknowledge-alarm.server.ts'
import { readAlarmsPage } from '#app/alarms/read-alarms-page.server.ts'
import { acknowledgeSchema } from '#app/alarms/watching.schema.ts'
import { WATCHING_REFUSAL_FIELD, WATCHING_REFUSAL_WORDS } from '#app/alarms/watching.words.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { RadiosField, TextareaField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Say what you found')

export const loader = pageLoader('alarms.act', async ({ context, url }) => {
  const { open } = await readAlarmsPage(context)
  return { open, chosen: url.searchParams.get('alarm') ?? (open.length === 1 ? open[0]?.id : undefined) }
})

export const action = pageAction('alarms.act', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), acknowledgeSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const acknowledged = await acknowledgeAlarm(context, reading.value)
  if (!acknowledged) throw notFound()
  if (acknowledged.ok) throw redirect('/alarms?done=acknowledged')
  const { kind } = acknowledged.refusal
  return data({ problems: [{ field: WATCHING_REFUSAL_FIELD[kind], message: WATCHING_REFUSAL_WORDS[kind] }], typed: reading.typed }, { status: 409 })
})

export default function SettleAlarm() {
  const { open, chosen } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="Say what you found" crumbs={[{ href: '/alarms', label: 'Alarms' }]}>
      {open.length === 0 && !result ? <p>No alarm is open. When one is, what was found about it is written down here.</p> : (
        <>
          <p>It is kept with your name and cannot be changed. The alarm is settled up to the extract it is about; what happens after that raises it again.</p>
          <PortalForm schema={acknowledgeSchema} problems={result?.problems} typed={result?.typed ?? { alarmId: chosen }}>
            <RadiosField name="alarmId" label="Which alarm?" options={open.map(({ id, title, about, sentence }) => ({ value: id, label: `${title}: ${about}`, hint: sentence }))} />
            <TextareaField name="found" label="What did you find?" hint="What happened, and what was done. Name no patient." />
            <SubmitButton>Save what was found</SubmitButton>
          </PortalForm>
        </>
      )}
    </Page>
  )
}
