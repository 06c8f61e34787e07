import { Link } from '@remix-run/react'
import { formatDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, InsetText, SummaryList, Table, Tag } from '#app/ui/furniture.tsx'
import type { OpenAnswer } from './dpia-assessment.rules.ts'
import { LevelTag } from './dpia-frame.tsx'
import { overall } from './dpia-scores.rules.ts'
import { criterionById } from './dpia-screening.rules.ts'
import { dueWords, ownerWords } from './dpia-rows.words.ts'
import { ACTION_STANDING_WORDS, ADVICE_TAKEN_WORDS, CONSULTATION_OUTCOME_WORDS, factPathWords } from './dpia.words.ts'
import { riskRule } from './dpia-risks.rules.ts'
import type { DpiaPage } from './read-dpia.server.ts'

type Shown = Pick<DpiaPage, 'risks' | 'undecided' | 'assessment' | 'actions' | 'mayDraft' | 'mayApprove' | 'toConsultOn' | 'high' | 'open'>

/** The answers that a changed fact has reopened, each with the facts. */
export function OpenAnswers({ open, risks, base }: { readonly open: readonly OpenAnswer[]; readonly risks: DpiaPage['risks']; readonly base: string }) {
  if (open.length === 0) return null
  const name = ({ kind, id }: OpenAnswer) => kind === 'criterion' ? `Screening: ${criterionById(id)?.name ?? id}` : kind === 'views' ? 'What people say'
    : kind === 'set-aside' ? `Set aside: ${riskRule(id)?.title ?? id}` : `Risk: ${risks.find((risk) => risk.id === id)?.title ?? id}`
  const href = ({ kind, id }: OpenAnswer) => kind === 'criterion' ? `${base}/screening` : kind === 'views' ? `${base}/views` : `${base}/risks/${id}`
  return (
    <InsetText>
      <p>Facts have changed since these answers were given. Look at each again and save it:</p>
      <ul>{open.map((answer) => <li key={`${answer.kind} ${answer.id}`}><Link to={href(answer)}>{name(answer)}</Link>, because of {answer.facts.map(factPathWords).join('; ')}</li>)}</ul>
    </InsetText>
  )
}

export function DpiaRisks({ page, base }: { readonly page: Shown; readonly base: string }) {
  const { risks, undecided, assessment } = page
  return (
    <>
      <h2 className="nhsuk-heading-m">Risks</h2>
      {risks.length > 0 ? (
        <Table caption="Risks" hideCaption head={['Risk', 'Before measures', 'Measures', 'Left']} rows={risks.map((risk) => [
          <Link key="risk" to={`${base}/risks/${risk.id}`}>{risk.title}</Link>, <LevelTag key="before" level={risk.before ? overall(risk.before) : null} />, risk.measures.length, <LevelTag key="left" level={risk.left} />,
        ])} />
      ) : <p>Risks that are kept, and risks of your own, will be here with their scores before and after each measure.</p>}
      {undecided.length > 0 ? (
        <>
          <h3 className="nhsuk-heading-s">Suggested by the facts, to be decided</h3>
          <ul>{undecided.map((risk) => <li key={risk.rule}>{page.mayDraft ? <Link to={`${base}/risks/${risk.rule}`}>{risk.title}</Link> : risk.title} ({risk.citation})</li>)}</ul>
        </>
      ) : null}
      {assessment.setAside.length > 0 ? (
        <>
          <h3 className="nhsuk-heading-s">Suggested, and set aside</h3>
          <ul>{assessment.setAside.map((aside) => <li key={aside.rule}><Link to={`${base}/risks/${aside.rule}`}>{riskRule(aside.rule)?.title ?? aside.rule}</Link>: {aside.why}</li>)}</ul>
        </>
      ) : null}
      {page.mayDraft ? <p><ButtonLink to={`${base}/risks/new`} secondary>Add a risk of your own</ButtonLink></p> : null}
    </>
  )
}

export function DpiaActions({ page, base }: { readonly page: Shown; readonly base: string }) {
  const { actions } = page
  const blocking = actions.filter((action) => action.isBlocking && action.standing !== 'done').length
  return (
    <>
      <h2 className="nhsuk-heading-m">Actions</h2>
      {blocking > 0 ? <InsetText><p>{blocking === 1 ? 'One action must be done before anything flows.' : `${blocking} actions must be done before anything flows.`} No flow of this project is in force until what shows it is recorded.</p></InsetText> : null}
      {actions.length > 0 ? (
        <Table caption="Actions" hideCaption head={['Action', 'Who', 'Due', 'State']} rows={actions.map((action) => [
          <Link key="what" to={`${base}/actions/${action.id}`}>{action.what}</Link>, ownerWords(action.owner), dueWords(action.due), <ActionTags key="state" action={action} />,
        ])} />
      ) : <p>What is to be done to put the measures in place will be here, with who does it and by when. Those whose action it is are reminded before it is due, and until it is done.</p>}
      {page.mayDraft ? <p><ButtonLink to={`${base}/actions/new`} secondary>Add an action</ButtonLink></p> : null}
    </>
  )
}

function ActionTags({ action: { standing, isBlocking } }: { readonly action: Shown['actions'][number] }) {
  const { label, colour } = ACTION_STANDING_WORDS[standing]
  return <><Tag colour={colour}>{label}</Tag>{isBlocking && standing !== 'done' ? <> <Tag colour="red">Nothing flows before it</Tag></> : null}</>
}

export function DpiaSignOff({ page, base }: { readonly page: Shown; readonly base: string }) {
  const { views, advice, approval, consultation } = page.assessment
  const link = (part: string, may: boolean, words: string) => <Link to={`${base}/${part}`}>{may ? words : 'Read'}<span className="nhsuk-u-visually-hidden"> {part}</span></Link>
  return (
    <>
      <h2 className="nhsuk-heading-m">Views, advice and approval</h2>
      <SummaryList rows={[
        { key: 'What people and others say', value: <>{views ? 'Written down' : 'Not written down yet'}. {link('views', page.mayDraft, views ? 'Change' : 'Write it down')}</> },
        { key: 'Data protection officer', value: <>{advice ? `Advised by ${advice.name} on ${formatDay(advice.on)}` : 'No advice recorded yet'}. {link('advice', page.mayDraft, advice ? 'Change' : 'Record the advice')}</> },
        { key: 'Approval', value: <>{approval ? `Approved by ${approval.by} on ${formatDay(approval.on)}; advice ${ADVICE_TAKEN_WORDS[approval.advice].toLowerCase()}` : 'Not approved yet'}. {link('approval', page.mayApprove, approval ? 'Approve again' : 'Approve')}</> },
        ...(page.high.length > 0 || consultation ? [{
          key: 'Information Commissioner',
          value: <>{consultation ? `Asked on ${formatDay(consultation.askedOn)}. ${consultation.outcome ? CONSULTATION_OUTCOME_WORDS[consultation.outcome] : 'No answer yet'}` : 'Not asked yet'}. {link('consult', page.mayDraft, 'Record that the Commissioner was asked')}{consultation ? <>; {link('outcome', page.mayDraft, 'Record the answer')}</> : null}</>,
        }] : []),
      ]} />
      {page.toConsultOn.length > 0 ? <InsetText><p>{page.toConsultOn.length === 1 ? 'One risk stays' : `${page.toConsultOn.length} risks stay`} high. No flow of this project is in force until that is lowered, or the Information Commissioner’s answer allows it.</p></InsetText> : null}
    </>
  )
}
