import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { AgendaItem } from '#app/boards/agenda-item.tsx'
import { SITTING_DONE_WORDS, SITTING_KIND_WORDS, SITTING_STATE_WORDS } from '#app/boards/boards.words.ts'
import { readSittingPage } from '#app/boards/read-sitting.server.ts'
import { SITTING_ACTS, SITTING_FORMS, wordsOfRefusal } from '#app/boards/sitting-forms.tsx'
import { closeSitting, openSitting } from '#app/boards/run-sitting.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, StackedTable, SuccessBanner, SummaryList, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ board: { name: string } }>((page) => (page ? `Agenda: ${page.board.name}` : 'Agenda'))

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const page = await readSittingPage(context, params.ref ?? '', params.date ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('boards.read', async ({ context, params, request }) => {
  const where = { board: params.ref ?? '', heldOn: params.date ?? '' }
  const isOpening = (await request.formData()).get('act') === 'open'
  const done = isOpening ? await openSitting(context, where) : await closeSitting(context, where)
  if (!done) throw notFound()
  if (done.ok) throw redirect(`/boards/${where.board}/meetings/${where.heldOn}?done=${isOpening ? 'opened' : 'closed'}`)
  return data({ problems: [{ field: '', message: wordsOfRefusal(done.refusal) }] }, { status: 409 })
})

export default function Sitting() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [query] = useSearchParams()
  const done = query.get('done')
  const at = `/boards/${page.board.ref}/meetings/${page.heldOn}`
  const move = page.may.open ? { act: 'open', words: 'Open the sitting' } : page.may.close ? { act: 'close', words: 'Close the sitting' } : null
  return (
    <Page title={`${SITTING_KIND_WORDS[page.kind]}, ${formatDay(page.heldOn)}`} caption={page.board.name} tag={<Tag colour={page.state === 'open' ? 'green' : page.state === 'called' ? 'blue' : 'grey'}>{SITTING_STATE_WORDS[page.state]}</Tag>}
      crumbs={[{ href: '/boards', label: 'Boards' }, { href: `/boards/${page.board.ref}`, label: page.board.name }]} wide>
      {done && done in SITTING_DONE_WORDS ? <SuccessBanner>{SITTING_DONE_WORDS[done as keyof typeof SITTING_DONE_WORDS]}</SuccessBanner> : null}
      <SummaryList rows={[
        { key: 'Sits as', value: page.body }, { key: 'Where', value: page.place || 'Not said' },
        { key: 'Quorum', value: `${page.quorum.members}, of whom ${page.quorum.lay} lay` }, { key: 'Your seat', value: page.mySeat?.words ?? 'None: you may read this' },
        { key: 'Minutes', value: <Link to={`${at}/minutes`}>{page.hasMinutes ? 'Approved minutes' : 'Minutes as they stand'}</Link> },
      ]} />
      <h2 className="nhsuk-heading-m">Agenda</h2>
      {page.items.length === 0 ? <p>Nothing is on the agenda yet.{page.waiting.length > 0 ? ` ${page.waiting.length} submitted and waiting.` : ''}</p> : null}
      {page.items.map((item) => <AgendaItem key={item.number} at={at} item={item} may={page.may} />)}
      {page.may['add-item'] ? <p><ButtonLink to={`${at}/add`} secondary>{SITTING_FORMS.add.title}</ButtonLink></p> : null}
      <h2 className="nhsuk-heading-m">Who is there</h2>
      <StackedTable caption="Members in office on the day" head={['Name', 'Seat', 'From', 'There']}
        rows={page.people.map((person) => [person.name, `${person.seat}${person.isLay ? ', lay' : ''}`, person.organisation, person.isPresent === null ? 'Not marked' : person.isPresent ? 'Yes' : 'No'])} />
      <ul className="nhsuk-list">
        {SITTING_ACTS.filter((act) => act !== 'add' && page.may[SITTING_FORMS[act].command]).map((act) => <li key={act}><Link to={`${at}/${act}`}>{SITTING_FORMS[act].title}</Link></li>)}
      </ul>
      {move ? (
        <PortalForm problems={answer?.problems}>
          <SubmitButton name="act" value={move.act}>{move.words}</SubmitButton>
        </PortalForm>
      ) : null}
    </Page>
  )
}
