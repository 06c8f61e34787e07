import { CODE_FAILURES_ALLOWED, type Wants, type WhoRefusal } from './resident.rules.ts'

/** One sentence for a wrong code, a wrong date and a code that waits, so that nobody learns which it was. */
export const NOT_MATCHED = 'The code and the date of birth do not match a letter. Check each of them and try again.'
export const NOT_MATCHED_HELP = `After ${CODE_FAILURES_ALLOWED} wrong tries a code waits for 1 hour. You can also phone the surgery on the number in your letter.`
export const TOO_MANY_TRIES = 'There have been too many tries from here. Wait a minute, then try again.'
export const MAIL_ON_ITS_WAY = 'The e-mail is on its way. We do not keep your address once it is sent.'
export const MAIL_KEPT = 'Your e-mail is ready. This is a demonstration that sends nothing: the surgery’s staff can read it on the page “Outgoing mail”.'
export const MAILS_ENOUGH = 'You have asked for this e-mail 3 times already. Write down the reference instead.'

export interface Whose {
  /** "you", or a child's name. */
  readonly who: string
  /** "your", or a child's name with 's. */
  readonly whose: string
}

export function whoseIs(word: 'self' | 'parent', givenName: string): Whose {
  return word === 'self' ? { who: 'you', whose: 'your' } : { who: givenName, whose: `${givenName}’s` }
}

export const wantsWords = ({ whose }: Whose): Record<Wants, string> => ({
  'do-not-share': `Do not share ${whose} information`,
  share: `You may share ${whose} information`,
})

export const wantsHints = (surgery: string): Record<Wants, string> => ({
  'do-not-share': 'We will leave it out from now on',
  share: `${surgery} may send it, as described on the page before`,
})

const PARENT_NEEDED = 'Children under 13 do not make this choice alone. Ask your parent or carer to do it for you. They can use this page with the same code, send the slip, or phone the surgery.'

export const WHO_REFUSAL_TITLES = {
  'under-13-needs-parent': 'A parent or carer needs to do this',
  'aged-13-plus': 'They now decide for themselves',
  'someone-else': 'Please contact the surgery',
} as const satisfies Record<WhoRefusal, string>

export const whoRefusalWords = (givenName: string): Record<WhoRefusal, string> => ({
  'under-13-needs-parent': PARENT_NEEDED,
  'aged-13-plus': `${givenName} is 13 or older. From 13, young people make this choice themselves. They can use this page with the same code, send the slip, or phone the surgery. If you made a choice for them before, it still counts until they change it.`,
  'someone-else': 'You need a legal right to choose for someone else, such as a power of attorney. The surgery can check this with you and record the choice.',
})

export function standingWords(standing: 'NONE_RECORDED' | 'DENIED' | 'PERMITTED', { whose }: Whose, isClosed: boolean): string {
  if (standing === 'DENIED') return `Do not share ${whose} information.`
  if (standing === 'PERMITTED') return `${whose.charAt(0).toUpperCase()}${whose.slice(1)} information may be shared.`
  return isClosed
    ? `We have not heard that you object, so ${whose} information may be shared. You can still say no.`
    : `We have not heard from you. If you do nothing, ${whose} information will be shared.`
}

export const STILL_LEFT_OUT_WORDS = (surgery: string, whose: string): string =>
  `Your answer is kept. ${surgery} still does not share ${whose} information, because someone else with parental responsibility has said no, and only they can take that back. Phone the surgery if you think this is wrong`
