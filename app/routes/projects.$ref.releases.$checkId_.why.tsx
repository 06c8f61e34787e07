import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { PeopleSearchFields } from '#app/people/people-search-fields.tsx'
import { peopleSearchSchema } from '#app/people/people-search.schema.ts'
import { searchPeople } from '#app/people/search-people.server.ts'
import { CheckExplained } from '#app/releases/check-explained.tsx'
import { explainCheck, peopleToChoose, readCheckToExplain, readPeopleToChoose } from '#app/releases/explain-check.server.ts'
import { WHY_WORDS } from '#app/releases/release.words.ts'
import { WHY_REASONS, WHY_REASON_WORDS, whySchema } from '#app/releases/why.schema.ts'
import { RadiosField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(WHY_WORDS.title)

export const loader = pageLoader('checks.explain', async ({ context, params }) => {
  const check = await readCheckToExplain(context, params.ref ?? '', params.checkId ?? '')
  if (!check) throw notFound()
  return check
})

/** Sent by post, so that nothing about anyone stands in an address or a log. */
export const action = pageAction('checks.explain', async ({ context, params, request }) => {
  const [ref, checkId] = [params.ref ?? '', params.checkId ?? '']
  if (!(await readCheckToExplain(context, ref, checkId))) throw notFound()
  const typed = typedFromForm(await request.formData())
  const none = { found: null, explained: null }
  if (typed.intent === 'why') {
    const asked = readTyped(typed, whySchema)
    if (!asked.ok) return data({ ...none, problems: asked.problems, typed: asked.typed, found: await readPeopleToChoose(context, String(typed.found ?? '').split(',')) }, { status: 400 })
    const explained = await explainCheck(context, ref, checkId, asked.value)
    if (!explained) throw notFound()
    return data({ ...none, problems: [], typed: {}, explained })
  }
  const search = readTyped(typed, peopleSearchSchema)
  if (!search.ok) return data({ ...none, problems: search.problems, typed }, { status: 400 })
  return data({ ...none, problems: [], typed, found: peopleToChoose(await searchPeople(context, search.value)) })
})

export default function WhyPage() {
  const { project, flowName, checkId, beganAt } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title={WHY_WORDS.title} caption={<>{flowName}, check of {formatInstant(new Date(beganAt))}</>}
      crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }, { href: `/projects/${project.ref}/releases`, label: 'Checks' }, { href: `/projects/${project.ref}/releases/${checkId}`, label: 'Check' }]}>
      {result?.explained ? <CheckExplained explained={result.explained} /> : null}
      {result?.found?.length === 0 ? <InsetText><p>{WHY_WORDS.nobody}</p></InsetText> : null}
      {result?.found && result.found.length > 0 ? (
        <PortalForm key="why" schema={whySchema} problems={result.problems} typed={result.typed}>
          <HiddenField name="intent" value="why" />
          <HiddenField name="found" value={result.found.map(({ id }) => id).join(',')} />
          <RadiosField name="personId" label={WHY_WORDS.which} options={result.found.map(({ id, label, hint }) => ({ value: id, label, hint }))} />
          <RadiosField name="reason" label={WHY_WORDS.reason} hint={WHY_WORDS.kept} options={WHY_REASONS.map((value) => ({ value, label: WHY_REASON_WORDS[value] }))} />
          <SubmitButton>{WHY_WORDS.show}</SubmitButton>
        </PortalForm>
      ) : (
        <PortalForm key={result?.explained ? 'another' : 'first'} schema={peopleSearchSchema} problems={result?.problems} typed={result?.explained ? { by: 'name' } : result?.typed ?? { by: 'name' }}>
          {result?.explained ? <h2 className="nhsuk-heading-m">{WHY_WORDS.another}</h2> : null}
          <p>{WHY_WORDS.says}</p>
          <PeopleSearchFields />
          <SubmitButton>Find</SubmitButton>
        </PortalForm>
      )}
    </Page>
  )
}
