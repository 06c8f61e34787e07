import { SummaryList } from '#app/ui/furniture.tsx'
import { SUPPRESSIONS, type Suppression } from './campaign.rules.ts'
import { SUPPRESSION_WORDS } from './campaign.words.ts'
import { TOLD_ANOTHER_WAY } from './suppression.rules.ts'

/** How many letters there would be, and who gets none and why. */
export function ForecastFigures({ forecast }: {
  readonly forecast: { readonly letters: number; readonly throughParent: number; readonly largePrint: number; readonly suppressed: Partial<Record<Suppression, number>> }
}) {
  const count = (number: number | undefined) => (number ?? 0).toLocaleString('en-GB')
  const reasons = SUPPRESSIONS.filter((reason) => forecast.suppressed[reason])
  return (
    <>
      <SummaryList rows={[
        { key: 'Letters', value: count(forecast.letters) },
        { key: 'Of these, to a parent or carer', value: count(forecast.throughParent) },
        { key: 'Of these, in large print', value: count(forecast.largePrint) },
      ]} />
      <h2 className="nhsuk-heading-s">People who get no letter</h2>
      {reasons.length === 0 ? <p>Everyone on the list gets one.</p> : (
        <SummaryList rows={reasons.map((reason) => ({
          key: SUPPRESSION_WORDS[reason], value: `${count(forecast.suppressed[reason])}${TOLD_ANOTHER_WAY.includes(reason) ? ', for you to tell another way' : ''}`,
        }))} />
      )}
    </>
  )
}
