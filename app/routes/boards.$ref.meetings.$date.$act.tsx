import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { addItemSchema, attendanceSchema, notesSchema } from '#app/boards/boards.schema.ts'
import { readSittingPage } from '#app/boards/read-sitting.server.ts'
import { addAgendaItem, markAttendance, writeNotes } from '#app/boards/run-sitting.server.ts'
import { SITTING_ACTS, SITTING_FORMS, SittingFields, wordsOfRefusal, type SittingAct } from '#app/boards/sitting-forms.tsx'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ act: SittingAct }>((page) => (page ? SITTING_FORMS[page.act].title : 'A sitting'))

const actOf = (text: string | undefined): SittingAct => {
  const act = SITTING_ACTS.find((candidate) => candidate === text)
  if (!act) throw notFound()
  return act
}

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const act = actOf(params.act)
  const page = await readSittingPage(context, params.ref ?? '', params.date ?? '')
  if (!page?.may[SITTING_FORMS[act].command]) throw notFound()
  const present = Object.fromEntries(page.people.flatMap(({ seatId, isPresent }) => (isPresent === null ? [] : [[seatId, isPresent ? 'yes' : 'no']])))
  return { act, board: page.board, heldOn: page.heldOn, people: page.people, waiting: page.waiting, saved: { notes: page.notes, present } }
})

export const action = pageAction('boards.read', async ({ context, params, request }) => {
  const act = actOf(params.act)
  const where = { board: params.ref ?? '', heldOn: params.date ?? '' }
  const typed = typedFromForm(await request.formData())
  const reading = act === 'add' ? readTyped(typed, addItemSchema) : act === 'attendance' ? readTyped(typed, attendanceSchema) : readTyped(typed, notesSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const given = reading.value
  const done = 'submissionId' in given ? await addAgendaItem(context, where, given) : 'present' in given ? await markAttendance(context, where, given.present) : await writeNotes(context, where, { number: null, ...given })
  if (!done) throw notFound()
  if (done.ok) throw redirect(`/boards/${where.board}/meetings/${where.heldOn}?done=${act}`)
  return data({ problems: [{ field: '', message: wordsOfRefusal(done.refusal) }], typed }, { status: 409 })
})

export default function AtSitting() {
  const { act, board, heldOn, people, waiting, saved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const form = SITTING_FORMS[act]
  const at = `/boards/${board.ref}/meetings/${heldOn}`
  return (
    <Page title={form.title} caption={`${board.name}, ${formatDay(heldOn)}`} crumbs={[{ href: `/boards/${board.ref}`, label: board.name }, { href: at, label: formatDay(heldOn) }]}>
      {act === 'add' && waiting.length === 0 ? <p>Nothing waits. Projects are submitted from their approvals page.</p> : (
        <PortalForm schema={form.schema} problems={answer?.problems} typed={answer?.typed ?? saved}>
          <SittingFields act={act} people={people} waiting={waiting} />
          <SubmitButton>{form.button}</SubmitButton>
        </PortalForm>
      )}
    </Page>
  )
}
