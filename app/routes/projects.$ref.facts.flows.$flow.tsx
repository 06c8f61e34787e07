import { useActionData, useLoaderData, useParams } from '@remix-run/react'
import { answerItem, openItem } from '#app/documents/facts-form.server.ts'
import { FactsForm } from '#app/documents/facts-frame.tsx'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { flowSchema, typedFromFlow } from '#app/projects/facts.schema.ts'
import { FlowBoxes } from '#app/projects/flow-boxes.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Data flow')

export const loader = pageLoader('projects.draft', openItem('flows', 'flow'))

export const action = pageAction('projects.draft', answerItem('flows', {
  param: 'flow', schema: flowSchema, nameField: 'ref', fixed: (ref) => ({ ref }), value: (read) => read,
}))

export default function Flow() {
  const answer = useActionData<typeof action>()
  const opened = useLoaderData<typeof loader>()
  const page = answer?.now ?? opened
  const ref = useParams().flow ?? 'new'
  const flow = page.facts.flows.find((candidate) => candidate.ref === ref)
  const shown = ref === 'new' ? String(answer?.typed.ref ?? '') : ref
  return (
    <FactsForm page={page} section="flows" title={ref === 'new' ? 'Add a data flow' : (flow?.name ?? 'Data flow')} schema={flowSchema} saved={typedFromFlow(flow)} answer={answer}
      savedRows={factGroups(page.facts, 'flows').find((group) => group.href === `flows/${shown}`)?.rows ?? []}
      removes={ref === 'new' ? undefined : 'this flow'} parent={{ href: `/projects/${page.ref}/facts/flows`, label: 'Data flows' }}>
      <FlowBoxes fixedRef={ref === 'new' ? null : ref} parties={page.facts.parties} datasets={page.facts.datasets} projectRef={page.ref} />
    </FactsForm>
  )
}
