import { Link, useSearchParams } from '@remix-run/react'
import type { MissingFact, ProjectFacts } from '#app/projects/facts.rules.ts'
import { factGroups } from '#app/projects/fact-rows.words.ts'
import { FactSummary } from '#app/projects/fact-summary.tsx'
import { missingFactSentence, SECTION_WORDS } from '#app/projects/facts.words.ts'
import type { ListSection } from '#app/projects/project.rules.ts'
import type { SuggestedItem } from '#app/projects/suggest-facts.rules.ts'
import { PROJECT_DONE_WORDS } from '#app/projects/project.words.ts'
import { ButtonLink, InsetText, SuccessBanner } from '#app/ui/furniture.tsx'
import { Page } from '#app/ui/page.tsx'
import { factsCrumbs, FoundHere } from './facts-frame.tsx'

/** The things of a section that is a list: each with its facts, and the way to one more. */
export function FactsList({ page, section, one, empty }: {
  readonly page: {
    readonly ref: string; readonly title: string; readonly facts: ProjectFacts; readonly missing: readonly MissingFact[]; readonly items: readonly SuggestedItem[]
    readonly findings?: readonly { readonly href: string; readonly sentence: string }[]
  }
  readonly section: ListSection
  /** What one of them is called, such as "a party". */
  readonly one: string
  readonly empty: string
}) {
  const done = PROJECT_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const base = `/projects/${page.ref}/facts`
  const groups = factGroups(page.facts, section)
  const foundAt = (href: string) => (page.findings ?? []).filter((finding) => finding.href === href).map((finding) => finding.sentence)
  const missing = page.missing.filter((item) => item.section === section)
  return (
    <Page title={SECTION_WORDS[section]} caption={page.title} crumbs={factsCrumbs(page)}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      {groups.length === 0 ? <InsetText><p>{empty}</p></InsetText> : null}
      {groups.length > 0 && missing.length > 0 ? (
        <InsetText>
          <p>Still missing:</p>
          <ul>{missing.map((item) => <li key={`${item.kind}-${item.about ?? ''}`}>{missingFactSentence(page.facts, item)}</li>)}</ul>
        </InsetText>
      ) : null}
      <FoundHere sentences={foundAt(`${section}/new`)} />
      {groups.map((group) => (
        <section key={group.href} aria-label={group.title}>
          <h2 className="nhsuk-heading-m">{group.title}</h2>
          <FactSummary rows={group.rows} />
          <FoundHere sentences={foundAt(group.href)} />
          <p><Link to={`${base}/${group.href}`}>Change or remove<span className="nhsuk-u-visually-hidden"> {group.title}</span></Link></p>
        </section>
      ))}
      {page.items.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-s">Suggested</h2>
          <p>Each opens filled in as far as it can be, to be checked. Nothing is added until you save it.</p>
          <ul>{page.items.map((item) => <li key={item.key}><Link to={`${base}/${section}/new?suggest=${encodeURIComponent(item.key)}`}>Add {item.label}</Link></li>)}</ul>
        </>
      ) : null}
      <ButtonLink to={`${base}/${section}/new`} secondary={groups.length > 0}>Add {groups.length > 0 ? one.replace(/^an? /, 'another ') : one}</ButtonLink>
      <p><Link to={base}>Back to the facts of the project</Link></p>
    </Page>
  )
}
