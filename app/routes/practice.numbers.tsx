import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { NUMBER_DOUBT_WORDS, NUMBERS_WORDS } from '#app/people/number-standing.words.ts'
import { readNumbersToSettle } from '#app/people/read-numbers-to-settle.server.ts'
import { InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(NUMBERS_WORDS.settleTitle)

export const loader = pageLoader('people.numbers', async ({ context }) => {
  if (context.actor.organisationKind !== 'gp-practice') throw notFound()
  return { people: await readNumbersToSettle(context) }
})

export default function NumbersToSettle() {
  const { people } = useLoaderData<typeof loader>()
  return (
    <Page title={NUMBERS_WORDS.settleTitle} wide crumbs={[{ href: '/practice', label: 'Letters and replies' }]}>
      {people.length === 0 ? <InsetText><p>{NUMBERS_WORDS.settleEmpty}</p></InsetText> : (
        <>
          <p className="nhsuk-u-reading-width">{NUMBERS_WORDS.settleIntro}</p>
          <Table caption={`Patients (${people.length})`} head={['Patient', 'Date of birth', 'What is in doubt', 'What to do']} rows={people.map((person) => [
            <Link to={`/people/${person.personId}`} key="open">{person.name}</Link>,
            formatDay(person.dateOfBirth),
            <ul className="nhsuk-list" key="doubts">{person.doubts.map((doubt) => <li key={doubt}>{NUMBER_DOUBT_WORDS[doubt].short}</li>)}</ul>,
            <ul className="nhsuk-list" key="todo">{person.doubts.map((doubt) => <li key={doubt}>{NUMBER_DOUBT_WORDS[doubt].todo}</li>)}</ul>,
          ])} />
        </>
      )}
    </Page>
  )
}
