import { TAKE_BACK_REASON_WORDS, TAKE_BACK_WORDS } from '#app/choices/take-back.words.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { CHANNEL_WORDS, ON_WHOSE_WORD_WORDS } from '#app/letters/reply.words.ts'
import { SummaryList, Table } from '#app/ui/furniture.tsx'
import { Answer, Why } from './person-answers.tsx'
import type { FlowEffect, readTakingBack } from './read-taking-back.server.ts'

type Shown = NonNullable<Awaited<ReturnType<typeof readTakingBack>>>['choice']

/** A choice as it was recorded, and how it was taken back. */
export function ChoiceToTakeBack({ choice }: { readonly choice: Shown }) {
  const { takenBack, effective } = choice
  return (
    <SummaryList rows={[
      { key: 'Choice', value: choice.what },
      { key: 'Reference', value: <span className="concordat-reference">{choice.reference}</span> },
      { key: 'Counts from', value: effective ? effective.at ? formatInstant(new Date(effective.at)) : formatDay(effective.day) : 'No day is given' },
      { key: 'Recorded', value: `${formatInstant(new Date(choice.recordedAt))}${choice.recordedBy ? `, by ${choice.recordedBy}` : ''}` },
      { key: 'How it came', value: `${CHANNEL_WORDS[choice.channel]}, on the word of: ${ON_WHOSE_WORD_WORDS[choice.onWhoseWord]}` },
      ...(takenBack ? [{
        key: 'Taken back', value: `${formatInstant(new Date(takenBack.at))}${takenBack.by ? `, by ${takenBack.by}` : ''}${takenBack.reason ? `. ${TAKE_BACK_REASON_WORDS[takenBack.reason]}` : ''}`,
      }] : []),
    ]} />
  )
}

/** What each flow answers now, and what it would answer without the choice. */
export function EffectOfTakingBack({ effects }: { readonly effects: readonly FlowEffect[] }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">{TAKE_BACK_WORDS.effect}</h2>
      {effects.length === 0 ? <p>{TAKE_BACK_WORDS.noFlows}</p> : (
        <Table caption={TAKE_BACK_WORDS.effect} hideCaption head={['Flow', 'Answer now', 'Answer once it is taken back']} rows={effects.map((flow) => [
          <>{flow.flowName}<br />{flow.projectTitle}</>,
          <><Answer answer={flow.now} /><br /><Why answer={flow.now} /></>,
          <><Answer answer={flow.without} /><br /><Why answer={flow.without} /></>,
        ])} />
      )}
    </>
  )
}
