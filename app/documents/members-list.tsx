import { Form, Link } from '@remix-run/react'
import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import { DateField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, Details, InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import type { OwnAct } from './member-act.rules.ts'
import { mergerSchema } from './member.schema.ts'
import { MEMBER_STATE_WORDS } from './member.words.ts'
import type { MemberState } from './member-standing.rules.ts'

interface MembersShown {
  readonly paper: { readonly ref: string }
  readonly counts: readonly { readonly state: MemberState; readonly count: number }[]
  readonly all: number
  readonly asked: { readonly state: MemberState | null; readonly text: string; readonly page: number }
  readonly pages: number
  readonly found: number
  readonly lines: readonly { readonly code: string; readonly name: string; readonly group: string; readonly state: MemberState; readonly note: string; readonly reason: string; readonly schedule: string; readonly assurance: string; readonly stopped: readonly string[] }[]
  readonly hasSchedules: boolean
  readonly hasAssurances: boolean
  readonly hasManyGroups: boolean
}

function addressOf({ paper, asked }: MembersShown, page: number | null, file = ''): string {
  const query = new URLSearchParams({ ...(asked.state ? { state: asked.state } : {}), ...(asked.text ? { find: asked.text } : {}), ...(page && page > 1 ? { page: String(page) } : {}) }).toString()
  return `/documents/${paper.ref}/members${file}${query ? `?${query}` : ''}`
}

/** Finds members by where they stand, and by name or code. */
export function MembersFilter({ page }: { readonly page: MembersShown }) {
  return (
    <Form method="get" className="concordat-filter">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="state">Where they stand</label>
        <select className="nhsuk-select" id="state" name="state" defaultValue={page.asked.state ?? ''} key={page.asked.state ?? ''}>
          <option value="">All {page.all}</option>
          {page.counts.map(({ state, count }) => <option key={state} value={state}>{MEMBER_STATE_WORDS[state].label} ({count})</option>)}
        </select>
      </div>
      <div className="nhsuk-form-group">
        <label className="nhsuk-label" htmlFor="find">Name or code</label>
        <input className="nhsuk-input nhsuk-input--width-20" id="find" name="find" defaultValue={page.asked.text} key={page.asked.text} spellCheck={false} />
      </div>
      <button className="nhsuk-button nhsuk-button--secondary" type="submit">Show</button>
    </Form>
  )
}

export function MembersList({ page }: { readonly page: MembersShown }) {
  const { asked, pages, lines } = page
  return (
    <>
      {lines.length === 0 ? <InsetText><p>No member matches. Choose another state, or take out the name.</p></InsetText> : (
        <Table caption={`${page.found} ${page.found === 1 ? 'member' : 'members'}${pages > 1 ? `, page ${asked.page} of ${pages}` : ''}`} head={['Member', ...(page.hasManyGroups ? ['Group'] : []), 'State', 'Since, until or into', 'Why', ...(page.hasSchedules ? ['Schedule of its own'] : []), ...(page.hasAssurances ? ['Security assurance'] : [])]}
          rows={lines.map((line) => [
            `${line.name} (${line.code})`, ...(page.hasManyGroups ? [line.group] : []),
            <Tag colour={MEMBER_STATE_WORDS[line.state].colour} key="state">{MEMBER_STATE_WORDS[line.state].label}</Tag>, line.note, line.reason, ...(page.hasSchedules ? [line.schedule] : []),
            ...(page.hasAssurances ? [<AssuranceOf line={line} key="assurance" />] : []),
          ])} />
      )}
      {pages > 1 ? (
        <p>
          {asked.page > 1 ? <Link to={addressOf(page, asked.page - 1)}>Previous page</Link> : null}
          {asked.page > 1 && asked.page < pages ? ' ' : null}
          {asked.page < pages ? <Link to={addressOf(page, asked.page + 1)}>Next page</Link> : null}
        </p>
      ) : null}
      <p><Link to={addressOf(page, null, '.csv')} reloadDocument>Download as CSV</Link></p>
    </>
  )
}

/** What is said of a member's security assurance, and which flows carry none of its people because of it. */
function AssuranceOf({ line: { assurance, stopped } }: { readonly line: MembersShown['lines'][number] }) {
  return (
    <>
      {assurance || 'Not said'}
      {stopped.length > 0 ? <><br /><Tag colour="red">Does not count</Tag><br />Its people are left out of: {stopped.join('; ')}</> : null}
    </>
  )
}

const OWN_WORDS = { declined: 'decline it', left: 'give notice to leave', returned: 'take part again' } as const satisfies Record<OwnAct, string>

/** Where the reader's own organisation stands, and what it may say. */
export function MembersOwn({ documentRef, own }: { readonly documentRef: string; readonly own: { readonly state: MemberState; readonly note: string; readonly hasSigned: boolean; readonly maySay: readonly OwnAct[] } | null }) {
  if (!own) return null
  return (
    <InsetText>
      <p>Your organisation: <strong>{MEMBER_STATE_WORDS[own.state].label}</strong>{own.note ? ` (${own.note})` : ''}.</p>
      {own.hasSigned ? <p><Link to={`/documents/${documentRef}/schedule`}>The schedule that it signed with</Link></p> : null}
      {own.maySay.length > 0 ? <p><Link to={`/documents/${documentRef}/membership`}>{`You may ${own.maySay.map((act) => OWN_WORDS[act]).join(', or ')}`}</Link></p> : null}
    </InsetText>
  )
}

/** What the drafter does for the list: reminders, and mergers. */
export function MembersManaged({ projectRef, groups, waiting, answer }: { readonly projectRef: string; readonly groups: readonly { readonly code: string; readonly name: string }[]; readonly waiting: number; readonly answer: { readonly problems: readonly Problem[]; readonly typed: Typed } | undefined }) {
  return (
    <>
      <h2 className="nhsuk-heading-m">Add members</h2>
      <ul>{groups.map(({ code, name }) => <li key={code}><Link to={`/projects/${projectRef}/facts/parties/${code}/members`}>Upload a list of members of {name}</Link></li>)}</ul>
      <h2 className="nhsuk-heading-m">Remind those who have not signed</h2>
      {waiting > 0 ? (
        <PortalForm>
          <HiddenField name="do" value="chase" />
          <p>An e-mail goes to those who may sign for each of the {waiting} that wait. Nobody gets more than one a day.</p>
          <SubmitButton secondary>Send the reminders</SubmitButton>
        </PortalForm>
      ) : <p>Nobody is waiting.</p>}
      <Details summary="Record that one member merged with another" open={(answer?.problems.length ?? 0) > 0}>
        <p>From that day the one that merges goes on for the people on its own list alone, if it had signed, until the other signs for itself.</p>
        <PortalForm schema={mergerSchema} problems={answer?.problems} typed={answer?.typed}>
          <TextField name="code" label="Code of the one that merges" width={10} code spellCheck={false} />
          <TextField name="successorCode" label="Code of the one that goes on" width={10} code spellCheck={false} hint="It must be a member as well" />
          <DateField name="from" label="The day of the merger" />
          <TextField name="reason" label="On whose word" hint="Such as a letter of the integrated care board, with its date" />
          <SubmitButton>Record the merger</SubmitButton>
        </PortalForm>
      </Details>
    </>
  )
}

/** The way to the list, on pages of a paper that members sign. */
export function MembersLink({ documentRef }: { readonly documentRef: string }) {
  return <ButtonLink to={`/documents/${documentRef}/members`} secondary>Members and where each stands</ButtonLink>
}
