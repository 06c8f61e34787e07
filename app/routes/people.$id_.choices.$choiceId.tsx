import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { takeBackChoice } from '#app/choices/take-back-choice.server.ts'
import { TAKE_BACK_REASONS_GIVEN } from '#app/choices/take-back.rules.ts'
import { takeBackSchema } from '#app/choices/take-back.schema.ts'
import { TAKE_BACK_REASON_WORDS, TAKE_BACK_REFUSAL_STATUS, TAKE_BACK_REFUSAL_WORDS, TAKE_BACK_WORDS } from '#app/choices/take-back.words.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { notFound, pageAction, pageLoader, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { isOurPerson, openPerson, readOpening } from '#app/people/open-person.server.ts'
import { PossibleIncidents } from '#app/releases/possible-incidents.tsx'
import { readTakingBack } from '#app/releases/read-taking-back.server.ts'
import { ChoiceToTakeBack, EffectOfTakingBack } from '#app/releases/taking-back.tsx'
import { RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, InsetText, SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('A choice')

/** Whose choice it is, with their record open; who has yet to say why is sent where that is asked. */
async function opened({ context, params, request }: PageArgs<StaffActor>) {
  const { id, choiceId } = params
  if (!isId(id) || !isId(choiceId) || !(await isOurPerson(context, id))) throw notFound()
  const opening = await readOpening(context, request, id)
  if (!opening) throw redirect(`/people/${id}`)
  return { id, choiceId, opening }
}

export const loader = pageLoader('people.read', async (args) => {
  const { context } = args
  const { id, choiceId, opening } = await opened(args)
  const person = await openPerson(context, id, { reason: opening.reason })
  const page = person && await readTakingBack(context, id, choiceId)
  if (!page) throw notFound()
  return { ...page, person: { id, name: `${person.givenName} ${person.familyName}` }, mayTakeBack: mayRole(context.actor.role, 'replies.record') }
})

export const action = pageAction('replies.record', async (args) => {
  const { id, choiceId } = await opened(args)
  const reading = readTyped(typedFromForm(await args.request.formData()), takeBackSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const done = await takeBackChoice(args.context, id, choiceId, reading.value.reason)
  if (!done) throw notFound()
  if (!done.ok) return data({ problems: [{ field: '', message: TAKE_BACK_REFUSAL_WORDS[done.refusal.kind] }], typed: reading.typed }, { status: TAKE_BACK_REFUSAL_STATUS[done.refusal.kind] })
  throw redirect(`/people/${id}/choices/${choiceId}?done=taken-back`)
})

export default function OneChoice() {
  const { choice, effects, campaignRef, incidents, person, mayTakeBack } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const [search] = useSearchParams()
  const isTakenBack = choice.takenBack !== null
  const again = campaignRef ? <ButtonLink to={`/practice/campaigns/${campaignRef}/replies/people/${person.id}`} secondary>Record a choice</ButtonLink> : null
  return (
    <Page title={isTakenBack ? TAKE_BACK_WORDS.titleDone : TAKE_BACK_WORDS.title} caption={person.name} wide crumbs={[{ href: '/people', label: 'Find a patient' }, { href: `/people/${person.id}`, label: person.name }]}>
      {isTakenBack && search.get('done') === 'taken-back' ? <SuccessBanner>{TAKE_BACK_WORDS.done}</SuccessBanner> : null}
      <div className="nhsuk-u-reading-width">
        <ChoiceToTakeBack choice={choice} />
        {isTakenBack ? <><p>{TAKE_BACK_WORDS.undo}</p>{mayTakeBack ? again : null}</> : <><p>{TAKE_BACK_WORDS.what}</p><p>{TAKE_BACK_WORDS.kept}</p></>}
        {choice.isFromExtract && !isTakenBack ? <InsetText><p>{TAKE_BACK_WORDS.fromExtract}</p></InsetText> : null}
      </div>
      {isTakenBack ? null : <EffectOfTakingBack effects={effects} />}
      <PossibleIncidents incidents={incidents} isUndone={isTakenBack} of="choice" />
      {choice.whyNot === 'query-open' ? <p>{TAKE_BACK_REFUSAL_WORDS['query-open']}</p> : null}
      {mayTakeBack && choice.whyNot === null ? (
        <div className="nhsuk-u-reading-width">
          <PortalForm schema={takeBackSchema} problems={result?.problems} typed={result?.typed}>
            <RadiosField name="reason" label="Why is this choice wrong?" options={TAKE_BACK_REASONS_GIVEN.map((value) => ({ value, label: TAKE_BACK_REASON_WORDS[value] }))} />
            <SubmitButton warning>Take this choice back</SubmitButton>
          </PortalForm>
        </div>
      ) : null}
    </Page>
  )
}
