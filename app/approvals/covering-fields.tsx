import { CheckboxesField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { THIS_PAPER, type PaperToCover } from './covering.rules.ts'

/** All that can be covered, ticked: what such a form begins with. */
export function allCovered(papers: readonly PaperToCover[]): Record<string, string[]> {
  return Object.fromEntries(papers.map(({ documentRef, parts }) => [documentRef, [THIS_PAPER, ...parts.filter(({ isAlways }) => !isAlways).map(({ name }) => name)]]))
}

/** Which parts of which papers a decision covers. Works as plain boxes to tick. */
export function CoveringFields({ papers }: { readonly papers: readonly PaperToCover[] }) {
  return (
    <Details summary="What it covers: all of the papers, unless you leave parts out">
      <p>When a part that is covered changes, the decision opens nothing until it is made again. A part that you untick may change without that; everybody who sees the decision sees what it leaves out.</p>
      {/* Boxes that are all unticked send nothing, which is not the same as not being asked. */}
      {papers.length > 0 ? <HiddenField name={`covers.${THIS_PAPER}`} value="asked" /> : null}
      {papers.map((paper) => {
        const always = paper.parts.filter(({ isAlways }) => isAlways).map(({ title }) => title)
        const whole = always.length > 0 ? `Always covered: ${always.join('; ')}.` : 'At least one part with words of its own is covered.'
        const parts = paper.parts.filter(({ isAlways }) => !isAlways).map(({ name, title }) => ({ value: name, label: title }))
        return (
          <div key={paper.documentRef}>
            {paper.mayBeLeftOut ? null : <HiddenField name={`covers.${paper.documentRef}`} value={THIS_PAPER} />}
            <CheckboxesField name={`covers.${paper.documentRef}`} label={`${paper.name}, version ${paper.number}`} hint={whole} options={paper.mayBeLeftOut ? [{ value: THIS_PAPER, label: <strong>It is about this paper</strong> }, ...parts] : parts} />
          </div>
        )
      })}
    </Details>
  )
}
