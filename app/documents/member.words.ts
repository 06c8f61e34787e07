import type { Refusal } from '#app/kernel/result.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import type { MemberActRefusalKind } from './member-act.rules.ts'
import type { MemberActKind, MemberStanding, MemberState } from './member-standing.rules.ts'

/** What people read about the members of a group. */
export const MEMBER_STATE_WORDS = {
  signed: { label: 'Signed', colour: 'green' },
  leaving: { label: 'Leaving', colour: 'orange' },
  carried: { label: 'Merged, its own list goes on', colour: 'orange' },
  waiting: { label: 'Waiting', colour: 'yellow' },
  declined: { label: 'Declined', colour: 'red' },
  left: { label: 'Left', colour: 'grey' },
  merged: { label: 'Merged', colour: 'grey' },
} as const satisfies Record<MemberState, { readonly label: string; readonly colour: string }>

const at = (instant: Date | null): string => (instant ? formatInstant(instant) : '')

/** What there is to say of where a member stands, beside its state. */
export function memberNote({ state, signedAt, endsAt, successorCode }: Pick<MemberStanding, 'state' | 'signedAt' | 'endsAt' | 'successorCode'>): string {
  switch (state) {
    case 'signed': return at(signedAt)
    case 'leaving': return successorCode ? `Merges into ${successorCode}, ${at(endsAt)}` : `Until ${at(endsAt)}`
    case 'carried': return `Into ${successorCode}, which has not signed yet`
    case 'merged': return `Into ${successorCode}, ${at(endsAt)}`
    case 'left': return at(endsAt)
    case 'waiting': case 'declined': return ''
  }
}

export const MEMBER_ACT_WORDS = {
  declined: 'Declined these words',
  left: 'Gave notice',
  returned: 'Came back',
  merged: 'Merged',
} as const satisfies Record<MemberActKind, string>

type Details = NonNullable<Refusal['details']>

export const MEMBER_ACT_REFUSAL_WORDS = {
  'not-a-member': () => 'Your organisation is not a member of a group that signs this paper.',
  'wrong-role': () => 'Your role does not sign for your organisation, so it cannot say this for it either. Ask your Caldicott Guardian or senior information risk owner.',
  'project-ended': () => 'The project has ended, so there is nothing left to say.',
  'signed-already': () => 'Your organisation has signed this paper. To stop sending, give notice instead.',
  'not-signed': () => 'Your organisation has not signed this paper, so there is nothing to leave.',
  'said-already': () => 'Your organisation has said this already.',
  'not-left': () => 'Your organisation has not left. To join, sign the paper.',
  'day-has-passed': () => 'The day must be today or later.',
  'password-wrong': () => 'The password is not right. Check it and try again. After 10 wrong tries an account waits 15 minutes.',
  'not-the-drafter': () => 'Only the information governance lead of the organisation that drafts this project can record a merger and remind its members.',
  'no-such-member': () => 'Enter the code of a member of this protocol.',
  'no-such-successor': () => 'Enter the code of another member. Where the practice that goes on is not listed yet, add it to the members of its group first.',
  'merged-already': () => 'A merger of one of the two is recorded already.',
} as const satisfies Record<MemberActRefusalKind, (details?: Details) => string>

export const MEMBER_ACT_REFUSAL_FIELDS: Partial<Record<MemberActRefusalKind, string>> = {
  'day-has-passed': 'lastDay', 'password-wrong': 'password', 'no-such-member': 'code', 'no-such-successor': 'successorCode', 'merged-already': 'code',
}

export const MEMBER_ACT_REFUSAL_STATUS = {
  'not-a-member': 403, 'wrong-role': 403, 'project-ended': 409, 'signed-already': 409, 'not-signed': 409, 'said-already': 409, 'not-left': 409, 'day-has-passed': 400,
  'password-wrong': 400, 'not-the-drafter': 403, 'no-such-member': 400, 'no-such-successor': 400, 'merged-already': 409,
} as const satisfies Record<MemberActRefusalKind, number>

export const MEMBER_DONE_WORDS: Readonly<Record<string, string>> = {
  declined: 'Recorded: your organisation declines these words. Data of its people does not go.',
  left: 'Recorded: your organisation leaves after the day you gave.',
  returned: 'Recorded: your organisation takes part again, on the words that it signed.',
  merged: 'The merger is recorded.',
  chased: 'An e-mail goes to those who may sign for each member that has not, at most one a day for each.',
  'nobody-chased': 'Everyone who has not signed was reminded within the last day, or has nobody here who may sign.',
}
