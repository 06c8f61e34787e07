import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { NUMBER_DOUBTS, type NumberDoubt } from '#app/people/number-standing.rules.ts'
import { NUMBER_DOUBT_WORDS, NUMBERS_WORDS } from '#app/people/number-standing.words.ts'
import { readNumbersToSettle, type NumberToSettle } from '#app/people/read-numbers-to-settle.server.ts'
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
          {NUMBER_DOUBTS.map((doubt) => <InDoubt key={doubt} doubt={doubt} people={people.filter(({ doubts }) => doubts.includes(doubt))} />)}
        </>
      )}
    </Page>
  )
}

function InDoubt({ doubt, people }: { readonly doubt: NumberDoubt; readonly people: readonly Pick<NumberToSettle, 'personId' | 'name' | 'dateOfBirth'>[] }) {
  const words = NUMBER_DOUBT_WORDS[doubt]
  return people.length === 0 ? null : (
    <section aria-labelledby={doubt}>
      <h2 className="nhsuk-heading-m" id={doubt}>{words.short} ({people.length.toLocaleString('en-GB')})</h2>
      <p className="nhsuk-u-reading-width">{words.todo}</p>
      <Table caption={words.short} hideCaption head={['Patient', 'Date of birth']}
        rows={people.map(({ personId, name, dateOfBirth }) => [<Link to={`/people/${personId}`} key="open">{name}</Link>, formatDay(dateOfBirth)])} />
    </section>
  )
}
