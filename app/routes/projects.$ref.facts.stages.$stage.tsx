import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerItem, openItem } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { BLANK_ROLE, stageSchema, typedFromStage } from '#app/projects/further-facts.schema.ts'
import { STAGE_ROLES } from '#app/projects/further-facts.rules.ts'
import { STAGE_ROLE_WORDS } from '#app/projects/further-facts.words.ts'
import { idFrom } from '#app/projects/project.rules.ts'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Stage')

export const loader = pageLoader('projects.draft', openItem('stages', 'stage'))

export const action = pageAction('projects.draft', answerItem('stages', {
  param: 'stage', schema: stageSchema, nameField: 'name', blanks: { roles: BLANK_ROLE },
  value: (read, key) => ({ ...read, id: key ?? idFrom(read.name, 'stage') }),
}))

export default function Stage() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const key = useParams().stage ?? 'new'
  const isNew = key === 'new'
  const saved = page.facts.stages.find((candidate) => candidate.id === key)
  const shown = isNew ? idFrom(String(answer?.typed.name ?? ''), 'stage') : key
  const groups = factGroups(page.facts, 'stages')
  const parties = page.facts.parties.map((party) => ({ value: party.organisationCode, label: party.name }))
  return (
    <FactsForm page={page} section="stages" title={isNew ? 'Add a stage' : (groups.find((group) => group.href === `stages/${key}`)?.title ?? 'Stage')} schema={stageSchema} saved={typedFromStage(saved)} answer={answer}
      savedRows={groups.find((group) => group.href === `stages/${shown}`)?.rows ?? []}
      removes={isNew ? undefined : 'this stage'} parent={{ href: `/projects/${page.ref}/facts/stages`, label: SECTION_WORDS.stages }}>

      <TextField name="name" label="What is the stage called?" width={30} hint="Such as “Extract”, “Matching” or “Analysis”" />
      <TextareaField name="does" label="What happens in it?" rows={4} hint="To which data, by whom, where" />
      <RowBoxes name="roles" title="Roles" one="role" blank={BLANK_ROLE} first="organisationCode" intro="Give each party that has a part in this stage its role. A party that is not named has no part in it.">
        {(at) => (
          <>
            <SelectField name={`${at}.organisationCode`} label="Party" prompt="Select a party" options={parties} />
            <SelectField name={`${at}.role`} label="Role" prompt="Select a role" options={STAGE_ROLES.map((role) => ({ value: role, label: STAGE_ROLE_WORDS[role] }))} />
          </>
        )}
      </RowBoxes>
    </FactsForm>
  )
}
