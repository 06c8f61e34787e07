import { SummaryList, Tag } from '#app/ui/furniture.tsx'
import { FLOW_CATEGORY_WORDS } from './route-finder.words.ts'
import type { FlowGroup } from './route-page.rules.ts'
import { Names } from './route-step.tsx'

/** What flows are, and which opt-outs they keep and why. */
export function FlowGroups({ groups }: { readonly groups: readonly FlowGroup[] }) {
  return (
    <>
      {groups.map((group) => (
        <div key={group.category}>
          <h3 className="nhsuk-heading-s">{FLOW_CATEGORY_WORDS[group.category]}</h3>
          <p>{group.why} <a href={group.source.address}>{group.source.name}</a></p>
          {group.alike.map((some, index) => (
            <SummaryList key={index} rows={[
              { key: 'Flows', value: <Names names={some.flows} all="" what="flows" /> },
              ...some.optOuts.map((choice) => ({
                key: choice.name,
                value: <><Tag colour={choice.applies ? 'green' : 'grey'}>{choice.applies ? 'Applies' : 'Does not apply'}</Tag><br />{choice.why}</>,
              })),
            ]} />
          ))}
        </div>
      ))}
    </>
  )
}
