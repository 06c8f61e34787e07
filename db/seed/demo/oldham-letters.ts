import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Day } from '#app/kernel/uk-date.ts'
import { findCampaign } from '#app/letters/campaigns.store.server.ts'
import { eachPrintedLetter, lettersToTellAnotherWay } from '#app/letters/letters.store.server.ts'
import { makeCampaign } from '#app/letters/make-campaign.server.ts'
import { makeLetters } from '#app/letters/make-letters.server.ts'
import { recordLettersPosted } from '#app/letters/record-letters-posted.server.ts'
import { setClosingDate } from '#app/letters/set-closing-date.server.ts'
import { tellPersonAnotherWay } from '#app/letters/tell-person-another-way.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { runJobsOnce } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'
import { chooseOptOuts, toOptOutsCsv } from './hill-top-opt-outs.ts'
import { generateHillTopPeople, toCsv } from './hill-top-people.ts'
import { HILL_TOP } from './demo-organisations.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import { OLDHAM_PROJECT_REF } from './oldham-facts.ts'
import { tellOfTheReplies } from './oldham-replies.ts'

export const OLDHAM_CAMPAIGN_REF = 'oldham-gp-pilot-letters'

/** The day that the invented people's ages are counted from, whenever the demo is loaded: the same people every time. */
const REFERENCE_DAY: Day = '2026-11-01'

/** The surgery's list, the letters, and what came back. Gives one letter's code and whose birthday opens it. */
export async function tellOfTheLetters(story: Storyteller, days: DemoDays, place: string): Promise<{ code: string; dateOfBirth: string }> {
  const people = generateHillTopPeople({ referenceDay: REFERENCE_DAY })
  const optOuts = chooseOptOuts(people)
  const list = toCsv(people)
  writeFileSync(path.join(place, 'hill-top-people.csv'), list)
  writeFileSync(path.join(place, 'hill-top-opt-outs.csv'), toOptOutsCsv(optOuts, { postedOn: days.posted }))
  const manager = () => story.as('manager@hill-top-surgery.example')
  const campaign = async () => {
    const row = await findCampaign(story.runtime.db, HILL_TOP.code, OLDHAM_CAMPAIGN_REF)
    if (!row) throw new Error('The demo world could not go on: the campaign was not found')
    return row
  }

  story.at(days.listed, '10:00')
  granted('the people list', await receivePeopleList(await manager(), {
    formId: newId(), fileName: 'hill-top-people.csv', content: Buffer.from(list), isWholeList: true,
  }))
  await runJobsOnce(story.runtime, jobHandlers)

  story.at(days.lettersMade, '09:00')
  granted('the campaign', await makeCampaign(await manager(), { projectRef: OLDHAM_PROJECT_REF, ref: OLDHAM_CAMPAIGN_REF }))
  granted('the closing date', await setClosingDate(await manager(), {
    ref: OLDHAM_CAMPAIGN_REF, letterDate: days.posted, closingDate: days.closing, revision: (await campaign()).revision,
  }))
  story.at(days.lettersMade, '09:30')
  granted('making the letters', await makeLetters(await manager(), { ref: OLDHAM_CAMPAIGN_REF, revision: (await campaign()).revision }))
  await runJobsOnce(story.runtime, jobHandlers)

  story.at(days.posted, '16:45')
  granted('posting the letters', await recordLettersPosted(await manager(), {
    ref: OLDHAM_CAMPAIGN_REF, postedOn: days.posted, revision: (await campaign()).revision,
  }))
  for (const letter of await lettersToTellAnotherWay(story.runtime.db, (await campaign()).id)) {
    story.at(days.posted, '17:00')
    granted('telling someone another way', await tellPersonAnotherWay(await manager(), {
      ref: OLDHAM_CAMPAIGN_REF, letterId: letter.id, toldOn: days.posted,
      how: letter.format === 'braille' || letter.format === 'audio' ? letter.format : 'telephone',
    }))
  }

  const codes = new Map<string, string>()
  for await (const batch of eachPrintedLetter(story.runtime.db, (await campaign()).id)) {
    for (const letter of batch) codes.set(letter.personId, story.runtime.secrets.open('reply-code', letter.replyCodeSealed))
  }
  return tellOfTheReplies(story, days, { campaignRef: OLDHAM_CAMPAIGN_REF, people, optOuts, codes })
}
