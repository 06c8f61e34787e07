import type { InvolvementEvent } from '#app/involvement/event.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import type { DemoDays, Storyteller } from './demo-time.ts'
import { KENT_PROJECT_REF } from './kent-facts.ts'
import { OLDHAM_PROJECT_REF } from './oldham-facts.ts'
import { OLDHAM_TELLING } from './oldham-telling.ts'
import { draftTheReport, enterEvent, tellOfAnAppraisal } from './wsdp-involvement-story.ts'

const BLANK = { payment: 'nothing', costPounds: 0, lesson: '' } as const

/** What was asked in two other projects, each with its report drafted anew, and how one of them chose the way of telling patients. */
export async function tellOfOtherLogs(story: Storyteller, days: DemoDays): Promise<void> {
  story.at(days.closing, '15:00')
  const told: readonly (readonly [string, string, readonly InvolvementEvent[]])[] = [
    ['ig.lead@oldham-council.example', OLDHAM_PROJECT_REF, [
      {
        ...BLANK, state: 'held', day: addDays(days.posted, 9), kind: 'meeting', place: 'the surgery’s patient group', groups: [{ who: 'members of the patient group', as: 'public', people: 11 }, { who: 'receptionists', as: 'staff', people: 2 }],
        shown: 'The questions that patients had asked at the desk since their letters came',
        points: [
          { said: 'Older patients asked whether they must answer.', answer: 'changed', what: 'A line at the desk and on the website says that nobody has to answer.', fact: 'tellingPeople.noticeAddress', paper: '' },
          { said: 'Some took the slip for a bill.', answer: 'not-yet', what: 'The next print of the letter is to be looked at with the group.', fact: '', paper: '' },
        ],
        lesson: 'Ask the desk what patients say in the first week, not in the third.',
      },
      {
        ...BLANK, state: 'planned', day: addDays(days.today, 45), kind: 'meeting', place: 'the surgery’s patient group', groups: [{ who: 'members of the patient group', as: 'public', people: 12 }], shown: 'What the first lists were used for, and whether letters should be sent again', points: [],
      },
    ]],
    ['ig.lead@kent-council.example', KENT_PROJECT_REF, [
      {
        ...BLANK, state: 'held', day: addDays(days.drafted, 5), kind: 'survey', place: 'a form on the website of the council’s people’s panel', groups: [{ who: 'members of the people’s panel', as: 'public', people: 212 }, { who: 'carers of people with a learning disability', as: 'public', people: 4 }],
        shown: 'Five uses of the dataset, and which of them people would expect', costPounds: 350,
        points: [
          { said: 'Nearly all expected it to be used to plan services; fewer than half expected it to be used for research.', answer: 'changed', what: 'Research is named by itself in the notice.', fact: 'purpose.plainSummary', paper: 'privacy notice, the part on what it is used for' },
          { said: 'A form on a website leaves out those who are not on the internet.', answer: 'not-changed', what: 'The next round is on paper too. This one could not wait for the print.', fact: '', paper: '' },
        ],
      },
    ]],
  ]
  for (const [lead, ref, events] of told) {
    for (const event of events) await enterEvent(story, lead, ref, event)
    await draftTheReport(story, lead, ref)
  }
  await tellOfAnAppraisal(story, 'ig.lead@oldham-council.example', OLDHAM_PROJECT_REF, OLDHAM_TELLING, { on: addDays(days.drafted, -6), by: 'the surgery’s partners, with the council’s information governance lead' })
}
