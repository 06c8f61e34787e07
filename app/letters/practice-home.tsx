import { Link } from '@remix-run/react'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { NUMBERS_WORDS, patientsToSettle } from '#app/people/number-standing.words.ts'
import { ButtonLink, InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import type { CampaignState, OptOutWindow } from './campaign.rules.ts'
import { CAMPAIGN_STATE_WORDS, WINDOW_WORDS } from './campaign.words.ts'
import { CampaignTag } from './campaign-tag.tsx'

interface Home {
  /** Null for who may not settle them. */
  readonly numbersToSettle: number | null
  readonly people: number
  readonly lastList: { readonly id: string; readonly startedAt: Date; readonly rowsRejected: number; readonly state: string } | null
  readonly listFrom: Date | null
  readonly isListBeingRead: boolean
  readonly campaigns: readonly {
    readonly ref: string; readonly state: CampaignState; readonly projectTitle: string; readonly closingDate: string | null; readonly window: OptOutWindow
    readonly replies: { readonly 'opt-out': number; readonly openQueries: number }
  }[]
  readonly toSign: readonly { readonly title: string; readonly documentRef: string; readonly number: number }[]
  readonly mayBegin: readonly { readonly ref: string; readonly title: string }[]
  readonly mayManage: boolean
  readonly mayUpload: boolean
  readonly maySign: boolean
}

export function PracticeHome({ home }: { readonly home: Home }) {
  return (
    <>
      <Next home={home} />
      <h2 className="nhsuk-heading-m">Letter campaigns</h2>
      {home.campaigns.length === 0
        ? <p>A campaign tells your patients about one project, and takes in what they answer. Each will be shown here, with its closing date and its replies. {home.mayBegin.length === 0 ? 'One can be started when the protocol of a project that your surgery is a party to has been drafted.' : ''}</p>
        : (
          <Table caption="Letter campaigns" hideCaption head={['Project', 'State', 'Closing date', 'Said no', 'Queries to settle', 'Reply desk']} figures={[3, 4]}
            rows={home.campaigns.map((campaign) => [
              <Link key="open" to={`/practice/campaigns/${campaign.ref}`}>{campaign.projectTitle}</Link>,
              <CampaignTag key="state" state={campaign.state} words={CAMPAIGN_STATE_WORDS[campaign.state]} />,
              campaign.closingDate ? <>{formatDay(campaign.closingDate)}<br /><span className="nhsuk-u-secondary-text-colour">{WINDOW_WORDS[campaign.window]}</span></> : 'Not set',
              campaign.replies['opt-out'].toLocaleString('en-GB'),
              campaign.replies.openQueries.toLocaleString('en-GB'),
              campaign.state === 'posted' || campaign.state === 'made'
                ? <Link key="desk" to={`/practice/campaigns/${campaign.ref}/replies`} aria-label={`Reply desk: ${campaign.projectTitle}`}>Reply desk</Link>
                : '',
            ])} />
        )}
      {home.mayManage && home.mayBegin.length > 0 ? <ButtonLink to="/practice/campaigns/new" secondary={home.campaigns.length > 0}>Start a campaign</ButtonLink> : null}
      <h2 className="nhsuk-heading-m">People list</h2>
      <p>{listSentence(home)} {home.mayUpload ? <Link to="/practice/people">{home.people === 0 ? 'Send your people list' : 'Open the people list'}</Link> : null}</p>
      {home.numbersToSettle === null ? null : (
        <>
          <h2 className="nhsuk-heading-m">{NUMBERS_WORDS.settleTitle}</h2>
          {home.numbersToSettle === 0 ? <p>{NUMBERS_WORDS.settleEmpty}</p> : <p>{patientsToSettle(home.numbersToSettle)} <Link to="/practice/numbers">Open the list</Link></p>}
        </>
      )}
      <h2 className="nhsuk-heading-m">Agreements to sign</h2>
      {home.toSign.length === 0
        ? <p>No agreement waits for your surgery’s signature. When one does, it is shown here.</p>
        : (
          <ul>
            {home.toSign.map((document) => (
              <li key={document.documentRef}>
                <Link to={`/documents/${document.documentRef}/v${document.number}`}>Protocol of the {document.title}, version {document.number}</Link>
                {home.maySign ? '' : '. Your Caldicott Guardian signs it.'}
              </li>
            ))}
          </ul>
        )}
    </>
  )
}

function listSentence(home: Home): string {
  if (home.isListBeingRead) return 'A people list is being read now.'
  if (!home.listFrom || home.people === 0) return 'No people list has been read yet. Letters and replies need one.'
  return `${home.people.toLocaleString('en-GB')} people, from the list of ${formatInstant(home.listFrom)}.`
}

/** The one thing to do next. */
function Next({ home }: { readonly home: Home }) {
  const queries = home.campaigns.find((campaign) => campaign.replies.openQueries > 0)
  const unfinished = home.campaigns.find((campaign) => campaign.state !== 'posted')
  const rejected = home.lastList && home.lastList.state === 'done' && home.lastList.rowsRejected > 0 ? home.lastList : null
  const [signing] = home.toSign
  const next = home.maySign && signing
    ? { words: `Read and sign the protocol of the ${signing.title}`, to: `/documents/${signing.documentRef}/v${signing.number}` }
    : home.mayUpload && home.people === 0 && !home.isListBeingRead
      ? { words: 'Send your people list', to: '/practice/people' }
      : home.mayUpload && rejected
        ? { words: `Mend ${rejected.rowsRejected.toLocaleString('en-GB')} rows of your people list`, to: `/practice/people/uploads/${rejected.id}` }
        : home.numbersToSettle
          ? { words: `Settle the NHS numbers of ${home.numbersToSettle.toLocaleString('en-GB')} ${home.numbersToSettle === 1 ? 'patient' : 'patients'}`, to: '/practice/numbers' }
        : queries
          ? { words: `Settle ${queries.replies.openQueries} queries about replies`, to: `/practice/campaigns/${queries.ref}/replies/queries` }
          : home.mayManage && unfinished
            ? { words: `Go on with the letters of the ${unfinished.projectTitle}`, to: `/practice/campaigns/${unfinished.ref}` }
            : home.mayManage && home.mayBegin[0]
              ? { words: `Start a campaign for the ${home.mayBegin[0].title}`, to: '/practice/campaigns/new' }
              : null
  return <InsetText><p><Tag colour="purple">Next</Tag> {next ? <Link to={next.to}>{next.words}</Link> : 'Nothing waits for you here.'}</p></InsetText>
}
