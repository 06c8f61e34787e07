import { Link, useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerFactsForm, openItem } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { namedAsHere } from '#app/projects/name-parties.server.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { ASSURANCE_STATUSES } from '#app/projects/assurance.rules.ts'
import { PARTY_ROLES } from '#app/projects/facts.rules.ts'
import { partySchema, removalSchema, typedFromParty } from '#app/projects/facts.schema.ts'
import { ASSURANCE_STATUS_HINTS, ASSURANCE_STATUS_WORDS, PARTY_ROLE_HINTS, PARTY_ROLE_WORDS } from '#app/projects/facts.words.ts'
import { DateField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Party')

export const loader = pageLoader('projects.draft', openItem('parties', 'code'))

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const key = args.params.code === 'new' ? null : (args.params.code ?? '')
  const next = `/projects/${args.params.ref}/facts/parties`
  if (typed.remove && key) {
    return answerFactsForm(args, { typed, schema: removalSchema, edit: () => ({ section: 'parties', key, value: null }), next, done: 'removed' })
  }
  const code = key ?? typed.organisationCode
  return answerFactsForm(args, {
    typed: { ...typed, organisationCode: code }, schema: partySchema, next, nameField: 'organisationCode',
    edit: await namedAsHere(args.context.runtime.db, typed, key),
  })
})

export default function Party() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const code = useParams().code ?? 'new'
  const isNew = code === 'new'
  const shown = isNew ? String(answer?.typed.organisationCode ?? '') : code
  const party = page.facts.parties.find((candidate) => candidate.organisationCode === shown)
  const there = new Set(page.facts.parties.map((candidate) => candidate.organisationCode))
  const choices = page.organisations.filter((organisation) => !there.has(organisation.code) || organisation.code === shown)
  return (
    <FactsForm page={page} section="parties" title={isNew ? 'Add a party' : (party?.name ?? 'Party')} schema={partySchema} saved={typedFromParty(isNew ? undefined : party)} answer={answer}
      savedRows={factGroups(page.facts, 'parties').find((group) => group.href === `parties/${shown}`)?.rows ?? []}
      removes={isNew ? undefined : 'this party'} parent={{ href: `/projects/${page.ref}/facts/parties`, label: 'Parties' }}>
      {isNew
        ? <SelectField name="organisationCode" label="Organisation" prompt="Select an organisation" hint="One that this installation knows. Ask whoever runs it to add another"
            options={choices.map((organisation) => ({ value: organisation.code, label: `${organisation.name} (${organisation.code})` }))} />
        : <HiddenField name="organisationCode" value={code} />}
      <RadiosField name="role" label="What is its role?" options={PARTY_ROLES.map((role) => ({ value: role, label: PARTY_ROLE_WORDS[role], hint: PARTY_ROLE_HINTS[role] }))} />
      <TextareaField name="does" label="What does it do in the project?" rows={4} hint="It goes on from “The party will …”, such as “write to its patients and keep their replies”" />
      <Details summary="It stands for many organisations alike, such as the practices of a county" open={answer !== undefined || (party?.members ?? []).length > 0}>
        <p>Then each of them signs the protocol for itself, and data is of people of those that have signed. One more can be added here at any time without the others signing again.</p>
        {isNew ? null : <p><Link to={`/projects/${page.ref}/facts/parties/${shown}/members`}>Upload a list of them, and see how each row stands first</Link></p>}
        <TextareaField name="members" label="Its members" rows={10} hint="Paste a list or a CSV file: on each line a code and, if you like, a comma and the name, and after that how its assessment in the toolkit ended and the day it was published, such as Y12345,Hill Top Surgery,Standards met,24/6/2026. Leave this empty for a party that stands for itself" />
      </Details>
      <h2 className="nhsuk-heading-m">Whom to contact there</h2>
      <TextField name="contactName" label="Name" width={30} spellCheck={false} />
      <TextField name="contactJobTitle" label="Job title" width={30} />
      <TextField name="contactEmail" label="E-mail address" type="email" inputMode="email" spellCheck={false} width={30} />
      <TextareaField name="address" label="Postal address of the organisation (optional)" rows={4} />
      <h2 className="nhsuk-heading-m">How it is registered and assured</h2>
      <p>Leave these until you know them. Applications for support and for data cannot be sent without them.</p>
      <TextField name="registration" label="Number in the Information Commissioner’s register (optional)" width={10} spellCheck={false} hint="As it stands at ico.org.uk/register, such as ZA123456" />
      <RadiosField name="assurance.status" label="How did its newest assessment in the Data Security and Protection Toolkit end?"
        options={ASSURANCE_STATUSES.map((status) => ({ value: status, label: ASSURANCE_STATUS_WORDS[status], hint: ASSURANCE_STATUS_HINTS[status] }))} />
      <DateField name="assurance.publishedOn" label="On which day was that assessment published?" hint="Such as 24 6 2026. It counts until the 30 June of the year after. Leave it blank where none has been published" />
    </FactsForm>
  )
}
