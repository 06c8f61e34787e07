import { describe, expect, test } from 'vitest'
import type { Wait } from '#app/approvals/wait.rules.ts'
import type { BoardTask } from '#app/boards/board-waits.rules.ts'
import { ACTIONS_TOLD, DESK_GROUPS, deskItems, type DeskFacts } from '#app/work/desk.rules.ts'
import { deskLink, deskMore, deskWhose, deskWords } from '#app/work/desk.words.ts'
import { aWait } from '#tests/factories/waiting.ts'

type Project = DeskFacts['projects'][number]
type Campaign = DeskFacts['campaigns'][number]
type Check = DeskFacts['checks'][number]
const facts = (given: Partial<DeskFacts> = {}): DeskFacts => ({
  today: '2026-06-15', may: { uploadPeople: true, manageCampaigns: true, recordReplies: true, readChecks: true }, projects: [], waits: [], boardTasks: [], campaigns: [], people: null, checks: [], openAlarms: [], isWatchMissing: false, nationalChecks: [], numbersToSettle: 0, ...given,
})
const project = (given: Partial<Project> = {}): Project => ({ ref: 'p', title: 'Pilot', state: 'in-force', mayDraft: true, actions: [], ...given })
const campaign = (given: Partial<Campaign> = {}): Campaign => ({ ref: 'c', projectTitle: 'Pilot', state: 'posted', window: 'open', closingDate: '2026-07-30', lettersDone: 0, lettersTotal: 0, openQueries: 0, toLookAt: 0, toCheck: 0, isMisread: false, hasFault: false, ...given })
const check = (given: Partial<Check> = {}): Check => ({ id: '1', flow: 'f', projectRef: 'p', state: 'complete', isUnderWay: false, beganOn: '2026-06-15', ...given })
const kinds = (given: Partial<DeskFacts>) => deskItems(facts(given)).map((item) => `${item.group}: ${item.kind}`)

describe('a desk', () => {
  test('is empty when nothing waits', () => {
    expect(kinds({})).toEqual([])
    expect(kinds({ projects: [project()], campaigns: [campaign({ window: 'closed' })], people: { count: 5, isBeingRead: false, newestFailed: false }, checks: [check()] })).toEqual([])
  })

  test.each<[Partial<Project>, string[]]>([
    [{ state: 'gathering-facts' }, ['to-do: enter-facts']],
    [{ state: 'ready-to-draft' }, ['to-do: draft-protocol']],
    [{ state: 'needs-new-version' }, ['to-do: draft-new-version']],
    [{ state: 'review-overdue' }, ['to-do: review-project']],
    [{ state: 'past-its-end' }, ['to-do: end-project']],
    [{ state: 'ended' }, []],
    [{ state: 'prior-consultation' }, ['to-do: consult-commissioner']],
    [{ state: 'action-open' }, ['to-do: do-blocking-action']],
    [{ state: 'action-open', mayDraft: false }, []],
    [{ state: 'gathering-facts', mayDraft: false }, []],
    [{ state: 'waiting-for-signatures' }, []],
  ])('says of a project %o: %o', (given, expected) => {
    expect(kinds({ projects: [project(given)] })).toEqual(expected)
  })

  test('tells of actions that are overdue or have no day, of those due soon, and of no others', () => {
    const action = (id: string, due: string | null, standing: 'overdue' | 'no-day' | 'due-soon' | 'open') => ({ id, what: `Do ${id}.`, owner: standing === 'no-day' ? '' : 'Head of IT', due, standing })
    const actions = [action('a', null, 'no-day'), action('b', '2026-06-01', 'overdue'), action('c', '2026-06-20', 'due-soon'), action('d', '2026-12-20', 'open')]
    const items = deskItems(facts({ projects: [project({ actions })] }))
    expect(items.map(({ href }) => href)).toEqual(['b', 'a', 'c'].map((id) => `/projects/p/dpia/actions/${id}`))
    expect(items.map(deskWords)).toEqual(['Overdue since 1 June 2026: Do b (Head of IT)', 'Say who does this and by when: Do a.', 'Due by 20 June 2026: Do c (Head of IT)'])
    const many = Array.from({ length: ACTIONS_TOLD + 2 }, (_each, index) => action(`x${index}`, '2026-06-01', 'overdue'))
    expect(deskItems(facts({ projects: [project({ actions: many })] })).map(deskWords).at(-1)).toBe('See to 2 more actions of the impact assessment')
  })

  test('tells those who record replies of choices in doubt, of replies to check, and of too many that were misread', () => {
    const given = campaign({ window: 'closed', toLookAt: 2, toCheck: 1, isMisread: true })
    expect(kinds({ campaigns: [given] })).toEqual(['alarm: replies-misread', 'to-do: look-at-choices', 'to-do: check-replies'])
    expect(kinds({ campaigns: [given], may: { uploadPeople: true, manageCampaigns: true, recordReplies: false, readChecks: true } })).toEqual([])
    expect(deskItems(facts({ campaigns: [given] })).map(deskWords)).toEqual(['Too many replies are misread: check all of them', 'Look at 2 choices that are in doubt', 'Check 1 reply that someone else entered'])
  })

  test.each<[Partial<Wait>, string, string]>([
    [{ kind: 'signature', what: 'protocol' }, 'to-do: sign-paper', 'Read the protocol and sign it'],
    [{ kind: 'signature', what: 'sharing-agreement' }, 'to-do: sign-paper', 'Read and sign the data sharing agreement'],
    [{ kind: 'signature', what: 'protocol', count: 3 }, 'to-do: sign-papers', 'Read and sign 3 papers'],
    [{ kind: 'stage' }, 'to-do: decide-step', 'Decide: Recommendation to apply for section 251 support'],
    [{ kind: 'question', what: 'How long is it kept?' }, 'to-do: answer-question', 'Answer a question about “Recommendation to apply for section 251 support”: How long is it kept?'],
    [{ kind: 'query', what: 'Confidentiality Advisory Group' }, 'to-do: answer-query', 'Answer a query of Confidentiality Advisory Group: Recommendation to apply for section 251 support'],
    [{ kind: 'returned' }, 'to-do: put-in-again', 'Change the papers and put them in again: Recommendation to apply for section 251 support'],
    [{ kind: 'not-asked' }, 'to-do: ask-approval', 'Ask for an approval: Recommendation to apply for section 251 support'],
    [{ kind: 'condition', step: null, what: 'Send the report', dueOn: '2026-07-15' }, 'to-do: meet-condition', 'Meet a condition: Send the report'],
  ])('says of what waits for a person %o: %s', (given, kind, words) => {
    const items = deskItems(facts({ waits: [aWait(given)] }))
    expect(items.map((item) => [`${item.group}: ${item.kind}`, deskWords(item)])).toEqual([[kind, words]])
  })

  test('says whose it is where that is a colleague', () => {
    const whose = (given: Partial<Wait>) => deskItems(facts({ waits: [aWait(given)] })).map((item) => (item.whose ? deskWhose(item.whose) : null))
    expect(whose({ whose: 'mine', post: 'siro' })).toEqual([null])
    expect(whose({ whose: 'ours', post: 'siro' })).toEqual(['Senior information risk owner'])
    expect(whose({ whose: 'ours', kind: 'signature', what: 'protocol' })).toEqual(['Whoever signs for your organisation'])
  })

  test('says nothing yet of a condition that is far off, and nothing to do of what a body or a board has', () => {
    expect(kinds({ waits: [aWait({ kind: 'condition', dueOn: '2026-07-16' }), aWait({ kind: 'outside' }), aWait({ kind: 'board' }), aWait({ kind: 'member-signatures' })] })).toEqual([])
  })

  test('puts what is due first, by its day, and what has no day after it', () => {
    const items = deskItems(facts({ waits: [aWait({ kind: 'question' }), aWait({ kind: 'condition', step: null, dueOn: '2026-06-20' }), aWait({ kind: 'stage', dueOn: '2026-06-01' })], projects: [project({ state: 'gathering-facts' })] }))
    expect(items.map(({ kind }) => kind)).toEqual(['decide-step', 'meet-condition', 'answer-question', 'enter-facts'])
  })

  test.each<[BoardTask['kind'], string, string]>([
    ['vote', 'to-do: board-vote', 'Vote on 2 items'], ['attend', 'due-soon: board-attend', 'Read for the meeting of 20 June 2026: 2 items'], ['open', 'to-do: board-open', 'Open the sitting of 20 June 2026'],
    ['record', 'to-do: board-record', 'Record the outcomes of 2 items'], ['list', 'to-do: board-list', 'Put 2 submissions on an agenda'], ['minutes', 'to-do: board-minutes', 'Approve the minutes of 20 June 2026'],
  ])('says of a seat’s task, %s: %s', (kind, expected, words) => {
    const items = deskItems(facts({ boardTasks: [{ kind, href: '/boards/b', boardName: 'Data group', count: 2, day: '2026-06-20' }] }))
    expect(items.map((item) => [`${item.group}: ${item.kind}`, deskWords(item), item.about])).toEqual([[expected, words, 'Data group']])
  })

  test.each<[Partial<Campaign>, string[]]>([
    [{ state: 'draft', window: 'not-begun' }, ['to-do: finish-campaign']],
    [{ state: 'making', window: 'not-begun', lettersDone: 3, lettersTotal: 9 }, ['waiting: making-letters']],
    [{ state: 'made', window: 'not-begun' }, ['to-do: post-letters']],
    [{ state: 'made', hasFault: true, window: 'not-begun' }, ['alarm: letters-failed']],
    [{ openQueries: 2 }, ['to-do: settle-queries']],
    [{ closingDate: '2026-06-29' }, ['due-soon: replies-close']],
    [{ closingDate: '2026-06-30' }, []],
  ])('says of a campaign %o: %o', (given, expected) => {
    expect(kinds({ campaigns: [campaign(given)] })).toEqual(expected)
  })

  test('does not ask people for what they may not do', () => {
    const may = { uploadPeople: false, manageCampaigns: false, recordReplies: false, readChecks: false }
    const people = { count: 0, isBeingRead: false, newestFailed: true }
    expect(kinds({ may, people, campaigns: [campaign({ state: 'draft', window: 'not-begun', openQueries: 4 })], checks: [check({ state: 'refused' })] })).toEqual([])
  })

  test.each<[NonNullable<DeskFacts['people']>, string[]]>([
    [{ count: 0, isBeingRead: false, newestFailed: false }, ['to-do: upload-people']],
    [{ count: 0, isBeingRead: true, newestFailed: false }, ['waiting: reading-people']],
    [{ count: 9, isBeingRead: false, newestFailed: true }, ['alarm: people-list-failed']],
  ])('says of a people list %o: %o', (people, expected) => {
    expect(kinds({ people })).toEqual(expected)
  })

  test('raises the newest check of a flow for a week when it did not end well, and lets a later good one settle it', () => {
    expect(kinds({ checks: [check({ state: 'refused' }), check({ flow: 'g', state: 'incomplete' })] })).toEqual(['alarm: check-refused', 'alarm: check-broke-off'])
    expect(kinds({ checks: [check(), check({ state: 'incomplete' })] })).toEqual([])
    expect(kinds({ checks: [check({ state: 'incomplete', isUnderWay: true }), check({ state: 'refused' })] })).toEqual(['alarm: check-refused'])
    expect(kinds({ checks: [check({ state: 'refused', beganOn: '2026-06-08' })] })).toEqual(['alarm: check-refused'])
    expect(kinds({ checks: [check({ state: 'refused', beganOn: '2026-06-07' })] })).toEqual([])
  })

  const alarm = (n: number) => ({ id: `a${n}`, title: 'A code has disappeared', sentence: 'Hill Top: 6 entries stood.', nextStep: 'Ask the practice.' })

  test('puts open alarms before all else, each with what to do, and any more behind one line', () => {
    const items = deskItems(facts({ openAlarms: [alarm(1), alarm(2)], checks: [check({ state: 'refused' })] }))
    expect(items.map(({ kind, href }) => [kind, href])).toEqual([['alarm-open', '/alarms/settle?alarm=a1'], ['alarm-open', '/alarms/settle?alarm=a2'], ['check-refused', '/projects/p/releases/1']])
    expect([deskLink(items[0] as (typeof items)[number]), deskMore(items[0] as (typeof items)[number])]).toEqual(['Alarm: A code has disappeared', 'Hill Top: 6 entries stood. Ask the practice.'])
    const many = deskItems(facts({ openAlarms: [1, 2, 3, 4, 5, 6].map(alarm) }))
    expect([many.length, deskWords(many[4] as (typeof many)[number])]).toEqual([5, 'Look into 2 more alarms'])
  })

  test('asks those who import extracts to have them watched', () => {
    expect(kinds({ isWatchMissing: true })).toEqual(['to-do: watch-extracts'])
    expect(kinds({ isWatchMissing: true, openAlarms: [alarm(1)] })).toEqual(['alarm: alarm-open'])
  })

  type Flow = DeskFacts['nationalChecks'][number]
  const flow = (given: Partial<Flow> = {}): Flow => ({
    flowRef: 'f', flowName: 'Register', projectRef: 'p', refusal: null, isAsking: false, isOverdue: false, warning: null, until: new Date('2026-06-18T10:00:00Z'), ...given,
  })
  test.each<[Partial<Flow>, string[]]>([
    [{}, []],
    [{ warning: 'three-days' }, ['due-soon: national-check-runs-out']],
    [{ refusal: 'never-asked' }, ['to-do: national-check-ask']],
    [{ refusal: 'answers-stale', warning: 'run-out' }, ['alarm: national-check-stale']],
    [{ refusal: 'run-rejected' }, ['alarm: national-check-stale']],
    [{ refusal: 'awaiting-answer', isAsking: true }, ['waiting: national-check-waiting']],
    [{ refusal: 'awaiting-answer', isAsking: true, isOverdue: true }, ['alarm: national-check-overdue']],
    [{ isAsking: true }, []],
  ])('says of a flow’s national check %o: %o, and only while the project is in force', (given, expected) => {
    expect(kinds({ projects: [project()], nationalChecks: [flow(given)] })).toEqual(expected)
    expect(kinds({ projects: [project({ state: 'ended' })], nationalChecks: [flow(given)] })).toEqual([])
  })

  test('says in each link which flow, project or board it leads to, and beneath it what comes of it and whose it is', () => {
    const said = (given: Partial<DeskFacts>) => deskItems(facts(given)).map((item) => [deskLink(item), deskMore(item)])
    expect(said({ projects: [project()], nationalChecks: [flow({ refusal: 'never-asked' }), flow({ flowRef: 'g', flowName: 'Letters', refusal: 'never-asked' })] })).toEqual([
      ['Ask the national check – Register', 'Pilot. Nothing may flow before its answer'], ['Ask the national check – Letters', 'Pilot. Nothing may flow before its answer'],
    ])
    expect(said({ projects: [project({ state: 'review-overdue' })], people: { count: 0, isBeingRead: false, newestFailed: false } })).toEqual([
      ['Review the project – Pilot', 'Its review is overdue, so nothing may flow'], ['Upload the practice’s people list', null],
    ])
    expect(said({ waits: [aWait({ kind: 'signature', what: 'protocol', projectTitle: 'Pilot', whose: 'ours', post: 'siro' })] })).toEqual([['Read the protocol and sign it – Pilot', 'Senior information risk owner']])
  })

  test('names the moment by which to ask again', () => {
    const [item] = deskItems(facts({ projects: [project()], nationalChecks: [flow({ warning: 'one-day' })] }))
    expect(deskWords(item as NonNullable<typeof item>)).toBe('Ask the national check again by 18 June 2026, 11am')
  })

  test('puts what matters most first, and says each thing in words', () => {
    const items = deskItems(facts({
      projects: [project({ state: 'gathering-facts' })],
      campaigns: [campaign({ openQueries: 1 }), campaign({ openQueries: 3 })], checks: [check({ state: 'refused' })],
    }))
    const order = items.map((item) => DESK_GROUPS.indexOf(item.group))
    expect(order).toEqual([...order].sort())
    expect(items.map(deskWords)).toEqual([
      'The newest check was refused', 'Enter the facts that are missing', 'Settle 1 query about a reply', 'Settle 3 queries about replies',
    ])
  })
})
