import { formatDay } from '#app/kernel/uk-date.ts'
import { InsetText, Tag } from '#app/ui/furniture.tsx'
import { SAVED_ROUTE_WORDS } from './saved-route.words.ts'
import { StageDrawing } from './stage-drawing.tsx'
import type { StageTried, TriedOut } from './try-out-route.server.ts'

const peopleOf = ({ people }: StageTried): string =>
  people.length === 0 ? 'Nobody holds this post' : people.map(({ name, isAuthor }) => (isAuthor ? `${name} (made the papers, so may not decide)` : name)).join(', ')

/** What would happen if an approval were asked for today: who could act, what each must have seen, by when, and where it could not go on. */
export function TriedOutStages({ triedOut }: { readonly triedOut: TriedOut }) {
  return (
    <>
      {triedOut.refusal ? <InsetText><p><strong>It could not be completed.</strong> {triedOut.refusal}</p></InsetText>
        : <p>{SAVED_ROUTE_WORDS.endsWell} It would be over by {formatDay(triedOut.finish)}, not counting days on which it waits for an answer.</p>}
      {triedOut.missing.length > 0 ? <p>It cannot be asked for yet. Still to be drafted: {triedOut.missing.join(', ')}.</p> : null}
      <StageDrawing label="Stages, with who could act in each" stages={triedOut.stages.map((stage) => ({
        id: stage.id, level: stage.level, title: `${stage.name}, ${stage.organisation}`, isStuck: stage.isDeadEnd, tag: stage.isDeadEnd ? <Tag colour="red">Dead end</Tag> : undefined,
        lines: [
          `${peopleOf(stage)}${stage.howMany > 1 ? `: ${stage.howMany} of them have to act` : ''}`,
          ...(stage.mustSee.length > 0 ? [`Must have had open: ${stage.mustSee.join(', ')}`] : []),
          `From ${formatDay(stage.begins)} at the latest, to be done by ${formatDay(stage.due)}`,
        ],
      }))} />
    </>
  )
}
