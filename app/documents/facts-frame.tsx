import { Link, useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Typed } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import type { FactRow } from '#app/projects/fact-group.rules.ts'
import { pathOfBox } from '#app/projects/fact-leaves.rules.ts'
import { SECTION_KEYS, type FactSection } from '#app/projects/facts.rules.ts'
import { LIST_SECTIONS } from '#app/projects/project.rules.ts'
import { FactSummary } from '#app/projects/fact-summary.tsx'
import { FieldNotesContext, FieldWarningsContext } from '#app/ui/fields.tsx'
import { EnterKeySaves, HiddenField, PortalForm, SaveButtons } from '#app/ui/form.tsx'
import { InsetText, WarningCallout } from '#app/ui/furniture.tsx'
import { Page } from '#app/ui/page.tsx'
import type { FactUsers } from './fact-uses.rules.ts'
import { usedInSentence } from './fact-uses.words.ts'
import { backHref, readBack } from './mending.rules.ts'

/** What a page of facts knows of its project. */
export interface FactsPageHead {
  readonly ref: string
  readonly title: string
  readonly factsVersion: number
  readonly protocol: { readonly number: number; readonly saysWhatFactsSay: boolean; readonly signatures: number } | null
  readonly lastSave: { readonly by: string; readonly at: Date } | null
}

interface FactsAnswerShown {
  readonly problems: readonly { readonly field: string; readonly message: string }[]
  readonly typed: Typed
  readonly isConflict: boolean
}

export function factsCrumbs(page: { readonly ref: string; readonly title: string }) {
  return [
    { href: '/projects', label: 'Projects' },
    { href: `/projects/${page.ref}`, label: page.title },
    { href: `/projects/${page.ref}/facts`, label: 'Facts' },
  ]
}

/**
 * One form about facts. It carries the version of the facts it was filled in against, says before saving that a protocol
 * will need signing again, and where someone else has saved the same meanwhile shows both: what is saved, and what was typed.
 */
export function FactsForm({ page, section, title, schema, saved, answer, savedRows, removes, parent, children, wide }: {
  readonly page: FactsPageHead & {
    readonly usersOf: Readonly<Record<string, FactUsers>>
    /** What the boxes hold where nothing is saved yet, for a person to check. */
    readonly suggested?: Typed | null
    /** Our usual wording may be asked for. */
    readonly offersUsual?: boolean
    /** What a reviewer would send back of what is saved here. */
    readonly findings?: readonly FoundHere[]
  }
  /** The section that it is about; `title` for the project's own title, which is in none. */
  readonly section: FactSection | 'title'
  readonly title: string
  readonly schema: z.ZodType
  /** What the boxes hold at first. */
  readonly saved: Typed
  readonly answer: FactsAnswerShown | undefined
  /** What is saved now, for a conflict; none when it was removed. */
  readonly savedRows: readonly FactRow[]
  /** What the form can remove, such as "this party". */
  readonly removes?: string
  readonly parent?: { readonly href: string; readonly label: string }
  readonly children: ReactNode
  readonly wide?: boolean
}) {
  const filledInAgainst = answer && !answer.isConflict ? String(answer.typed.factsVersion ?? page.factsVersion) : page.factsVersion
  const base = section === 'title' ? '' : `${SECTION_KEYS[section]}${(LIST_SECTIONS as readonly FactSection[]).includes(section) ? '[]' : ''}`
  const ofSection = Object.entries(page.usersOf).filter(([path]) => (base === '' ? path === 'title' : path.startsWith(`${base}.`)))
  const isInProtocol = ofSection.some(([, users]) => users.here.includes('protocol'))
  const isAllInProtocol = ofSection.every(([, users]) => users.here.includes('protocol'))
  const noteOf = (box: string) => {
    const users = page.usersOf[base === '' ? box : pathOfBox(base, box)]
    return users ? usedInSentence(users) : null
  }
  // What was found is about what is saved: it is not said of what has just been typed.
  const found = answer ? [] : (page.findings ?? [])
  const foundIn = (box: string) => found.filter((finding) => finding.box === box).map((finding) => finding.sentence)
  return (
    <Page title={title} caption={page.title} crumbs={[...factsCrumbs(page), ...(parent ? [parent] : [])]} wide={wide}>
      <CameFrom />
      <PortalForm schema={schema} typed={answer?.typed ?? page.suggested ?? saved} problems={answer?.problems}>
        <EnterKeySaves />
        {answer?.isConflict ? <BothVersions page={page} rows={savedRows} /> : isInProtocol ? <SigningAgain page={page} of={section === 'parties' ? 'party' : isAllInProtocol ? 'all' : 'some'} /> : null}
        {answer ? null : <Suggested page={page} />}
        <FoundHere sentences={foundIn('')} />
        <HiddenField key={filledInAgainst} name="factsVersion" value={filledInAgainst} />
        <FieldNotesContext.Provider value={noteOf}><FieldWarningsContext.Provider value={foundIn}>{children}</FieldWarningsContext.Provider></FieldNotesContext.Provider>
        <SaveButtons label="Save and continue" isConflict={answer?.isConflict ?? false} removes={removes} />
      </PortalForm>
    </Page>
  )
}

interface FoundHere {
  /** The box that holds the fact; empty where it has none yet. */
  readonly box: string
  readonly sentence: string
}

/** What a reviewer would send back that belongs to no box in particular. */
export function FoundHere({ sentences }: { readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null
  return (
    <InsetText>
      <p><strong>What a reviewer would say</strong></p>
      <ul>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </InsetText>
  )
}

/** The way back for someone who came from a paper to mend a fact. */
function CameFrom() {
  const back = readBack(useSearchParams()[0])
  return back ? <p><Link to={backHref(back)} reloadDocument>Back to the paper without saving</Link></p> : null
}

/** Says that what the boxes hold is not an answer yet, or how to begin with our usual wording. */
function Suggested({ page }: { readonly page: { readonly suggested?: Typed | null; readonly offersUsual?: boolean } }) {
  if (page.suggested) {
    return (
      <InsetText>
        <p><strong>What is filled in here is a suggestion, to be checked.</strong> Change what is not right and fill in what is empty. It counts as answered only once you save it.</p>
      </InsetText>
    )
  }
  return page.offersUsual ? <p><Link to="?suggest=usual" reloadDocument>Fill in the usual wording, to be checked</Link></p> : null
}

/** Which answers of a form the protocol states: all that are there; some, each with a line that says so; or those of a party. */
type StatedOf = 'all' | 'some' | 'party'

/** Says what saving does to a protocol that has been drafted, and what it leaves as it is. */
export function SigningAgain({ page, of = 'all' }: { readonly page: Pick<FactsPageHead, 'protocol'>; readonly of?: StatedOf }) {
  if (!page.protocol) return null
  const { number, signatures } = page.protocol
  return (
    <WarningCallout title={of === 'all' ? 'The protocol will need signing again' : 'The protocol may need signing again'}>
      <p>
        Version {number} of the protocol {signatures > 0 ? 'has been signed on these facts' : 'is waiting for signatures on these facts'}. If you
        save a change{of === 'all' ? '' : ' of an answer whose line names the protocol'}, a new version is made, and every party has to sign it. Until then no data may flow.
      </p>
      {of === 'all' ? null : <p>{of === 'party' ? 'A change of the address, the registration or the assurance, or of who the members of a group are,' : 'A change of any other answer here'} leaves the protocol and its signatures as they are.</p>}
    </WarningCallout>
  )
}

function BothVersions({ page, rows }: { readonly page: FactsPageHead; readonly rows: readonly FactRow[] }) {
  return (
    <WarningCallout title="Someone else saved this while you were writing">
      <p>
        {page.lastSave ? `${page.lastSave.by} saved on ${formatInstant(new Date(page.lastSave.at))}. ` : ''}
        Nothing you typed is lost: it is still in the boxes below.
      </p>
      <h3 className="nhsuk-heading-s">What is saved now</h3>
      {rows.length > 0 ? <FactSummary rows={rows} /> : <p>It has been removed.</p>}
      <p>To replace it with what you typed, press “Save what I typed”. To bring the two together, copy what you want to keep into the boxes first. <Link to="." reloadDocument>Leave it as it is saved now</Link></p>
    </WarningCallout>
  )
}
