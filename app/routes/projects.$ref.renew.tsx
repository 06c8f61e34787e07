import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { SigningAgain } from '#app/documents/facts-frame.tsx'
import { readFactsForm } from '#app/documents/read-facts-page.server.ts'
import { answerRenewal } from '#app/documents/renew-project.server.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import type { RenewalDifference } from '#app/projects/renewal-conflict.rules.ts'
import { longerTerm, renewalPlaces, RENEWAL_PARTIES_MOST } from '#app/projects/renewal.rules.ts'
import { boxOfPlace, typedFromRenewal } from '#app/projects/renewal.schema.ts'
import { renewalGroup, renewalOptions, renewalQuestion } from '#app/projects/renewal.words.ts'
import { DateField, SelectField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, StackedTable, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Renew the project')

export const loader = pageLoader('projects.draft', async (args) => {
  const { page, known } = await readFactsForm(args)
  const { purpose } = page.facts
  if (!purpose) throw redirect(`/projects/${page.ref}/facts`)
  return { ...page, dates: longerTerm(purpose, known.today) }
})

export const action = pageAction('projects.draft', async (args) => {
  const answered = await answerRenewal(args, typedFromForm(await args.request.formData()))
  if ('again' in answered) return data(answered.again, { status: answered.again.status })
  const { isChanged, drafted, isOutOfDate } = answered.saved
  throw redirect(`/projects/${args.params.ref}/facts?done=${!isChanged ? 'unchanged' : drafted ? 'redrafted' : isOutOfDate ? 'out-of-date' : 'saved'}`)
})

export default function Renew() {
  const opened = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const conflict = answer?.conflict ?? null
  const page = { ...opened, ...conflict?.now }
  const against = answer && !conflict ? String(answer.typed.factsVersion ?? page.factsVersion) : page.factsVersion
  const places = renewalPlaces(page.facts)
  const groups = [...new Set(places.map((place) => renewalGroup(page.facts, place)))]
  return (
    <Page title="Renew the project" caption={page.title} crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      <PortalForm typed={answer?.typed ?? typedFromRenewal(page.facts, page.dates)} problems={answer?.problems}>
        {conflict ? <BothAnswers differences={conflict.differences} lastSave={conflict.now.lastSave} /> : (
          <>
            <p>Only what may have changed is asked. Every other fact stays as it is, and can be changed on its own page.</p>
            <InsetText><p><strong>The dates are suggested, to be checked.</strong> They add a term as long as the first. The other boxes hold the answers of now.</p></InsetText>
            {page.facts.parties.length > RENEWAL_PARTIES_MOST ? <p>Contacts and officers of this many parties are not asked here: look at them on their own pages.</p> : null}
          </>
        )}
        <SigningAgain page={page} />
        <HiddenField key={against} name="factsVersion" value={against} />
        {groups.map((group) => (
          <section key={group}>
            <h2 className="nhsuk-heading-m">{group}</h2>
            {places.filter((place) => renewalGroup(page.facts, place) === group).map((place) => {
              const name = boxOfPlace(place.place)
              if (place.leaf.kind === 'one-of') return <SelectField key={name} name={name} label={renewalQuestion(place)} options={renewalOptions(place)} />
              return place.leaf.kind === 'day' || place.leaf.kind === 'optional-day'
                ? <DateField key={name} name={name} label={renewalQuestion(place)} />
                : <TextField key={name} name={name} label={renewalQuestion(place)} />
            })}
          </section>
        ))}
        <SubmitButton>{conflict ? 'Renew with what I typed' : 'Renew'}</SubmitButton>
      </PortalForm>
    </Page>
  )
}

/** What others saved meanwhile of the same answers, beside what was typed. */
function BothAnswers({ differences, lastSave }: {
  readonly differences: readonly RenewalDifference[]; readonly lastSave: { readonly by: string; readonly at: string | Date } | null
}) {
  return (
    <WarningCallout title="Someone else saved facts while you were writing">
      <p>{lastSave ? `${lastSave.by} saved on ${formatInstant(new Date(lastSave.at))}. ` : ''}Nothing you typed is lost: it is still in the boxes below.</p>
      {differences.length > 0 ? (
        <>
          <h3 className="nhsuk-heading-s">Answers that differ</h3>
          <StackedTable caption="Answers that differ" head={['Question', 'Saved now', 'What you typed']} rows={differences.map(({ question, saved, typed }) => [question, saved ?? 'It has been removed', typed])} />
        </>
      ) : <p>None of the answers asked here was changed, so you can renew now.</p>}
      <p>To replace what is saved with what you typed, press “Renew with what I typed”. Change the boxes first where you want to keep what is saved. <Link to="." reloadDocument>Begin again from what is saved</Link></p>
    </WarningCallout>
  )
}
