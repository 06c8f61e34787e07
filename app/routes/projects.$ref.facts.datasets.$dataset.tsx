import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerFactsForm, withRows } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { readFactsForm } from '#app/documents/read-project-page.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { DatasetRows } from '#app/projects/dataset-rows.tsx'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { DATASET_LEVELS } from '#app/projects/facts.rules.ts'
import { DATASET_LEVEL_WORDS } from '#app/projects/further-facts.words.ts'
import { BLANK_FIELD, datasetSchema, removalSchema, typedFields, typedFromDataset } from '#app/projects/facts.schema.ts'
import { datasetIdFrom } from '#app/projects/project.rules.ts'
import { rowsAfter } from '#app/projects/project.schema.ts'
import { SelectField, TextField } from '#app/ui/fields.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Dataset')

export const loader = pageLoader('projects.draft', async (args) => {
  const page = await readFactsForm(args)
  const { dataset } = args.params
  if (dataset !== 'new' && !args.hasProblems && !page.facts.datasets.some((candidate) => candidate.id === dataset)) throw notFound()
  return page
})

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const key = args.params.dataset === 'new' ? null : (args.params.dataset ?? '')
  const next = `/projects/${args.params.ref}/facts/datasets`
  if (typeof typed.row === 'string') return withRows({ ...typed, fields: rowsAfter(typedFields(typed), typed.row, { ...BLANK_FIELD }) })
  if (typed.remove && key) {
    return answerFactsForm(args, { typed, schema: removalSchema, edit: () => ({ section: 'datasets', key, value: null }), next, done: 'removed' })
  }
  return answerFactsForm(args, {
    typed, schema: datasetSchema, next, nameField: 'name',
    edit: (value) => ({ section: 'datasets', key, value: { ...value, id: key ?? datasetIdFrom(value.name) } }),
  })
})

export default function Dataset() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const id = useParams().dataset ?? 'new'
  const dataset = page.facts.datasets.find((candidate) => candidate.id === id)
  const shown = id === 'new' ? datasetIdFrom(String(answer?.typed.name ?? '')) : id
  return (
    <FactsForm page={page} title={id === 'new' ? 'Add a dataset' : (dataset?.name ?? 'Dataset')} schema={datasetSchema} saved={typedFromDataset(dataset)} answer={answer} wide
      savedRows={factGroups(page.facts, 'datasets').find((group) => group.href === `datasets/${shown}`)?.rows ?? []}
      removes={id === 'new' ? undefined : 'this dataset'} parent={{ href: `/projects/${page.ref}/facts/datasets`, label: 'Datasets' }}>
      <TextField name="name" label="What is it called?" width={30} hint="Such as Register extract" />
      <SelectField name="controllerCode" label="Which party is its controller?" prompt="Select a party"
        options={page.facts.parties.map((party) => ({ value: party.organisationCode, label: party.name }))} />
      <TextField name="source" label="Where does it come from?" hint="Such as “the surgery’s patient record system”" />
      <TextField name="aboutWhom" label="Whom is it about?" hint="Such as “everyone registered at the surgery who has not opted out”" />
      <SelectField name="level" label="What is one row about?" options={DATASET_LEVELS.map((level) => ({ value: level, label: DATASET_LEVEL_WORDS[level] }))} />
      <TextField name="period" label="What period does it cover?" hint="Such as “April 2024 to March 2026”. Applications and assessments ask for it" />
      <DatasetRows />
    </FactsForm>
  )
}
