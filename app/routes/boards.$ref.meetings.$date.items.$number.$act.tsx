import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { allCovered } from '#app/approvals/covering-fields.tsx'
import { actOnItem } from '#app/boards/item-acts.server.ts'
import { ITEM_ACTS, ITEM_FORMS, ItemFields, type ItemAct } from '#app/boards/item-forms.tsx'
import { readItemToCover, readSittingPage } from '#app/boards/read-sitting.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ act: ItemAct }>((page) => (page ? ITEM_FORMS[page.act].title : 'An item'))

const actOf = (text: string | undefined): ItemAct => {
  const act = ITEM_ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const act = actOf(params.act)
  const page = await readSittingPage(context, params.ref ?? '', params.date ?? '')
  const item = page?.items.find(({ number }) => String(number) === params.number)
  if (!page?.may[ITEM_FORMS[act].command] || !item) throw notFound()
  const papers = act === 'outcome' ? ((await readItemToCover(context, page.board.ref, page.heldOn, item.number)) ?? []) : []
  const saved = act === 'notes' ? { notes: item.notes } : act === 'outcome' ? { effectiveFrom: partsOfDay(londonDay(context.now)), covers: allCovered(papers) } : {}
  return { act, board: page.board, heldOn: page.heldOn, kind: page.kind, outcomes: page.outcomes, item: { number: item.number, title: item.title, interests: item.interests }, papers, saved }
})

export const action = pageAction('boards.read', async ({ context, params, request }) => {
  const act = actOf(params.act)
  const where = { board: params.ref ?? '', heldOn: params.date ?? '' }
  const typed = typedFromForm(await request.formData())
  const done = await actOnItem(context, where, Number(params.number), act, typed)
  if (done === null) throw notFound()
  if (done === 'done') throw redirect(`/boards/${where.board}/meetings/${where.heldOn}?done=${act}#item-${params.number}`)
  return data({ problems: done.problems, typed }, { status: done.status })
})

export default function OnItem() {
  const { act, board, heldOn, kind, outcomes, item, papers, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const form = ITEM_FORMS[act]
  const at = `/boards/${board.ref}/meetings/${heldOn}`
  return (
    <Page title={form.title} caption={`Item ${item.number}: ${item.title}`} crumbs={[{ href: `/boards/${board.ref}`, label: board.name }, { href: at, label: formatDay(heldOn) }]}>
      <PortalForm schema={form.schema} problems={answer?.problems} typed={answer?.typed ?? saved}>
        <ItemFields act={act} outcomes={outcomes} interests={item.interests} papers={papers} needsPrecedent={kind === 'precedent' || kind === 'chair'} />
        <SubmitButton warning={act === 'withdraw'}>{form.button}</SubmitButton>
      </PortalForm>
    </Page>
  )
}
