import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { readSubmissions } from '#app/boards/read-boards.server.ts'
import { submissionSchema } from '#app/boards/boards.schema.ts'
import { BOARD_REFUSAL_WORDS } from '#app/boards/boards.words.ts'
import { submitToBoard, takeSubmissionBack } from '#app/boards/run-board.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { SelectField, TextareaField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SuccessBanner, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Boards asked to decide')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readSubmissions(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const typed = typedFromForm(await request.formData())
  const back = typeof typed.takeBack === 'string' ? typed.takeBack : null
  const [board, stepId] = typeof typed.ask === 'string' ? typed.ask.split('|') : []
  const reading = readTyped({ ...typed, board, stepId }, submissionSchema)
  if (back === null && !reading.ok) return data({ problems: reading.problems.map((problem) => ({ ...problem, field: problem.field === 'question' ? 'question' : 'ask' })), typed }, { status: 400 })
  const done = back !== null ? await takeSubmissionBack(context, ref, back) : reading.ok ? await submitToBoard(context, ref, reading.value) : null
  if (done?.ok) throw redirect(`/projects/${ref}/boards?done=${back === null ? 'submitted' : 'taken-back'}`)
  if (!done || done.refusal.kind === 'not-found') throw notFound()
  return data({ problems: [{ field: '', message: BOARD_REFUSAL_WORDS[done.refusal.kind] }], typed }, { status: done.refusal.kind === 'not-the-drafter' ? 403 : 409 })
})

export default function ProjectBoards() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [query] = useSearchParams()
  const asks = page.boards.flatMap((board) => board.steps.map((step) => ({ value: `${board.ref}|${step}`, label: `${board.name}, as ${board.body}` })))
  return (
    <Page title="Boards asked to decide" caption={page.title} crumbs={[{ href: `/projects/${page.ref}`, label: page.title }]} wide>
      {query.get('done') === 'submitted' ? <SuccessBanner>It is submitted, with the papers as they are now.</SuccessBanner> : null}
      {query.get('done') === 'taken-back' ? <SuccessBanner>The submission is taken back.</SuccessBanner> : null}
      {page.submissions.length === 0 ? <p>Nothing has been submitted to a board that sits on this portal.</p> : (
        <Table caption="Submissions" hideCaption head={['Board', 'What was asked', 'Submitted', 'Where it stands']} rows={page.submissions.map((line) => [
          line.boardName, line.question, `${formatDay(londonDay(line.submittedAt))} by ${line.submittedByName}`,
          line.isWithdrawn ? <Tag key="state" colour="grey">Taken back</Tag> : line.isDecided ? <Tag key="state" colour="green">Decided</Tag> : line.heldOn ? <span key="state">Item {line.item} on {formatDay(line.heldOn)}</span> : page.maySubmit
            ? <PortalForm key="state"><SubmitButton name="takeBack" value={line.id} secondary>Take back<span className="nhsuk-u-visually-hidden"> the submission to {line.boardName}</span></SubmitButton></PortalForm> : <span key="state">Waits for an agenda</span>,
        ])} />
      )}
      {page.maySubmit && asks.length === 0 ? <p>No board on this portal acts as a body that this project’s route asks. <Link to={`/projects/${page.ref}/approvals`}>What this project needs</Link></p> : null}
      {page.maySubmit && asks.length > 0 ? (
        <div className="nhsuk-u-reading-width">
          <h2 className="nhsuk-heading-m">Submit to a board</h2>
          <PortalForm problems={answer?.problems} typed={answer?.typed}>
            <SelectField name="ask" label="Which board?" prompt="Select a board" options={asks} />
            <TextareaField name="question" label="What do you ask of it?" hint="The papers of this step go with it as they are now. If one is drafted anew later, submit again." rows={4} />
            <SubmitButton>Submit</SubmitButton>
          </PortalForm>
        </div>
      ) : null}
    </Page>
  )
}
