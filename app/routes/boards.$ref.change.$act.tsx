import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BOARD_ACTS, BOARD_FORMS, BoardFields, type BoardAct } from '#app/boards/board-forms.tsx'
import { callSchema, endSeatSchema, seatSchema } from '#app/boards/boards.schema.ts'
import { BOARD_REFUSAL_WORDS } from '#app/boards/boards.words.ts'
import { readBoard } from '#app/boards/read-boards.server.ts'
import { callSitting, endASeat, giveSeat } from '#app/boards/run-board.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ act: BoardAct }>((page) => (page ? BOARD_FORMS[page.act].title : 'A board'))

const actOf = (text: string | undefined): BoardAct => {
  const act = BOARD_ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const act = actOf(params.act)
  const board = await readBoard(context, params.ref ?? '')
  if (!board?.mayRun) throw notFound()
  return { act, ref: board.ref, name: board.name, seats: board.seats.filter(({ isOver }) => !isOver) }
})

export const action = pageAction('boards.read', async ({ context, params, request }) => {
  const [ref, act] = [params.ref ?? '', actOf(params.act)]
  const typed = typedFromForm(await request.formData())
  const reading = act === 'seat' ? readTyped(typed, seatSchema) : act === 'end' ? readTyped(typed, endSeatSchema) : readTyped(typed, callSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const given = reading.value
  const done = 'seatId' in given ? await endASeat(context, ref, given) : 'email' in given ? await giveSeat(context, ref, given) : await callSitting(context, ref, given)
  if (done.ok) throw redirect(`/boards/${ref}?done=${act}`)
  if (done.refusal.kind === 'not-found') throw notFound()
  return data({ problems: [{ field: '', message: BOARD_REFUSAL_WORDS[done.refusal.kind] }], typed }, { status: done.refusal.kind === 'not-allowed' ? 403 : 409 })
})

export default function ChangeBoard() {
  const { act, ref, name, seats } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const form = BOARD_FORMS[act]
  return (
    <Page title={form.title} caption={name} crumbs={[{ href: '/boards', label: 'Boards' }, { href: `/boards/${ref}`, label: name }]}>
      <PortalForm schema={form.schema} problems={answer?.problems} typed={answer?.typed}>
        <BoardFields act={act} seats={seats} />
        <SubmitButton>{form.button}</SubmitButton>
      </PortalForm>
    </Page>
  )
}
