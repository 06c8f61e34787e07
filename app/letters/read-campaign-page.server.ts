import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { findPeopleByIds, personIdsInPrintOrder } from '#app/people/find-people.server.ts'
import { readPeopleListState } from '#app/people/read-people-page.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { LEAST_REPLY_DAYS, optOutWindow, suggestedClosingDate, type CampaignState, type OptOutWindow, type Suppression } from './campaign.rules.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { countReplies, findCampaign, findCampaignAnywhere, type CampaignRow } from './campaigns.store.server.ts'
import { canPrint } from './letter-measure.server.ts'
import { countLetters } from './letters.store.server.ts'
import { readyForLetters } from './make-letters.server.ts'
import { decideLetter } from './suppression.rules.ts'

export interface CampaignSummary {
  readonly ref: string
  readonly state: CampaignState
  readonly projectRef: string
  readonly projectTitle: string
  readonly letterDate: Day | null
  readonly closingDate: Day | null
  readonly postedOn: Day | null
  readonly window: OptOutWindow
  readonly revision: number
  readonly lettersTotal: number
  readonly lettersDone: number
  readonly isInterrupted: boolean
}

export function campaignSummary(row: CampaignRow, now: Date): CampaignSummary {
  const { ref, state, projectRef, projectTitle, letterDate, closingDate, revision, lettersTotal, lettersDone } = row
  return {
    ref, state, projectRef, projectTitle, letterDate, closingDate, revision, lettersTotal, lettersDone,
    postedOn: row.postedAt ? londonDay(row.postedAt) : null, window: optOutWindow(row, now), isInterrupted: row.fault !== null,
  }
}

/** The practice's own campaign; null when there is none of that reference, or when it is another's. */
async function mine(context: Context<StaffActor>, ref: string): Promise<CampaignRow | null> {
  return findCampaign(context.runtime.db, context.actor.organisationCode, ref)
}

export async function readCampaignPage(context: Context<StaffActor>, ref: string) {
  const { runtime: { db }, now, actor } = context
  const campaign = await mine(context, ref)
  if (!campaign) return null
  const [letters, replies, list, ready] = await Promise.all([
    countLetters(db, campaign.id), countReplies(db, campaign.id), readPeopleListState(context),
    campaign.state === 'draft' ? readyForLetters(context, db, campaign) : null,
  ])
  return {
    campaign: campaignSummary(campaign, now),
    letters,
    replies,
    people: list.people,
    isListBeingRead: list.isBeingRead,
    /** What still stands in the way of making the letters, for a draft; null when nothing does. */
    notReady: ready && !ready.ok ? ready.refusal : null,
    mayManage: mayRole(actor.role, 'campaigns.manage'),
  }
}

export async function readDatesPage(context: Context<StaffActor>, ref: string) {
  const campaign = await mine(context, ref)
  if (!campaign) return null
  const agreement = await readAgreementForProject(context.runtime.db, campaign.projectRef)
  const promisedDays = agreement?.version?.facts.tellingPeople?.replyDays ?? LEAST_REPLY_DAYS
  const letterDate = campaign.letterDate ?? londonDay(context.now)
  return {
    campaign: campaignSummary(campaign, context.now), promisedDays, letterDate,
    closingDate: campaign.closingDate ?? suggestedClosingDate(letterDate, promisedDays),
  }
}

/** Who would get a letter now, and who would not and why. Names nobody. */
export interface LetterForecast {
  readonly letters: number
  readonly throughParent: number
  readonly largePrint: number
  readonly suppressed: Partial<Record<Suppression, number>>
}

export async function readLettersPage(context: Context<StaffActor>, ref: string) {
  const campaign = await mine(context, ref)
  if (!campaign) return null
  const { db } = context.runtime
  const isDraft = campaign.state === 'draft'
  const ready = isDraft ? await readyForLetters(context, db, campaign) : null
  return {
    campaign: campaignSummary(campaign, context.now),
    notReady: ready && !ready.ok ? ready.refusal as CampaignRefusal : null,
    forecast: isDraft && ready?.ok ? await forecast(context, campaign) : null,
    letters: isDraft ? null : await countLetters(db, campaign.id),
    mayManage: mayRole(context.actor.role, 'campaigns.manage'),
  }
}

async function forecast(context: Context<StaffActor>, campaign: CampaignRow): Promise<LetterForecast> {
  const { db, secrets } = context.runtime
  const letterDate = campaign.letterDate ?? londonDay(context.now)
  const ids = await personIdsInPrintOrder(db, campaign.organisationCode)
  const suppressed: Partial<Record<Suppression, number>> = {}
  let [letters, throughParent, largePrint] = [0, 0, 0]
  for (let at = 0; at < ids.length; at += 1000) {
    for (const person of await findPeopleByIds(db, secrets, campaign.organisationCode, ids.slice(at, at + 1000))) {
      const { addressee, suppression } = decideLetter(person, letterDate, canPrint)
      if (suppression) suppressed[suppression] = (suppressed[suppression] ?? 0) + 1
      else {
        letters += 1
        if (addressee === 'parent-or-carer') throughParent += 1
        if (person.format === 'large-print') largePrint += 1
      }
    }
  }
  return { letters, throughParent, largePrint, suppressed }
}

export async function readPostedPage(context: Context<StaffActor>, ref: string) {
  const campaign = await mine(context, ref)
  return campaign && { campaign: campaignSummary(campaign, context.now), madeOn: campaign.lettersMadeAt ? londonDay(campaign.lettersMadeAt) : null, today: londonDay(context.now) }
}

/** For scripts: whichever practice's campaign has the reference. */
export function findCampaignForScript(db: Queryable, ref: string): Promise<CampaignRow | null> {
  return findCampaignAnywhere(db, ref)
}
