import { Link } from '@remix-run/react'
import { InsetText, SummaryList, Table, WarningCallout } from '#app/ui/furniture.tsx'
import { boundSentence, sampleSentence } from './reply-check.words.ts'
import type { SampleFigures, SampleSetting } from './reply-sample.rules.ts'

interface OfPerson {
  readonly userId: string
  readonly name: string
  readonly entered: number
  readonly isAll: boolean
  readonly figures: SampleFigures
}

const number = (count: number): string => count.toLocaleString('en-GB')
const percent = (share: number): string => `${(share * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })}%`
const rateWords = ({ rate }: SampleFigures): string => (rate === null ? 'Not known yet' : `${percent(rate.share)} (${percent(rate.low)} to ${percent(rate.high)})`)

/** The sample as a whole: how much of it has been read, how often the two readings differed, and how sure that is. */
export function SampleTotal({ total, href }: { readonly total: SampleFigures; readonly href?: string }) {
  return (
    <>
      <p className="nhsuk-u-reading-width">{sampleSentence(total)}</p>
      <SummaryList rows={[
        { key: 'In the sample', value: number(total.sampled) },
        { key: 'Checked', value: number(total.checked) },
        { key: 'Waiting', value: number(total.waiting), change: href && total.waiting > 0 ? { href, what: 'the replies that wait', label: 'Check' } : undefined },
        { key: 'Misread', value: `${number(total.misread)}${total.unsettled > 0 ? ` (${number(total.unsettled)} not settled yet)` : ''}`, change: href && total.unsettled > 0 ? { href, what: 'the differences', label: 'Settle' } : undefined },
        { key: 'Misread rate, with its 95% interval', value: rateWords(total) },
        ...(total.paperMissing > 0 ? [{ key: 'Paper not found', value: number(total.paperMissing) }] : []),
      ]} />
    </>
  )
}

/** The same of each member of staff, and what to do where someone's replies are misread too often. */
export function SampleByPerson({ people, setting, mayEnlarge, button }: {
  readonly people: readonly OfPerson[]; readonly setting: SampleSetting; readonly mayEnlarge: boolean
  /** The button that enlarges the sample of one person. */
  readonly button: (person: OfPerson) => React.ReactNode
}) {
  if (people.length === 0) return <p>No paper reply has been entered yet. When some have, a sample of them is listed here to be checked.</p>
  return (
    <>
      {people.filter(({ figures, isAll }) => figures.isAboveBound && !isAll).map((person) => (
        <WarningCallout key={person.userId} title={`Check all of ${person.name}’s replies`}>
          <p>{boundSentence(person.name, setting)}</p>
          {mayEnlarge ? button(person) : null}
        </WarningCallout>
      ))}
      {people.filter(({ figures, isAll }) => figures.isAboveBound && isAll).map((person) => (
        <InsetText key={person.userId}><p>{boundSentence(person.name, setting)} All of them are in the sample now.</p></InsetText>
      ))}
      <Table caption="By who entered them" figures={[1, 2, 3, 4, 5]} head={['Entered by', 'Entered', 'In the sample', 'Checked', 'Waiting', 'Misread', 'Misread rate']} rows={people.map(({ name, entered, isAll, figures }) => [
        name, number(entered), isAll ? `${number(figures.sampled)} (all)` : number(figures.sampled), number(figures.checked), number(figures.waiting), number(figures.misread), rateWords(figures),
      ])} />
    </>
  )
}

/** The sample at the reply desk, in short. */
export function SampleAtDesk({ total, href, isAboveBound }: { readonly total: SampleFigures; readonly href: string; readonly isAboveBound: boolean }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">A second person’s check</h2>
      {isAboveBound ? <WarningCallout title="Too many replies are misread"><p>All replies of someone here should be checked. <Link to={href}>See whose, and check them</Link>.</p></WarningCallout> : null}
      {total.sampled === 0 ? <p>No paper reply has been entered yet. Of those that are, a sample is read by a second person.</p> : <SampleTotal total={total} href={href} />}
      <p><Link to={href}>Check a sample of replies</Link></p>
    </>
  )
}
