import { SummaryList, Tag } from '#app/ui/furniture.tsx'
import { FLOW_CATEGORY_WORDS } from './route-finder.words.ts'
import type { FlowGroup } from './route-page.rules.ts'
import { Names } from './route-step.tsx'

/** What flows are, and which opt-outs they keep and why. */
export function FlowGroups({ groups }: { readonly groups: readonly FlowGroup[] }) {
  return (
    <>
      {groups.map((group, index) => (
        <section key={index} aria-labelledby={`flows-${index + 1}`}>
          <h3 className="nhsuk-heading-s" id={`flows-${index + 1}`}>{FLOW_CATEGORY_WORDS[group.category]}</h3>
          <p>{group.why} <a href={group.source.address}>{group.source.name}</a></p>
          <SummaryList rows={[
            { key: 'Flows', value: <Names names={group.flows} all="" what="flows" /> },
            ...group.optOuts.map((choice) => ({
              key: choice.name,
              value: <><Tag colour={choice.applies ? 'green' : 'grey'}>{choice.applies ? 'Applies' : 'Does not apply'}</Tag><br />{choice.why}</>,
            })),
          ]} />
        </section>
      ))}
    </>
  )
}
