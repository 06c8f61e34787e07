import type { ReactNode } from 'react'
import { RoutePaperLine, RouteStepCard } from './route-step.tsx'
import { papersWords, ROUTE_PAGE_WORDS, stageTitle } from './route-page.words.ts'
import type { ShownStep } from './route-page.rules.ts'

type Stages = readonly (readonly ShownStep[])[]

/** The route as a picture of its stages, each step a link to what is said of it below. */
export function RoutePicture({ stages }: { readonly stages: Stages }) {
  return (
    <ol className="concordat-route" aria-label={ROUTE_PAGE_WORDS.picture}>
      {stages.map((steps, index) => {
        const papers = steps.filter((step) => step.kind === 'document')
        return (
          <li className="concordat-route__stage" key={index}>
            <strong>{index + 1}. {stageTitle(steps)}</strong>
            <ul>
              {papers.length > 0 ? <li className="concordat-route__step"><a href={`#stage-${index + 1}`}>{papersWords(papers.length)}</a></li> : null}
              {steps.filter((step) => step.kind !== 'document').map((step) => (
                <li className={`concordat-route__step concordat-route__step--${step.kind}${step.isNeededToFlow ? ' concordat-route__step--needed' : ''}`} key={step.id}>
                  <a href={`#${step.id}`}>{step.name}</a>
                  <span className="concordat-route__who">{step.who}</span>
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}

/** The same in words, stage by stage. `standing` is what is known of where a step stands, and the links to act on it. */
export function RouteStages({ stages, standing }: { readonly stages: Stages; readonly standing?: (step: ShownStep) => ReactNode }) {
  return (
    <ol className="concordat-stages">
      {stages.map((steps, index) => (
        <li key={index} id={`stage-${index + 1}`}>
          <h3 className="nhsuk-heading-m">Stage {index + 1}: {stageTitle(steps).toLowerCase()}</h3>
          {steps.some((step) => step.kind === 'document')
            ? <ul className="nhsuk-list">{steps.filter((step) => step.kind === 'document').map((step) => <RoutePaperLine step={step} key={step.id}>{standing?.(step)}</RoutePaperLine>)}</ul> : null}
          {steps.filter((step) => step.kind !== 'document').map((step) => <RouteStepCard step={step} key={step.id}>{standing?.(step)}</RouteStepCard>)}
        </li>
      ))}
    </ol>
  )
}
