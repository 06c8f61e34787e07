import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { SigningAgain } from '#app/documents/facts-frame.tsx'
import { readFactsPage, type FactsPage } from '#app/documents/read-facts-page.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { FACT_SECTIONS, type FactSection } from '#app/projects/facts.rules.ts'
import { missingFactSentence, SECTION_GROUPS, SECTION_HINTS, SECTION_WORDS } from '#app/projects/facts.words.ts'
import { sectionState } from '#app/projects/project.rules.ts'
import { PROJECT_DONE_WORDS, SECTION_STATE_WORDS } from '#app/projects/project.words.ts'
import { ButtonLink, InsetText, SuccessBanner, Tag, TaskList, type Task } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Facts')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readFactsPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function Facts() {
  const page = useLoaderData<typeof loader>() as unknown as FactsPage
  const done = PROJECT_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const base = `/projects/${page.ref}/facts`
  const asked = FACT_SECTIONS.filter((section) => page.neededBy[section].length > 0)
  const complete = asked.filter((section) => sectionState(page.facts, section) === 'complete').length
  return (
    <Page title="Facts" caption={page.title} crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p>Each fact is entered once. The papers, the letters and the gate all go by it. What is optional here is not asked for by any paper that these facts call for.</p>
      <p>{complete} of {asked.length} sections that are asked for are completed.</p>
      {page.mayEdit ? <SigningAgain page={page} /> : null}
      {page.mayEdit ? <p>The project is called “{page.title}”. <Link to={`${base}/title`}>Change its title</Link></p> : null}
      {SECTION_GROUPS.map((group, index) => (
        <section key={group.title}>
          <h2 className="nhsuk-heading-m">{group.title}</h2>
          <TaskList idPrefix={`task-${index + 1}`} tasks={group.sections.map((section) => taskOf(page, section, base))} />
        </section>
      ))}
      {page.mayEdit ? null : <InsetText><p>{page.hasEnded ? 'The project has ended, so its facts can no longer be changed.' : 'Only the information governance lead of the organisation that drafts this project can change its facts.'}</p></InsetText>}
      {page.mayEdit && page.missing.length === 0
        ? <ButtonLink to={`${base}/check`}>Check the facts</ButtonLink>
        : <p><Link to={`${base}/check`}>Read all facts so far</Link></p>}
      {page.mayEdit ? <p><Link to={`${base}/import`}>Take in facts from a file</Link></p> : null}
    </Page>
  )
}

function taskOf(page: FactsPage, section: FactSection, base: string): Task {
  const state = sectionState(page.facts, section)
  const missing = state === 'incomplete' ? page.missing.filter((item) => item.section === section).map((item) => missingFactSentence(page.facts, item)) : []
  const papers = page.neededBy[section].map((kind) => DOCUMENT_KIND_WORDS[kind])
  const isSuggested = page.mayEdit && page.suggestedIn.includes(section)
  const isOptional = papers.length === 0 && state === 'not-started'
  return {
    title: SECTION_WORDS[section],
    href: page.mayEdit ? `${base}/${section}` : undefined,
    hint: (
      <>
        {missing.length > 0 ? `${missing.join('. ')}.` : SECTION_HINTS[section]}
        {isSuggested ? <><br />There is a suggestion to check.</> : null}
        {state !== 'complete' && papers.length > 0 && !papers.includes(DOCUMENT_KIND_WORDS.protocol) ? <><br />Asked for by: {papers.join(', ')}</> : null}
      </>
    ),
    status: state === 'complete'
      ? SECTION_STATE_WORDS[state]
      : <Tag colour={isOptional ? 'grey' : state === 'incomplete' ? 'yellow' : 'blue'}>{isOptional ? 'Optional' : SECTION_STATE_WORDS[state]}</Tag>,
  }
}
