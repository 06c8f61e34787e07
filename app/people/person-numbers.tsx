import type { ReactNode } from 'react'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, SummaryList, Table, Tag } from '#app/ui/furniture.tsx'
import type { NumberEntry, NumbersOfPerson } from './read-numbers-of-person.server.ts'
import { NUMBER_DOUBT_WORDS, NUMBER_EVENT_SENTENCES, NUMBER_SOURCE_WORDS, NUMBERS_WORDS } from './number-standing.words.ts'

const code = (text: string) => <span className="concordat-code" key={text}>{text}</span>
const list = (numbers: readonly string[]) => numbers.map((number, index) => <span key={number}>{index > 0 ? ', ' : ''}{code(number)}</span>)

/** What is known of a patient's NHS numbers: how they stand, what is in doubt and what to do, and the history in plain words. */
export function PersonNumbers({ numbers, children }: { readonly numbers: NumbersOfPerson; readonly children?: ReactNode }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">{NUMBERS_WORDS.heading}</h2>
      <div className="nhsuk-u-reading-width">
        {numbers.number === null ? <p>{NUMBERS_WORDS.none}</p> : (
          <SummaryList rows={[
            { key: 'The number now', value: code(numbers.number) },
            ...(numbers.others.length > 0 ? [{ key: 'Theirs too', value: <>{list(numbers.others)}. {NUMBERS_WORDS.merged}</> }] : []),
            ...(numbers.earlier.length > 0 ? [{ key: 'On the list before', value: <>{list(numbers.earlier)}</> }] : []),
            { key: 'Standing', value: numbers.doubts.length === 0 ? NUMBERS_WORDS.settled : numbers.doubts.map((doubt) => <Tag colour="orange" key={doubt}>{NUMBER_DOUBT_WORDS[doubt].short}</Tag>) },
          ]} />
        )}
        {numbers.doubts.map((doubt) => <InsetText key={doubt}><p>{NUMBER_DOUBT_WORDS[doubt].long}</p><p>{NUMBER_DOUBT_WORDS[doubt].todo}</p></InsetText>)}
        {numbers.hasForeign ? <p>{NUMBERS_WORDS.byAnotherHint}</p> : null}
        {numbers.entries.length === 0 && numbers.number !== null ? <p>{NUMBERS_WORDS.nothing}</p> : null}
      </div>
      {numbers.entries.length > 0 ? (
        <Table caption="What was recorded about the numbers: the newest first" head={['Recorded here', 'Holds from', 'What', 'How it is known', 'Recorded by']} rows={numbers.entries.map((entry) => [
          formatInstant(new Date(entry.recordedAt)),
          entry.effective.ms === null ? formatDay(entry.effective.day) : formatInstant(new Date(entry.effective.ms)),
          <>{NUMBER_EVENT_SENTENCES[entry.kind](entry)}{entry.takenBackAt ? <><br /><Tag colour="grey">{NUMBERS_WORDS.takenBack}</Tag> {formatInstant(new Date(entry.takenBackAt))}</> : null}</>,
          entry.source ? <>{NUMBER_SOURCE_WORDS[entry.source]}<br />{entry.evidence}</> : '',
          entry.isOurs ? entry.recordedBy ?? '' : NUMBERS_WORDS.byAnother,
        ])} />
      ) : null}
      {children}
    </>
  )
}

/** How an entry is named where one is chosen. */
export function entryLabel(entry: NumberEntry): string {
  return `${NUMBER_EVENT_SENTENCES[entry.kind](entry)} (recorded ${formatInstant(new Date(entry.recordedAt))})`
}
