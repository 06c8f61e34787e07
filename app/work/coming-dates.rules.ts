import { stageClocks } from '#app/approvals/case-clock.rules.ts'
import type { ApprovalCase } from '#app/approvals/case.rules.ts'
import type { Condition } from '#app/approvals/condition.rules.ts'
import type { Decision } from '#app/approvals/decision.rules.ts'
import { boundFlows } from '#app/approvals/following.rules.ts'
import { routeOn, stepOfRoute, type Standing } from '#app/approvals/in-force.rules.ts'
import { destroyedBy } from '#app/approvals/retention.rules.ts'
import { destroyedByWords } from '#app/approvals/retention.words.ts'
import { papersOfStep } from '#app/approvals/covering.rules.ts'
import { stepWords } from '#app/approvals/route-finder.words.ts'
import type { RouteStep } from '#app/approvals/route-finder.rules.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import type { TimelineEvent } from './timeline.rules.ts'

export interface DatesGiven {
  readonly project: { readonly ref: string; readonly endedAt: Date | null; readonly facts: ProjectFacts }
  readonly standing: Standing & { readonly conditions: readonly Condition[]; readonly papers: readonly (Standing['papers'][number])[] }
  readonly cases: readonly (ApprovalCase & { readonly stepId: string })[]
  readonly nameOf: (code: string) => string
}

/** Every date that a project is bound to by what is known now: days that something is due, and days that something ends. */
export function datesOf(given: DatesGiven, now: Date): TimelineEvent[] {
  const { project: { endedAt } } = given
  return endedAt ? [...conditionDates(given, now), ...retentionDate(given)] : [...protocolDates(given), ...decisionDates(given), ...clockDates(given, now), ...conditionDates(given, now), ...assuranceDates(given, now), ...retentionDate(given)]
}

const date = (kind: TimelineEvent['kind'], day: string, what: string, detail: string, href: string): TimelineEvent => ({ kind, day, at: null, what, detail, href })

/** The dates of the protocol; before one is drafted, those that the facts name. */
function protocolDates({ project: { ref, facts }, standing: { agreement } }: DatesGiven): TimelineEvent[] {
  const purpose = (agreement.version?.facts ?? facts).purpose
  if (!purpose) return []
  const page = `/projects/${ref}`
  return [
    date('starts', purpose.startDate, 'Data may flow from this day', '', page), date('review-due', purpose.reviewDate, 'Project to be reviewed', 'Nothing flows after it until it is', page),
    date('project-ends', purpose.endDate, 'Last day of the project', 'Nothing flows after it', page),
  ]
}

function decisionDates({ project, standing }: DatesGiven): TimelineEvent[] {
  return standing.decisions.flatMap((decision: Decision): TimelineEvent[] => {
    // Of each flow the newest decision on a step that counts for it binds: those before it have been followed.
    const step = stepOn(standing, project.facts, decision.stepId, decision.effectiveFrom)
    if (boundFlows(standing.decisions, decision, step, standing.papers).length === 0) return []
    const [page, name] = [`/projects/${project.ref}/approvals/${decision.stepId}`, nameOfStep(standing, project.facts, decision.stepId, decision.effectiveFrom)]
    return [
      ...(decision.reviewDueOn ? [date('decision-review', decision.reviewDueOn, `Review of: ${name}`, 'Its flows stop after it until it is reviewed', page)] : []),
      ...(decision.endsOn ? [date('decision-ends', decision.endsOn, `Ends: ${name}`, 'Its flows stop after it', page)] : []),
    ]
  })
}

/** A step by its name; by what was decided of it, where the facts do not call for it any more. */
export function nameOfStep(standing: Standing, facts: ProjectFacts, stepId: string, day: string): string {
  const step = stepOn(standing, facts, stepId, day)
  return step ? stepWords(step) : 'an approval that is asked for no more'
}

function stepOn(standing: Standing, facts: ProjectFacts, stepId: string, day: string): RouteStep | null {
  const { version, risksToConsultOn } = standing.agreement
  return stepOfRoute(facts, stepId, day, risksToConsultOn) ?? stepOfRoute(version?.facts ?? null, stepId, day, risksToConsultOn)
}

function clockDates({ project, standing, cases }: DatesGiven, now: Date): TimelineEvent[] {
  const steps = routeOn(project.facts, londonDay(now), standing.agreement.risksToConsultOn).steps
  return steps.flatMap((step): TimelineEvent[] => {
    const approval = cases.find(({ stepId }) => stepId === step.id)
    if (!approval) return []
    const papers = papersOfStep(step, standing.papers, project.facts)
    return stageClocks(approval, papers, now).map(({ stageId, dueOn, left }) => {
      const stage = approval.route.stages.find(({ id }) => id === stageId)
      return { ...date('stage-due', dueOn, `Approval due: ${stepWords(step)}`, stage ? OFFICER_POST_WORDS[stage.post] : '', `/projects/${project.ref}/approvals/${step.id}`), isLate: left < 0 }
    })
  })
}

function conditionDates({ project, standing, nameOf }: DatesGiven, now: Date): TimelineEvent[] {
  const today = londonDay(now)
  return standing.conditions.filter(({ ended }) => ended === null).map(({ what, ownerCode, dueOn, stops }) => ({
    ...date('condition-due', dueOn, `Condition due: ${what}`, `${nameOf(ownerCode)} does it.${stops ? ' Its flows stop while it is overdue.' : ''}`, `/projects/${project.ref}/conditions`), isLate: dueOn < today,
  }))
}

/** The last day on which a party's assurance counts, where flows need it. */
function assuranceDates({ project, standing }: DatesGiven, now: Date): TimelineEvent[] {
  return standing.holds.filter(({ kind, from }) => kind === 'assurance-lapsed' && from > now)
    .map(({ from, details }) => date('assurance-ends', addDays(londonDay(from), -1), `Security assurance of ${String(details?.organisation ?? 'a party')} ends`, 'Its flows stop after it', `/projects/${project.ref}/conditions`))
}

/** By when what is kept is destroyed, as the papers count it: one day for each day of linking, or the latest that can be. */
function retentionDate({ project: { ref, facts, endedAt }, standing: { agreement, conditions } }: DatesGiven): TimelineEvent[] {
  const stated = agreement.version?.facts ?? facts
  const { safeguards } = stated
  if (!safeguards) return []
  return destroyedBy(stated, { clocks: conditions, lastDay: endedAt ? londonDay(endedAt) : stated.purpose?.endDate ?? null }).map((by) => {
    const { what, detail } = destroyedByWords(by, safeguards)
    return date('retention-ends', by.day, what, detail, `/projects/${ref}/conditions`)
  })
}
