import { CASE_COMMAND_WORDS } from '#app/approvals/approval.words.ts'
import type { CaseAct } from '#app/approvals/case.rules.ts'
import { isGrant, type Decision } from '#app/approvals/decision.rules.ts'
import { flowClosedWords } from '#app/approvals/in-force.words.ts'
import type { FlowHistory, StandingHistory } from '#app/approvals/standing-history.rules.ts'
import { askedWords } from '#app/approvals/route-finder.words.ts'
import type { VersionMade } from '#app/documents/paper-history.rules.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { groupBy } from '#app/kernel/group-by.ts'
import { formatDay, londonDay, type Day } from '#app/kernel/uk-date.ts'
import { codesOfParties, isGroup, membersOf } from '#app/projects/groups.rules.ts'
import { isOpen, type Submission, type SubmissionEvent, type SubmissionEventKind } from '#app/approvals/submission.rules.ts'
import { SUBMISSION_EVENT_WORDS } from '#app/approvals/submission.words.ts'
import { datesOf, nameOfStep, type DatesGiven } from './coming-dates.rules.ts'
import { flowTurns, inOrderOfTime, type TimelineEvent, type TimelineKind } from './timeline.rules.ts'

export interface TimelineFacts extends DatesGiven {
  readonly project: DatesGiven['project'] & { readonly madeAt: Date; readonly endedBecause: string | null }
  readonly history: StandingHistory
  readonly flows: readonly FlowHistory[]
  readonly cases: readonly (DatesGiven['cases'][number] & { readonly acts: readonly CaseAct[] })[]
  readonly notes: ReadonlyMap<string, string>
  readonly submissions: readonly {
    readonly stepId: string; readonly boardName: string; readonly submittedAt: Date; readonly withdrawnAt: Date | null; readonly heldOn: Day | null; readonly decidedAt: Date | null
  }[]
  /** What was put to bodies that decide elsewhere; boards of this portal are among the submissions. */
  readonly putOutside: readonly (Omit<Submission, 'events'> & { readonly toName: string; readonly note: string; readonly events: readonly (SubmissionEvent & { readonly said: string })[] })[]
  readonly checks: readonly { readonly flowRef: string; readonly from: Date; readonly complete: number; readonly refused: number; readonly incomplete: number }[]
}

/** All that happened in a project and every date that it is bound to, in order of time. */
export function timelineEvents(given: TimelineFacts, now: Date): TimelineEvent[] {
  return inOrderOfTime([...projectEvents(given), ...paperEvents(given), ...approvalEvents(given), ...decisionEvents(given), ...boardEvents(given, now), ...outsideEvents(given, now), ...conditionEvents(given), ...flowEvents(given, now), ...checkEvents(given), ...datesOf(given, now)])
}

/** What there is of these, as one text: each ends before the next begins. */
const sentences = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).map((part, index, all) => (index < all.length - 1 ? part!.replace(/[.\s]+$/, '') : part!)).join('. ')

const event = (kind: TimelineKind, at: Date, what: string, detail = '', href: string | null = null): TimelineEvent => ({ kind, day: londonDay(at), at, what, detail, href })

function projectEvents({ project }: TimelineFacts): TimelineEvent[] {
  const { ref, madeAt, endedAt, endedBecause } = project
  return [event('begun', madeAt, 'Project begun', '', `/projects/${ref}`), ...(endedAt ? [event('ended', endedAt, 'Project ended', endedBecause ?? '', `/projects/${ref}`)] : [])]
}

const paperName = ({ kind, number }: Pick<VersionMade, 'kind' | 'number'>): string => `${DOCUMENT_KIND_WORDS[kind]}, version ${number}`

/** Names with how many there are of each, in the order in which they come first. */
const counted = (names: readonly string[]): string => [...groupBy(names, (name) => name)].map(([name, all]) => (all.length === 1 ? name : `${name} (${all.length})`)).join('; ')

/** Versions of the protocol one by one; other papers a line a day. Signatures likewise: of a group's members a line a day, with how many. */
function paperEvents({ history: { papers, project }, nameOf, project: { facts } }: TimelineFacts): TimelineEvent[] {
  const page = (version: VersionMade) => `/documents/${version.documentRef}/v${version.number}`
  const [protocols, others] = [papers.versions.filter(({ kind }) => kind === 'protocol'), papers.versions.filter(({ kind }) => kind !== 'protocol')]
  const drafted = [
    ...protocols.map((version) => event('drafted', version.madeAt, `Protocol drafted, version ${version.number}`, 'It waits for signatures', page(version))),
    ...[...groupBy(others, ({ madeAt }) => londonDay(madeAt)).values()].map((versions) =>
      event('drafted', versions[0]!.madeAt, versions.length === 1 ? `Drafted: ${paperName(versions[0]!)}` : `${versions.length} papers drafted`, versions.length === 1 ? '' : counted(versions.map(paperName)), versions.length === 1 ? page(versions[0]!) : `/projects/${project.ref}/documents`)),
  ]
  const versionOf = new Map(papers.versions.map((version) => [version.versionId, version]))
  const members = new Set(facts.parties.filter(isGroup).flatMap((party) => membersOf(party).map(({ code }) => code)))
  const signed = [...groupBy(papers.signatures, ({ versionId, organisationCode, signedAt }) => `${versionOf.get(versionId)?.kind === 'protocol' ? versionId : 'others'} ${members.has(organisationCode) ? 'members' : organisationCode} ${londonDay(signedAt)}`).values()].map((rows) => {
    const first = rows[0]!
    const version = versionOf.get(first.versionId)
    const who = members.has(first.organisationCode) ? (rows.length === 1 ? '1 member' : `${rows.length.toLocaleString('en-GB')} members`) : nameOf(first.organisationCode)
    const isProtocol = version?.kind === 'protocol'
    return event('signed', first.signedAt, isProtocol ? `${who} signed the protocol, version ${version.number}` : `${who} signed ${rows.length === 1 && version ? `the ${DOCUMENT_KIND_WORDS[version.kind].toLowerCase()}` : `${rows.length} papers`}`, '', version ? page(version) : null)
  })
  return [...drafted, ...signed]
}

const TOLD_ACTS = ['start', 'ask', 'answer', 'return', 'resubmit', 'withdraw', 'advise'] as const

/** The acts that move an approval. What decides it is told as the decision. */
function approvalEvents({ cases, standing, project }: TimelineFacts): TimelineEvent[] {
  return cases.flatMap(({ stepId, acts }) => acts.filter(({ command, completes }) => !completes && (TOLD_ACTS as readonly string[]).includes(command)).map(({ command, at, text }) =>
    event('asked', at, `${CASE_COMMAND_WORDS[command].done}: ${nameOfStep(standing, project.facts, stepId, londonDay(at))}`, text, `/projects/${project.ref}/approvals/${stepId}`)))
}

function decisionEvents({ standing, project, nameOf, notes }: TimelineFacts): TimelineEvent[] {
  return standing.decisions.map((decision: Decision) => {
    const who = askedWords({ ...decision, bodyId: decision.bodyId as never, kind: 'outside-approval' }, nameOf, londonDay(decision.decidedAt))
    const name = nameOfStep(standing, project.facts, decision.stepId, londonDay(decision.decidedAt))
    const from = decision.effectiveFrom > londonDay(decision.decidedAt) && isGrant(decision.meaning) ? `Takes effect on ${formatDay(decision.effectiveFrom)}` : ''
    return event('decided', decision.decidedAt, `${decision.outcome}: ${name}`, sentences(who, decision.reference, from, notes.get(decision.id)), `/projects/${project.ref}/approvals/${decision.stepId}`)
  })
}

function boardEvents({ submissions, standing, project }: TimelineFacts, now: Date): TimelineEvent[] {
  const href = `/projects/${project.ref}/boards`
  return submissions.flatMap(({ stepId, boardName, submittedAt, withdrawnAt, heldOn, decidedAt }) => {
    const name = nameOfStep(standing, project.facts, stepId, londonDay(submittedAt))
    return [
      event('submitted', submittedAt, `Submitted to ${boardName}`, name, href), ...(withdrawnAt ? [event('submitted', withdrawnAt, `Taken back from ${boardName}`, name, href)] : []),
      ...(heldOn && !decidedAt && !withdrawnAt ? [{ kind: 'meeting' as const, day: heldOn, at: null, what: `${boardName} sits`, detail: name, href, isLate: heldOn < londonDay(now) }] : []),
    ]
  })
}

const TOLD_OUTSIDE: readonly SubmissionEventKind[] = ['acknowledged', 'query-received', 'query-answered', 'letter-received', 'withdrawn']

/** What went to bodies outside, and what came back but for decisions, which are told as such. A meeting to come is a date. */
function outsideEvents({ putOutside, standing, project }: TimelineFacts, now: Date): TimelineEvent[] {
  return putOutside.filter(({ boardRef }) => boardRef === null).flatMap((submission): TimelineEvent[] => {
    const { stepId, submittedOn, toName, note, events } = submission
    const [name, href] = [nameOfStep(standing, project.facts, stepId, submittedOn), `/projects/${project.ref}/approvals/${stepId}`]
    const on = (kind: TimelineKind, day: Day, what: string, detail: string): TimelineEvent => ({ kind, day, at: null, what, detail, href })
    return [
      on('submitted', submittedOn, `Submitted to ${toName}`, sentences(name, note)),
      ...events.filter(({ kind }) => TOLD_OUTSIDE.includes(kind)).map(({ kind, onDay, said }) => on('submitted', onDay, `${toName}: ${SUBMISSION_EVENT_WORDS[kind].happened.toLowerCase()}`, sentences(name, said))),
      ...(isOpen(submission) ? events.filter(({ kind, onDay }) => kind === 'meeting' && onDay >= londonDay(now)).map(({ onDay, said }) => on('meeting', onDay, `${toName} meets`, sentences(name, said))) : []),
    ]
  })
}

function conditionEvents({ standing, history, project, nameOf }: TimelineFacts): TimelineEvent[] {
  const page = `/projects/${project.ref}/conditions`
  return [
    ...standing.conditions.flatMap(({ what, dueOn, ownerCode, madeAt, ended }) => [
      event('condition-set', madeAt, `Condition set: ${what}`, `${nameOf(ownerCode)} by ${formatDay(dueOn)}`, page),
      ...(ended ? [event(ended.how === 'met' ? 'condition-met' : 'condition-lifted', ended.at, `${ended.how === 'met' ? 'Condition met' : 'Condition asked for no more'}: ${what}`, ended.proof, page)] : []),
    ]),
    ...history.suspensions.flatMap(({ because, organisationCode, from, ended }) => [
      event('suspended', from, `Suspended by ${nameOf(organisationCode)}`, because, page), ...(ended ? [event('resumed', ended.at, `No longer suspended by ${nameOf(organisationCode)}`, ended.because, page)] : []),
    ]),
  ]
}

/** When flows came into force and when they stopped, with why. */
function flowEvents({ flows, project }: TimelineFacts, now: Date): TimelineEvent[] {
  return flowTurns(flows, now).map(({ at, isOpen, why, flows: names, isAll }) => {
    const whose = isAll ? (names.length === 1 ? names[0]! : 'every flow') : names.length === 1 ? names[0]! : `${names.length} flows`
    return event(isOpen ? 'in-force' : 'stopped', at, `${isOpen ? 'In force' : 'Stopped'}: ${whose}`, [...(why ? [flowClosedWords(why)] : []), ...(isAll || names.length === 1 ? [] : [names.join('; ')])].join(' '), `/projects/${project.ref}`)
  })
}

function checkEvents({ checks, project }: TimelineFacts): TimelineEvent[] {
  const count = (number: number, word: string) => (number === 0 ? [] : [`${number.toLocaleString('en-GB')} ${word}`])
  return checks.map(({ flowRef, from, complete, refused, incomplete }) => {
    const all = complete + refused + incomplete
    return event('checks', from, `${all.toLocaleString('en-GB')} ${all === 1 ? 'check' : 'checks'} in the month`, `${flowRef}: ${[...count(complete, 'complete'), ...count(refused, 'refused'), ...count(incomplete, 'broken off')].join(', ')}`, `/projects/${project.ref}/releases`)
  })
}

/** Every organisation that the timeline may have to name. */
export function codesNamed({ facts, history }: { readonly facts: DatesGiven['project']['facts']; readonly history: StandingHistory }): string[] {
  const members = new Set(facts.parties.filter(isGroup).flatMap((party) => membersOf(party).map(({ code }) => code)))
  return [...new Set([...codesOfParties(facts).filter((code) => !members.has(code)), ...history.papers.signatures.map(({ organisationCode }) => organisationCode).filter((code) => !members.has(code)), ...history.suspensions.map(({ organisationCode }) => organisationCode)])]
}
