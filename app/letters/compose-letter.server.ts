import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal, Result } from '#app/kernel/result.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { addressBlock } from './address.rules.ts'
import type { LetterAddressee } from './campaign.rules.ts'
import { letterData, type CampaignFacts } from './letter-facts.rules.ts'
import type { LetterPlan, Variant } from './letter-geometry.ts'
import { layoutLetter } from './letter-layout.ts'
import { measureText } from './letter-measure.server.ts'
import { readLetterText, type LetterText } from './letter-text.rules.ts'
import { formatReplyCode } from './reply-code.rules.ts'

/** The template that new campaigns use. A released one never changes: a new wording is a new file. */
export const LETTER_TEMPLATE = 'templates/letters/opt-out/v2.hbs'

/** What every letter of a campaign shares. */
export interface CampaignLetters {
  readonly template: string
  readonly facts: CampaignFacts
  readonly practice: Organisation
  readonly publicUrl: string
}

export interface LetterRecipient {
  readonly givenName: string
  readonly familyName: string
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly addressee: LetterAddressee
  readonly variant: Variant
  /** 12 letters, without hyphens. */
  readonly code: string
  /** Says which letter it is and nothing of whose. */
  readonly reference: string
}

export function letterText(campaign: CampaignLetters, recipient: Pick<LetterRecipient, 'givenName' | 'familyName' | 'addressee' | 'code'>): LetterText {
  const data = letterData(campaign.facts, recipient, recipient.addressee, formatReplyCode(recipient.code))
  return readLetterText(renderTemplate(campaign.template, data, 'none'))
}

/** A letter, placed on its pages. Refused when the facts make it longer than a letter may be. */
export function composeLetter(campaign: CampaignLetters, recipient: LetterRecipient): Result<LetterPlan, Refusal<'letter-too-long'>> {
  return layOutText(campaign, recipient, letterText(campaign, recipient))
}

/** A letter of these words, placed on its pages, with its sender, date, reference and address. */
export function layOutText(campaign: CampaignLetters, recipient: LetterRecipient, text: LetterText): Result<LetterPlan, Refusal<'letter-too-long'>> {
  const { practice } = campaign
  return layoutLetter({
    senderName: practice.name,
    senderLines: [
      ...practice.addressLines.filter((line) => line !== practice.name), practice.postcode, '',
      ...(practice.telephone ? [`Phone: ${practice.telephone}`] : []), ...(practice.email ? [practice.email] : []),
    ],
    dateLine: formatDay(campaign.facts.letterDate),
    referenceLine: `Letter reference: ${recipient.reference.replaceAll(' ', '\u00a0')}`,
    addressLines: addressBlock(recipient, recipient.addressee === 'parent-or-carer'),
    blocks: text.blocks,
    slip: text.slip,
    code: formatReplyCode(recipient.code),
  }, recipient.variant, measureText)
}

/**
 * What the QR code holds: the page for a choice, with the code after the `#`. A browser keeps that part to itself, so the
 * code reaches no server's log; the page's own script puts it into the box.
 */
export function qrText(publicUrl: string, code: string): string {
  return `${publicUrl}/your-choice#${formatReplyCode(code)}`
}

/** The first twelve letters of a letter's id: enough to find it by, and nothing of whose it is. */
export function letterReference(letterId: string): string {
  const letters = letterId.replace(/-/g, '').slice(0, 12).toUpperCase()
  return `${letters.slice(0, 4)} ${letters.slice(4, 8)} ${letters.slice(8)}`
}
