import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWatchPage } from '#app/alarms/read-alarms-page.server.ts'
import { watchSource } from '#app/alarms/watch-source.server.ts'
import { CYCLES, HOLDS, SUPPLIERS } from '#app/alarms/watching.rules.ts'
import { watchSourceSchema } from '#app/alarms/watching.schema.ts'
import { CYCLE_WORDS, HOLDS_WORDS, SUPPLIER_WORDS, WATCHING_REFUSAL_FIELD, WATCHING_REFUSAL_WORDS } from '#app/alarms/watching.words.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { CheckboxField, RadiosField, SelectField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Watch a source')

export const loader = pageLoader('alarms.act', async ({ context, url }) => readWatchPage(context, url.searchParams.get('source')))

export const action = pageAction('alarms.act', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), watchSourceSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const watched = await watchSource(context, reading.value)
  if (watched.ok) throw redirect('/alarms?done=watched')
  const { kind } = watched.refusal
  return data({ problems: [{ field: WATCHING_REFUSAL_FIELD[kind], message: WATCHING_REFUSAL_WORDS[kind] }], typed: reading.typed }, { status: 403 })
})

export default function WatchSource() {
  const { isPractice, ownCode, watched } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const saved = watched
    ? { source: watched.source, supplier: watched.supplier, cycle: watched.cycle, holds: watched.holds, listSize: String(watched.listSize), entersReplies: watched.entersReplies ? 'yes' : '' }
    : isPractice ? { source: ownCode } : {}
  return (
    <Page title="Watch a source" crumbs={[{ href: '/alarms', label: 'Alarms' }]}>
      <p>{isPractice ? 'Your practice’s own coded extracts are watched.' : 'Only the extracts that your organisation imports are counted. The counts of others are not shown.'}</p>
      <PortalForm schema={watchSourceSchema} problems={result?.problems} typed={result?.typed ?? saved}>
        {isPractice ? <HiddenField name="source" value={ownCode} /> : <TextField name="source" label="The practice’s ODS code" hint="Such as Y90001" width={10} code spellCheck={false} autoComplete="off" />}
        <SelectField name="supplier" label="Which system are the records kept in?" prompt="Select a system" options={SUPPLIERS.map((value) => ({ value, label: SUPPLIER_WORDS[value] }))} />
        <RadiosField name="cycle" label="How often is an extract due?" options={CYCLES.map((value) => ({ value, label: CYCLE_WORDS[value] }))} />
        <RadiosField name="holds" label="What does each extract hold?" options={HOLDS.map((value) => ({ value, label: HOLDS_WORDS[value] }))} />
        <TextField name="listSize" label="How many people are registered?" hint="About is enough: it says how many opt-outs to expect" width={10} inputMode="numeric" autoComplete="off" />
        {isPractice ? <CheckboxField name="entersReplies" label="Replies recorded here are entered in our own system too" hint="Tick this if the list of opt-outs is keyed in within two weeks. Each of them then has to come back in an extract, and is missed when it does not." /> : null}
        <SubmitButton>Watch these extracts</SubmitButton>
      </PortalForm>
    </Page>
  )
}
