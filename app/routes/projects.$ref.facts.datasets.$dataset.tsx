import { Link, useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerItem, openItem } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { DATASET_STARTERS } from '#app/projects/dataset-starters.rules.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { DATASET_LEVELS, FIELD_KINDS } from '#app/projects/facts.rules.ts'
import { BLANK_FIELD, datasetSchema, typedFromDataset } from '#app/projects/facts.schema.ts'
import { FIELD_KIND_WORDS } from '#app/projects/facts.words.ts'
import { DATASET_LEVEL_WORDS } from '#app/projects/further-facts.words.ts'
import { idFrom } from '#app/projects/project.rules.ts'
import { RowBoxes } from '#app/projects/row-boxes.tsx'
import { SelectField, TextField } from '#app/ui/fields.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

const KINDS = FIELD_KINDS.map((kind) => ({ value: kind, label: FIELD_KIND_WORDS[kind] }))

export const meta = titled('Dataset')

export const loader = pageLoader('projects.draft', openItem('datasets', 'dataset'))

export const action = pageAction('projects.draft', answerItem('datasets', {
  param: 'dataset', schema: datasetSchema, nameField: 'name', blanks: { fields: BLANK_FIELD },
  value: (read, key) => ({ ...read, id: key ?? idFrom(read.name, 'dataset') }),
}))

export default function Dataset() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const id = useParams().dataset ?? 'new'
  const dataset = page.facts.datasets.find((candidate) => candidate.id === id)
  const shown = id === 'new' ? idFrom(String(answer?.typed.name ?? ''), 'dataset') : id
  return (
    <FactsForm page={page} section="datasets" title={id === 'new' ? 'Add a dataset' : (dataset?.name ?? 'Dataset')} schema={datasetSchema} saved={typedFromDataset(dataset)} answer={answer} wide
      savedRows={factGroups(page.facts, 'datasets').find((group) => group.href === `datasets/${shown}`)?.rows ?? []}
      removes={id === 'new' ? undefined : 'this dataset'} parent={{ href: `/projects/${page.ref}/facts/datasets`, label: 'Datasets' }}>
      {id === 'new' && !answer ? (
        <Details summary="Begin with a usual set of fields">
          <ul>{DATASET_STARTERS.map((starter) => <li key={starter.id}><Link to={`?suggest=${starter.id}`} reloadDocument>{starter.name}</Link></li>)}</ul>
        </Details>
      ) : null}
      <TextField name="name" label="What is it called?" width={30} hint="Such as Register extract" />
      <SelectField name="controllerCode" label="Which party is its controller?" prompt="Select a party"
        options={page.facts.parties.map((party) => ({ value: party.organisationCode, label: party.name }))} />
      <TextField name="source" label="Where does it come from?" hint="Such as “the surgery’s patient record system”" />
      <TextField name="aboutWhom" label="Whom is it about?" hint="Such as “everyone registered at the surgery who has not opted out”" />
      <SelectField name="level" label="What is one row about?" options={DATASET_LEVELS.map((level) => ({ value: level, label: DATASET_LEVEL_WORDS[level] }))} />
      <TextField name="period" label="What period does it cover?" hint="Such as “April 2024 to March 2026”. Applications and assessments ask for it" />
      <RowBoxes name="fields" title="Fields" one="field" blank={BLANK_FIELD} first="name"
        intro="List every field that the file may hold, by the heading it has there. Nothing else may be shared.">
        {(at) => (
          <>
            <TextField name={`${at}.name`} label="Heading" code spellCheck={false} />
            <TextField name={`${at}.meaning`} label="What it is" />
            <SelectField name={`${at}.kind`} label="What it says about a person" options={KINDS} prompt="Select" />
            <TextField name={`${at}.why`} label="Why it is needed" />
          </>
        )}
      </RowBoxes>
    </FactsForm>
  )
}
