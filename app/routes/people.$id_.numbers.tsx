import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { RecordNumberForm, TakeBackNumberForm } from '#app/people/number-forms.tsx'
import { numberEventSchema, takeBackNumberEventSchema } from '#app/people/number-event.schema.ts'
import { NUMBER_DONE_WORDS, NUMBER_REFUSAL_FIELD, numberRefusalSentence } from '#app/people/number-standing.words.ts'
import { isOurPerson, openPerson, readOpening } from '#app/people/open-person.server.ts'
import { PersonNumbers } from '#app/people/person-numbers.tsx'
import { readNumbersOfPerson } from '#app/people/read-numbers-of-person.server.ts'
import { recordNumberEvent, takeBackNumberEvent } from '#app/people/record-number-event.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('A patient’s NHS numbers')

/** Opened from the patient's record, whose reason it shares. */
export const loader = pageLoader('people.numbers', async ({ context, params, request, url }) => {
  const { id } = params
  if (!isId(id) || !(await isOurPerson(context, id))) throw notFound()
  const opening = await readOpening(context, request, id)
  if (!opening) throw redirect(`/people/${id}`)
  const person = await openPerson(context, id, { reason: opening.reason })
  const numbers = await readNumbersOfPerson(context, id)
  if (!person || !numbers) throw notFound()
  return {
    id, name: `${person.givenName} ${person.familyName}`, numbers, today: londonDay(context.now), formIds: [newId(), newId()] as const,
    done: NUMBER_DONE_WORDS[url.searchParams.get('done') ?? ''] ?? null,
  }
})

export const action = pageAction('people.numbers', async ({ context, params, request }) => {
  const { id } = params
  if (!isId(id) || !(await isOurPerson(context, id))) throw notFound()
  const typed = typedFromForm(await request.formData())
  const isTakingBack = typed.intent === 'take-back'
  const reading = isTakingBack ? readTyped(typed, takeBackNumberEventSchema) : readTyped(typed, numberEventSchema(londonDay(context.now)))
  if (!reading.ok) return data({ problems: reading.problems, typed, isTakingBack }, { status: 400 })
  const recorded = 'entry' in reading.value ? await takeBackNumberEvent(context, id, reading.value) : await recordNumberEvent(context, id, reading.value)
  if (!recorded) throw notFound()
  if (recorded.ok) throw redirect(`/people/${id}/numbers?done=${isTakingBack ? 'taken-back' : 'recorded'}`)
  const field = NUMBER_REFUSAL_FIELD[recorded.refusal.kind]
  return data({ problems: [{ field, message: numberRefusalSentence(recorded.refusal) }], typed, isTakingBack }, { status: field ? 400 : 409 })
})

export default function PersonNumbersPage() {
  const { id, name, numbers, today, formIds, done } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const [record, takeBack] = result?.isTakingBack ? [undefined, result] : [result, undefined]
  const takeable = numbers.entries.filter((entry) => entry.isOurs && entry.takenBackAt === null)
  return (
    <Page title={name} caption="Patient" wide crumbs={[{ href: '/people', label: 'Find a patient' }, { href: `/people/${id}`, label: name }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <PersonNumbers numbers={numbers}>
        {takeable.length > 0 ? <TakeBackNumberForm key={formIds[1]} formId={formIds[1]} entries={takeable} problems={takeBack?.problems} typed={takeBack?.typed} /> : null}
        {numbers.number === null ? null : <RecordNumberForm key={formIds[0]} formId={formIds[0]} today={today} problems={record?.problems} typed={record?.typed} />}
      </PersonNumbers>
    </Page>
  )
}
