import { Link } from '@remix-run/react'
import { formatDay } from '#app/kernel/uk-date.ts'
import { SummaryList, TaskList, Tag, type Task } from '#app/ui/furniture.tsx'
import { SUPPRESSIONS, type CampaignState, type OptOutWindow, type Suppression } from './campaign.rules.ts'
import { campaignRefusalSentence, SUPPRESSION_WORDS, WINDOW_WORDS, type CampaignRefusal } from './campaign.words.ts'
import { TOLD_ANOTHER_WAY } from './suppression.rules.ts'

interface CampaignPage {
  readonly campaign: {
    readonly ref: string; readonly state: CampaignState; readonly projectRef: string; readonly projectTitle: string; readonly letterDate: string | null
    readonly closingDate: string | null; readonly postedOn: string | null; readonly window: OptOutWindow
  }
  readonly letters: { readonly printed: number; readonly pages: number; readonly throughParent: number; readonly largePrint: number; readonly otherLanguage: number; readonly returned: number; readonly toldAnotherWay: number; readonly suppressed: Partial<Record<Suppression, number>> }
  readonly replies: { readonly 'opt-out': number; readonly 'opt-out-withdrawn': number; readonly query: number; readonly openQueries: number }
  readonly people: number
  readonly isListBeingRead: boolean
  readonly notReady: CampaignRefusal | null
  readonly mayManage: boolean
}

const done = <Tag colour="green">Done</Tag>
const toDo = <Tag colour="blue">To do</Tag>
const later = <Tag colour="grey">Cannot start yet</Tag>

export function CampaignTasks({ page }: { readonly page: CampaignPage }) {
  const { campaign, letters } = page
  const base = `/practice/campaigns/${campaign.ref}`
  const isMade = campaign.state === 'made' || campaign.state === 'posted'
  const toTell = TOLD_ANOTHER_WAY.reduce((sum, reason) => sum + (letters.suppressed[reason] ?? 0), 0) + letters.returned
  const link = (href: string) => (page.mayManage ? href : undefined)
  const tasks: Task[] = [
    {
      title: 'Send the people list', href: link('/practice/people'), status: page.isListBeingRead ? <Tag colour="blue">Being read</Tag> : page.people > 0 ? done : toDo,
      hint: page.people > 0 ? `${page.people.toLocaleString('en-GB')} people` : 'Who is registered with you, and where they live',
    },
    {
      title: 'Set the closing date', href: link(`${base}/closing-date`), status: campaign.closingDate ? done : toDo,
      hint: campaign.letterDate && campaign.closingDate ? `Letters dated ${formatDay(campaign.letterDate)}, replies by ${formatDay(campaign.closingDate)}` : undefined,
    },
    { title: 'Look at the letter', href: `${base}/preview`, status: <Tag colour="white">Whenever you like</Tag>, hint: 'As an adult, a parent or carer, and someone who needs large print will get it' },
    {
      title: 'Make the letters', href: link(`${base}/letters`), status: isMade ? done : campaign.state === 'making' ? <Tag colour="blue">Being made</Tag> : page.notReady ? later : toDo,
      hint: campaign.state === 'draft' && page.notReady ? campaignRefusalSentence(page.notReady) : isMade ? `${letters.printed.toLocaleString('en-GB')} letters` : undefined,
    },
    {
      title: 'Print and post the letters', href: isMade ? link(`${base}/posted`) : undefined, status: campaign.state === 'posted' ? done : isMade ? toDo : later,
      hint: campaign.postedOn ? `Posted on ${formatDay(campaign.postedOn)}` : undefined,
    },
    {
      title: 'Tell the others another way', href: isMade ? `${base}/told-another-way` : undefined,
      status: !isMade ? later : toTell === 0 || letters.toldAnotherWay >= toTell ? done : <Tag colour="orange">{toTell - letters.toldAnotherWay} to tell</Tag>,
      hint: 'People whom a letter cannot reach, or who need another format',
    },
    {
      title: 'Record the replies', href: isMade ? `${base}/replies` : undefined, status: !isMade ? later : <Tag colour={campaign.window === 'open' ? 'blue' : 'white'}>{WINDOW_WORDS[campaign.window]}</Tag>,
      hint: page.replies.openQueries > 0 ? `${page.replies.openQueries} queries wait to be settled` : undefined,
    },
  ]
  return <TaskList tasks={tasks} />
}

export function CampaignFigures({ page }: { readonly page: CampaignPage }) {
  const { campaign, letters, replies } = page
  const figure = (count: number) => count.toLocaleString('en-GB')
  const isMade = campaign.state === 'made' || campaign.state === 'posted'
  return (
    <>
      <h2 className="nhsuk-heading-m">Figures</h2>
      {isMade ? (
        <SummaryList rows={[
          { key: 'Letters', value: `${figure(letters.printed)}, on ${figure(letters.pages / 2)} sheets` },
          { key: 'To a parent or carer', value: figure(letters.throughParent) },
          { key: 'In large print', value: figure(letters.largePrint) },
          { key: 'To people with another language on record', value: `${figure(letters.otherLanguage)}. The letter is in English, and says how to ask for another language.` },
          ...SUPPRESSIONS.filter((reason) => letters.suppressed[reason]).map((reason) => ({ key: `No letter: ${SUPPRESSION_WORDS[reason].charAt(0).toLowerCase()}${SUPPRESSION_WORDS[reason].slice(1)}`, value: figure(letters.suppressed[reason] ?? 0) })),
          { key: 'Told another way', value: figure(letters.toldAnotherWay) },
          { key: 'Letters that came back', value: figure(letters.returned) },
          { key: 'Replies that say no', value: figure(replies['opt-out']) },
          { key: 'Replies that take a no back', value: figure(replies['opt-out-withdrawn']) },
          { key: 'Queries', value: `${figure(replies.query)}, of which ${figure(replies.openQueries)} to settle` },
        ]} />
      ) : <p>When the letters have been made, their number and the replies are counted here.</p>}
      <p><Link to={`/projects/${campaign.projectRef}`}>About the project</Link></p>
    </>
  )
}
