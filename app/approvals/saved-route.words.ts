import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { stageLevels, type ApprovalRoute, type ApprovalStage, type StageAct } from './approval-route.rules.ts'
import { ROUTE_REFUSAL_WORDS } from './approval.words.ts'
import type { RouteRefusal } from './check-route.rules.ts'
import type { SaveRouteRefusalKind } from './saved-route.rules.ts'

export const SAVED_ROUTE_WORDS = {
  title: 'How your organisation decides',
  intro: 'A sign-off is decided by the officer whom its rule names, alone. An organisation can say that others are asked first or at the same time, how many, and in how many days. What is saved here counts for approvals that are asked for from its first day on; one that has begun keeps the route that it began with.',
  usual: 'The usual way',
  saved: 'Your own way',
  nobodyAsks: 'No project that your organisation takes part in asks for it now.',
  form: 'Each stage says who acts in it, and after which others. Stages that come after the same ones go on at the same time. Nobody acts before all stages that theirs comes after are done, on the same words.',
  tryOut: 'Try it out on a project',
  tryOutHint: 'Nothing is saved, and nobody is asked. It shows who could act, what each must have seen, and by when.',
  endsWell: 'It can be completed, whoever acts first.',
} as const

export const STAGE_ACT_WORDS = { advises: 'advises', decides: 'decides' } as const satisfies Record<StageAct, string>

/** "Senior information risk owner decides", "2 information asset owners" as a count behind it. */
export function stageWords({ post, act, howMany }: Pick<ApprovalStage, 'post' | 'act' | 'howMany'>): string {
  return `${OFFICER_POST_WORDS[post]} ${STAGE_ACT_WORDS[act]}${howMany > 1 ? ` (${howMany} people)` : ''}`
}

/** A route in one sentence, in its order. */
export function routeWords(route: ApprovalRoute): string {
  return stageLevels(route.stages).map((level) => level.map(stageWords).join(' and ')).join(', then ')
}

/** Why a route could not be gone to its end, with the stage in which it would stay. */
export function routeRefusalWords({ kind, details }: RouteRefusal, { stages }: Pick<ApprovalRoute, 'stages'>): string {
  const stage = stages.find(({ id }) => id === details?.stage)
  return stage && stages.length > 1 ? `${stageWords(stage)}: ${ROUTE_REFUSAL_WORDS[kind]}` : ROUTE_REFUSAL_WORDS[kind]
}

/** Above the stages of one place in the order. */
export function levelWords(index: number, stages: number): string {
  return `${index === 0 ? 'First' : 'Then'}${stages > 1 ? ', at the same time' : ''}`
}

export const SAVE_ROUTE_REFUSAL_WORDS = {
  ...ROUTE_REFUSAL_WORDS,
  'not-allowed': 'Only an information governance lead saves how your organisation decides.',
  'not-found': 'There is no such sign-off.',
  'begins-in-the-past': 'The first day must be today or later.',
  'officer-left-out': 'The officer whom the rule names must decide in one of the stages. Others may be asked besides, and nobody decides in that officer’s place.',
  'changed-since-read': 'Somebody has saved this meanwhile. Open it again, look at what they saved, and make your change there.',
  'usual-already': 'It is decided in the usual way already.',
} as const satisfies Record<SaveRouteRefusalKind, string>

export const SAVE_ROUTE_REFUSAL_STATUS: Readonly<Record<SaveRouteRefusalKind, number>> = {
  ...Object.fromEntries(Object.keys(ROUTE_REFUSAL_WORDS).map((kind) => [kind, 400])) as Record<keyof typeof ROUTE_REFUSAL_WORDS, number>,
  'not-allowed': 403, 'not-found': 404, 'begins-in-the-past': 400, 'officer-left-out': 400, 'changed-since-read': 409, 'usual-already': 409,
}

export const SAVED_ROUTE_DONE_WORDS: Readonly<Record<string, string>> = {
  saved: 'Saved. It counts for approvals that are asked for from its first day on.',
  usual: 'Saved. From its first day on the officer decides alone, as usual.',
}
