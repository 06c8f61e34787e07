/** A campaign's life. `making` is while letters are being made; `made` when they can be printed; `posted` when they have gone. */
export const CAMPAIGN_STATES = ['draft', 'making', 'made', 'posted'] as const
export type CampaignState = (typeof CAMPAIGN_STATES)[number]

/** To whom a letter is addressed. Children under 13 are written to through a parent or carer. */
export const LETTER_ADDRESSEES = ['self', 'parent-or-carer'] as const
export type LetterAddressee = (typeof LETTER_ADDRESSEES)[number]

/** Why someone gets no letter. Deceased and restricted are hard stops; the rest are for staff to tell another way. */
export const SUPPRESSIONS = ['deceased', 'restricted', 'left-the-practice', 'address-unusable', 'format-not-printable'] as const
export type Suppression = (typeof SUPPRESSIONS)[number]

/** What a reply is. A query is not a choice: someone must settle it. */
export const REPLY_OUTCOMES = ['opt-out', 'opt-out-withdrawn', 'query'] as const
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number]
