import { Link } from '@remix-run/react'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import { DateField, RadiosField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { StackedTable, SummaryList, Table, Tag, type SummaryRow } from '#app/ui/furniture.tsx'
import { CASE_COMMAND_WORDS, CASE_STATE_WORDS } from './approval.words.ts'
import { KeptFileFields, KeptFileLinks } from './kept-files.tsx'
import { allCovered, CoveringFields } from './covering-fields.tsx'
import type { StepPage } from './read-step-page.server.ts'
import { stageWords } from './saved-route.words.ts'
import { StageDrawing } from './stage-drawing.tsx'
import { TriedOutStages } from './tried-out.tsx'

/** A page as it comes over the wire: instants are texts. */
type Sent<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Sent<T[K]> } : T
export type SentStep = Sent<StepPage>
interface Answer { readonly problems: readonly Problem[]; readonly typed: Typed }

/** What is decided on: each paper, with the way to what changed since the reader's own last look. */
export function StepPapers({ page }: { readonly page: SentStep }) {
  if (page.papers.length === 0) return <p>The papers that this step is about will be here once they are drafted: {page.missing.join(', ')}. <Link to={`/projects/${page.project.ref}/documents`}>Draft them</Link></p>
  return (
    <>
      <h2 className="nhsuk-heading-m">What is decided on</h2>
      <StackedTable caption="What is decided on" head={['Paper', 'You', 'Parts that are decided on']} rows={page.papers.map((paper) => [
        <Link key="paper" to={`/documents/${paper.documentRef}/v${paper.number}`}>{paper.name}, version {paper.number}</Link>,
        paper.changedSince !== null && !paper.isSeen ? <Link key="you" to={`/documents/${paper.documentRef}/compare?from=${paper.changedSince}&to=${paper.number}`}>What changed since version {paper.changedSince}, which you had open</Link>
          : paper.isSeen ? 'Have had it open' : 'Have not had it open',
        paper.isDecidedOn ? paper.parts.join('; ') : 'Not decided on: to be seen before deciding',
      ])} />
      {page.missing.length > 0 ? <p>Still to be drafted: {page.missing.join(', ')}.</p> : null}
    </>
  )
}

export function StepDecisions({ page }: { readonly page: SentStep }) {
  if (page.decisions.length === 0) return <p>What is decided will be here, with the words that it was decided on.</p>
  return (
    <>
      {page.decisions.map((decision) => {
        const rows: SummaryRow[] = [
          { key: 'Decided', value: formatDay(decision.decidedOn) },
          { key: 'Runs', value: `From ${formatDay(decision.effectiveFrom)}${decision.endsOn ? ` to ${formatDay(decision.endsOn)}` : ''}` },
          ...(decision.reviewDueOn ? [{ key: 'To be reviewed by', value: formatDay(decision.reviewDueOn) }] : []),
          ...(decision.reference ? [{ key: 'Reference', value: decision.reference }] : []),
          ...(decision.note ? [{ key: 'Says', value: decision.note }] : []),
          ...(decision.files.length > 0 ? [{ key: 'Letter', value: <KeptFileLinks files={decision.files} what="The letter" /> }] : []),
          { key: 'On', value: decision.on.join(', ') || 'No paper' },
          ...(decision.leftOut.length > 0 ? [{ key: 'Leaves out', value: <ul className="nhsuk-list nhsuk-u-margin-bottom-0">{decision.leftOut.map((line) => <li key={line}>{line}</li>)}</ul> }] : []),
          { key: 'Changed since', value: decision.changed.length > 0 ? decision.changed.join('; ') : 'Nothing: the words say the same' },
          { key: 'Written down by', value: decision.recordedByName },
        ]
        return <section key={decision.id}><h3 className="nhsuk-heading-s">{decision.title}</h3><SummaryList rows={rows} /></section>
      })}
    </>
  )
}

/** Before an approval is asked for: who would be, by when, and what stands in the way. */
export function StepTrial({ page, answer }: { readonly page: SentStep; readonly answer?: Answer }) {
  const { trial, savedRoute, routeHref } = page
  if (!trial) return null
  return (
    <>
      <h2 className="nhsuk-heading-m">If it were asked for now</h2>
      <p>
        {savedRoute ? `By the route that the organisation saved, version ${savedRoute.number}, which counts from ${formatDay(savedRoute.from)}.` : 'By the usual way: the officer alone.'}{' '}
        {routeHref ? <Link to={routeHref}>How your organisation decides this</Link> : null}
      </p>
      <TriedOutStages triedOut={trial} />
      {page.mayStart && trial.refusal === null ? <PortalForm problems={answer?.problems}><HiddenField name="intent" value="start" /><SubmitButton>Ask for the approval</SubmitButton></PortalForm> : null}
    </>
  )
}

export function StepApproval({ page }: { readonly page: SentStep }) {
  const { approval } = page
  if (!approval) return null
  const words = CASE_STATE_WORDS[approval.state]
  return (
    <>
      <h2 className="nhsuk-heading-m">The approval <Tag colour={words.colour}>{words.label}</Tag></h2>
      <p>{words.says}{approval.forecast ? ` It should be over by ${formatDay(approval.forecast)}.` : ''}</p>
      <StageDrawing label="Stages, and how each stands" stages={approval.stages.map((stage) => ({
        id: stage.id, level: stage.level, title: `${stageWords(stage)}, ${stage.organisation}`, tag: <StageTag stage={stage} />,
        lines: [
          ...(stage.howMany > 1 ? [`${stage.acted} of ${stage.howMany} have acted`] : []),
          ...(stage.clock ? [`Due ${formatDay(stage.clock.dueOn)}${stage.clock.left < 0 ? ' (late)' : ''}`] : []),
        ],
      }))} />
      <Table caption="What happened" head={['When', 'Who', 'What']} rows={approval.acts.map((act) => [
        formatInstant(new Date(act.at)), `${act.byName}${act.isDeputy ? ', standing in' : ''}`,
        `${CASE_COMMAND_WORDS[act.command].done}${act.isInPart ? ', in part' : ''}${act.cover ? ` from ${formatDay(act.cover.from)} to ${formatDay(act.cover.to)}` : ''}${act.text ? `: ${act.text}` : ''}`,
      ])} />
    </>
  )
}

function StageTag({ stage }: { readonly stage: NonNullable<SentStep['approval']>['stages'][number] }) {
  if (stage.acted >= stage.howMany) return <Tag colour="green">Done</Tag>
  return stage.isActive ? <Tag colour="blue">Has it now</Tag> : <Tag colour="grey">Not yet</Tag>
}

const Shown = ({ page }: { readonly page: SentStep }) => <>{page.toCover.map(({ documentRef, number }) => <HiddenField key={documentRef} name="shown[]" value={`${documentRef} v${number}`} />)}</>

/** What the reader may do with the approval, by the table of who may do what. */
export function ActForm({ page, answer }: { readonly page: SentStep; readonly answer?: Answer }) {
  const { approval } = page
  if (!approval || approval.commands.length === 0) return null
  const nameOf = (stageId: string | null) => {
    const stage = approval.stages.find(({ id }) => id === stageId)
    return stage && stageWords(stage)
  }
  const options = approval.commands.flatMap(({ stageId, commands }) => commands.map((command) => ({
    value: `${stageId ?? ''}/${command}`, label: `${CASE_COMMAND_WORDS[command].label}${approval.stages.length > 1 && stageId ? ` (${nameOf(stageId)})` : ''}`,
  })))
  const offers = (...commands: string[]) => options.some(({ value }) => commands.includes(value.split('/')[1]!))
  return (
    <>
      <h2 className="nhsuk-heading-m">What you can do</h2>
      <PortalForm problems={answer?.problems} typed={answer?.typed ?? { covers: allCovered(page.toCover) }}>
        <HiddenField name="intent" value="act" />
        <Shown page={page} />
        <RadiosField name="does" label="What do you do?" options={options} />
        <TextareaField name="text" label="What you have to say" hint="Advice, the condition, the question, the answer or the reason. For plain approval it may be left empty." />
        {offers('approve', 'approve-with-conditions') ? <CoveringFields papers={page.toCover} /> : null}
        {offers('delegate') ? (
          <>
            <SelectField name="colleague" label="Who stands in" hint="Only to let someone stand in" prompt="Nobody" options={page.colleagues.map(({ userId, name, jobTitle }) => ({ value: userId, label: `${name}, ${jobTitle}` }))} />
            <DateField name="from" label="From" />
            <DateField name="to" label="To the end of" />
          </>
        ) : null}
        {offers('approve', 'advise', 'decline', 'approve-with-conditions') ? <TextField name="password" label="Your password" hint="To approve, advise or decline: to show that it is still you" type="password" width={20} autoComplete="current-password" /> : null}
        <SubmitButton>Do this</SubmitButton>
      </PortalForm>
    </>
  )
}

/** What a body that decides elsewhere has decided, out of its letter. */
export function OutsideForm({ page, answer }: { readonly page: SentStep; readonly answer?: Answer }) {
  if (!page.mayRecord) return null
  return (
    <>
      <h2 className="nhsuk-heading-m">Write down a decision</h2>
      <PortalForm problems={answer?.problems} typed={answer?.typed ?? { covers: allCovered(page.toCover) }} encType="multipart/form-data">
        <HiddenField name="intent" value="record" />
        <Shown page={page} />
        <SelectField name="outcome" label="Outcome" hint="In the words of the body" prompt="Select an outcome" options={page.outcomes.map(({ id, word }) => ({ value: id, label: word }))} />
        <DateField name="decidedOn" label="Day of the letter" />
        <DateField name="effectiveFrom" label="Takes effect on" />
        <DateField name="endsOn" label="Last day" hint="Leave empty where the letter names none" />
        <DateField name="reviewDueOn" label="Review due on" hint="Leave empty where the letter names none" />
        <TextField name="reference" label="Reference of the body" width={20} spellCheck={false} />
        <TextareaField name="note" label="Conditions, and what else the letter says" />
        <CoveringFields papers={page.toCover} />
        <KeptFileFields label="The letter itself, if you have it" />
        <SubmitButton>Write it down</SubmitButton>
      </PortalForm>
    </>
  )
}
