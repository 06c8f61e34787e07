import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatNhsNumber } from '#app/kernel/nhs-number.ts'
import { ageOn, formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { readRepliesOfPerson } from '#app/letters/read-replies-of-person.server.ts'
import { PersonReplies } from '#app/letters/reply-person.tsx'
import { AsKnownForm } from '#app/people/as-known-form.tsx'
import { NUMBERS_WORDS } from '#app/people/number-standing.words.ts'
import { endOfDay, giveDay, giveReason, isOurPerson, openPerson, readOpening } from '#app/people/open-person.server.ts'
import { asKnownSchema, OPEN_REASONS, OPEN_REASON_WORDS, openPersonSchema } from '#app/people/people-search.schema.ts'
import { PersonNumbers } from '#app/people/person-numbers.tsx'
import { readNumbersOfPerson } from '#app/people/read-numbers-of-person.server.ts'
import { explainPerson } from '#app/releases/explain-person.server.ts'
import { AnsweredBefore } from '#app/releases/possible-incidents.tsx'
import { readAnsweredBefore } from '#app/releases/read-answered-before.server.ts'
import { PersonAnswers } from '#app/releases/person-answers.tsx'
import { RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('A patient’s record')

export const loader = pageLoader('people.read', async ({ context, params, request }) => {
  const { id } = params
  if (!isId(id) || !(await isOurPerson(context, id))) throw notFound()
  const opening = await readOpening(context, request, id)
  if (!opening) return { opened: null }
  const { reason, asKnownOn } = opening
  const person = await openPerson(context, id, opening)
  if (!person) throw notFound()
  const today = londonDay(context.now)
  const knownAt = asKnownOn === null ? null : endOfDay(asKnownOn)
  const [replies, answers, numbers, late] = await Promise.all([
    readRepliesOfPerson(context, id, knownAt), explainPerson(context, id, knownAt), readNumbersOfPerson(context, id, knownAt), knownAt === null ? readAnsweredBefore(context, id) : [],
  ])
  if (!numbers) throw notFound()
  return {
    opened: {
      reason, asKnownOn, today, mayRecord: mayRole(context.actor.role, 'replies.record'), mayRecordNumbers: mayRole(context.actor.role, 'people.numbers'), replies, numbers, late, answers: answers ?? [],
      person: {
        id, name: `${person.givenName} ${person.familyName}`, nhsNumber: person.nhsNumber && formatNhsNumber(person.nhsNumber), localId: person.localId, dateOfBirth: person.dateOfBirth,
        age: ageOn(person.dateOfBirth, today), isDeceased: person.isDeceased, isRestricted: person.isRestricted, hasLeft: person.leftAt !== null,
        address: person.isRestricted ? [] : [...person.addressLines, person.postcode].filter(Boolean),
      },
    },
  }
})

export const action = pageAction('people.read', async ({ context, params, request }) => {
  const { id } = params
  if (!isId(id) || !(await isOurPerson(context, id))) throw notFound()
  const typed = typedFromForm(await request.formData())
  const openAs = (cookie?: string) => redirect(`/people/${id}`, cookie ? { headers: { 'Set-Cookie': cookie } } : undefined)
  if (typed.intent === 'as-known' || typed.intent === 'now') {
    const opening = await readOpening(context, request, id)
    if (!opening) throw openAs()
    if (typed.intent === 'now') throw openAs(await giveDay(context, id, opening, null))
    const day = readTyped(typed, asKnownSchema(londonDay(context.now)))
    if (!day.ok) return data({ problems: day.problems, typed: day.typed }, { status: 400 })
    throw openAs(await giveDay(context, id, opening, day.value.asKnownOn))
  }
  const reading = readTyped(typed, openPersonSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  throw openAs(await giveReason(context, id, reading.value.reason))
})

export default function PersonPage() {
  const { opened } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const crumbs = [{ href: '/people', label: 'Find a patient' }]
  if (!opened) {
    return (
      <Page title="Why are you opening this record?" crumbs={crumbs} hideTitle>
        <PortalForm schema={openPersonSchema} problems={result?.problems} typed={result?.typed}>
          <RadiosField name="reason" isPageHeading label="Why are you opening this record?" hint="Your reason, your name and the time are kept in the audit."
            options={OPEN_REASONS.map((value) => ({ value, label: OPEN_REASON_WORDS[value] }))} />
          <SubmitButton>Open the record</SubmitButton>
        </PortalForm>
      </Page>
    )
  }
  const { person, replies, answers, numbers, late, mayRecord, mayRecordNumbers, asKnownOn, today } = opened
  return (
    <Page title={person.name} caption="Patient" wide crumbs={crumbs}>
      <p className="nhsuk-u-reading-width">Opened because: {OPEN_REASON_WORDS[opened.reason].toLowerCase()}. The record closes by itself after 15 minutes.</p>
      {asKnownOn ? <InsetText><p>Shown as it was known at the end of {formatDay(asKnownOn)}. Who the patient is, and where they live, is shown as it is now.</p></InsetText> : null}
      <AsKnownForm today={today} problems={result?.problems} typed={result?.typed ?? { asKnownOn: partsOfDay(asKnownOn) }} isPast={asKnownOn !== null} />
      <PersonReplies person={person} replies={replies} mayRecord={mayRecord} asKnownOn={asKnownOn}>
        <PersonNumbers numbers={numbers}>
          {mayRecordNumbers && asKnownOn === null ? <ButtonLink to={`/people/${person.id}/numbers`} secondary>{NUMBERS_WORDS.recordTitle}</ButtonLink> : null}
        </PersonNumbers>
        <PersonAnswers answers={answers} asKnownOn={asKnownOn && formatDay(asKnownOn)} />
        <AnsweredBefore late={late} />
      </PersonReplies>
    </Page>
  )
}
