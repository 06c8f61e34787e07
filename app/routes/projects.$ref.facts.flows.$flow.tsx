import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerFactsForm } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { readFactsForm } from '#app/documents/read-project-page.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { flowSchema, removalSchema, typedFromFlow } from '#app/projects/facts.schema.ts'
import { FlowBoxes } from '#app/projects/flow-boxes.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Data flow')

export const loader = pageLoader('projects.draft', async (args) => {
  const page = await readFactsForm(args)
  const { flow } = args.params
  if (flow !== 'new' && !args.hasProblems && !page.facts.flows.some((candidate) => candidate.ref === flow)) throw notFound()
  return page
})

export const action = pageAction('projects.draft', async (args) => {
  const typed = typedFromForm(await args.request.formData())
  const key = args.params.flow === 'new' ? null : (args.params.flow ?? '')
  const next = `/projects/${args.params.ref}/facts/flows`
  if (typed.remove && key) {
    return answerFactsForm(args, { typed, schema: removalSchema, edit: () => ({ section: 'flows', key, value: null }), next, done: 'removed' })
  }
  return answerFactsForm(args, {
    typed: { ...typed, ref: key ?? typed.ref }, schema: flowSchema, next, nameField: 'ref',
    edit: (value) => ({ section: 'flows', key, value }),
  })
})

export default function Flow() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const ref = useParams().flow ?? 'new'
  const flow = page.facts.flows.find((candidate) => candidate.ref === ref)
  const shown = ref === 'new' ? String(answer?.typed.ref ?? '') : ref
  return (
    <FactsForm page={page} title={ref === 'new' ? 'Add a data flow' : (flow?.name ?? 'Data flow')} schema={flowSchema} saved={typedFromFlow(flow)} answer={answer}
      savedRows={factGroups(page.facts, 'flows').find((group) => group.href === `flows/${shown}`)?.rows ?? []}
      removes={ref === 'new' ? undefined : 'this flow'} parent={{ href: `/projects/${page.ref}/facts/flows`, label: 'Data flows' }}>
      <FlowBoxes fixedRef={ref === 'new' ? null : ref} parties={page.facts.parties} datasets={page.facts.datasets} projectRef={page.ref} />
    </FactsForm>
  )
}
