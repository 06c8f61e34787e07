import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerItem, openItem } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { officerSchema, typedFromOfficer } from '#app/projects/further-facts.schema.ts'
import { OFFICER_POSTS } from '#app/projects/further-facts.rules.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { officerKey } from '#app/projects/project.rules.ts'
import { RadiosField, SelectField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Officer')

export const loader = pageLoader('projects.draft', openItem('officers', 'officer'))

export const action = pageAction('projects.draft', answerItem('officers', {
  param: 'officer', schema: officerSchema, nameField: 'post',
  fixed: (key) => ({ organisationCode: key.split('.')[0], post: key.split('.')[1] }),
  value: (read) => read,
}))

export default function Officer() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const key = useParams().officer ?? 'new'
  const isNew = key === 'new'
  const saved = page.facts.officers.find((candidate) => officerKey(candidate) === key)
  const shown = isNew ? `${String(answer?.typed.organisationCode ?? '')}.${String(answer?.typed.post ?? '')}` : key
  const groups = factGroups(page.facts, 'officers')
  const parties = page.facts.parties.map((party) => ({ value: party.organisationCode, label: party.name }))
  return (
    <FactsForm page={page} section="officers" title={isNew ? 'Add an officer' : (groups.find((group) => group.href === `officers/${key}`)?.title ?? 'Officer')} schema={officerSchema} saved={typedFromOfficer(saved)} answer={answer}
      savedRows={groups.find((group) => group.href === `officers/${shown}`)?.rows ?? []}
      removes={isNew ? undefined : 'this officer'} parent={{ href: `/projects/${page.ref}/facts/officers`, label: SECTION_WORDS.officers }}>

      {isNew ? (
        <>
          <SelectField name="organisationCode" label="At which party?" prompt="Select a party" options={parties} />
          <RadiosField name="post" label="Which post?" options={OFFICER_POSTS.map((post) => ({ value: post, label: OFFICER_POST_WORDS[post] }))} />
        </>
      ) : (
        <>
          <HiddenField name="organisationCode" value={key.split('.')[0] ?? ''} />
          <HiddenField name="post" value={key.split('.')[1] ?? ''} />
        </>
      )}
      <TextField name="name" label="Name" width={30} spellCheck={false} />
      <TextField name="email" label="E-mail address" type="email" inputMode="email" spellCheck={false} width={30} />
    </FactsForm>
  )
}
