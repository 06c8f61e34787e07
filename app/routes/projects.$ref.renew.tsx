import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SigningAgain } from '#app/documents/facts-frame.tsx'
import { readFactsForm } from '#app/documents/read-facts-page.server.ts'
import { renewFacts } from '#app/documents/take-in-facts.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { longerTerm, renewalPlaces, RENEWAL_PARTIES_MOST } from '#app/projects/renewal.rules.ts'
import { boxOfPath, boxOfPlace, readRenewal, typedFromRenewal } from '#app/projects/renewal.schema.ts'
import { renewalGroup, renewalOptions, renewalQuestion } from '#app/projects/renewal.words.ts'
import { DateField, SelectField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Renew the project')

export const loader = pageLoader('projects.draft', async (args) => {
  const { page, known } = await readFactsForm(args)
  const { purpose } = page.facts
  if (!purpose) throw redirect(`/projects/${page.ref}/facts`)
  return { ...page, dates: longerTerm(purpose, known.today) }
})

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const again = (problems: readonly { readonly field: string; readonly message: string }[], status: number) => data({ problems, typed }, { status })
  const { page } = await readFactsForm({ ...args, hasProblems: true })
  if (!page.facts.purpose) throw redirect(`/projects/${page.ref}/facts`)
  const version = readTyped(typed, factsVersionSchema)
  const { answers, problems } = readRenewal(page.facts, typed)
  if (!version.ok || version.value.factsVersion !== page.factsVersion) return again([{ field: '', message: PROJECT_REFUSAL_WORDS['changed-since-read']() }], 409)
  if (problems.length > 0) return again(problems, 400)
  const saved = await renewFacts(args.context, { ref: page.ref, factsVersion: page.factsVersion, facts: page.facts, answers })
  if ('problems' in saved) return again(saved.problems.map(({ path, message }) => ({ field: boxOfPath(path), message })), 400)
  if (saved.ok) throw redirect(`/projects/${page.ref}/facts?done=${!saved.value.isChanged ? 'unchanged' : saved.value.drafted ? 'redrafted' : saved.value.isOutOfDate ? 'out-of-date' : 'saved'}`)
  const { kind, details } = saved.refusal
  if (kind === 'not-found') throw notFound()
  return again([{ field: '', message: PROJECT_REFUSAL_WORDS[kind](details) }], PROJECT_REFUSAL_STATUS[kind])
})

export default function Renew() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const places = renewalPlaces(page.facts)
  const groups = [...new Set(places.map((place) => renewalGroup(page.facts, place)))]
  return (
    <Page title="Renew the project" caption={page.title} crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      <p>Only what may have changed is asked. Every other fact stays as it is, and can be changed on its own page.</p>
      <InsetText><p><strong>The dates are suggested, to be checked.</strong> They add a term as long as the first. The other boxes hold the answers of now.</p></InsetText>
      {page.facts.parties.length > RENEWAL_PARTIES_MOST ? <p>Contacts and officers of this many parties are not asked here: look at them on their own pages.</p> : null}
      <SigningAgain page={page} />
      <PortalForm typed={answer?.typed ?? typedFromRenewal(page.facts, page.dates)} problems={answer?.problems}>
        <HiddenField name="factsVersion" value={page.factsVersion} />
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
        <SubmitButton>Renew</SubmitButton>
      </PortalForm>
    </Page>
  )
}
