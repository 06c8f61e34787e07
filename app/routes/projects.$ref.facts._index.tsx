import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { SigningAgain } from '#app/documents/facts-frame.tsx'
import { readFactsPage } from '#app/documents/read-project-page.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { CORE_SECTIONS } from '#app/projects/facts.rules.ts'
import { missingFactSentence, SECTION_HINTS, SECTION_WORDS } from '#app/projects/facts.words.ts'
import { sectionState } from '#app/projects/project.rules.ts'
import { PROJECT_DONE_WORDS, SECTION_STATE_WORDS } from '#app/projects/project.words.ts'
import { ButtonLink, InsetText, SuccessBanner, Tag, TaskList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Facts')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readFactsPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function Facts() {
  const page = useLoaderData<typeof loader>()
  const done = PROJECT_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const base = `/projects/${page.ref}/facts`
  const complete = CORE_SECTIONS.filter((section) => sectionState(page.facts, section) === 'complete').length
  return (
    <Page title="Facts" caption={page.title} crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p>Each fact is entered once. The protocol, the letters and the gate all go by it.</p>
      <p>{complete} of {CORE_SECTIONS.length} sections are completed.</p>
      {page.mayEdit ? <SigningAgain page={page} /> : null}
      <TaskList tasks={CORE_SECTIONS.map((section) => {
        const state = sectionState(page.facts, section)
        const missing = state === 'incomplete' ? page.missing.filter((item) => item.section === section).map((item) => missingFactSentence(page.facts, item)) : []
        return {
          title: SECTION_WORDS[section],
          href: page.mayEdit ? `${base}/${section}` : undefined,
          hint: missing.length > 0 ? `${missing.join('. ')}.` : SECTION_HINTS[section],
          status: state === 'complete' ? SECTION_STATE_WORDS[state] : <Tag colour={state === 'incomplete' ? 'yellow' : 'blue'}>{SECTION_STATE_WORDS[state]}</Tag>,
        }
      })} />
      {page.mayEdit ? null : <InsetText><p>{page.hasEnded ? 'The project has ended, so its facts can no longer be changed.' : 'Only the information governance lead of the organisation that drafts this project can change its facts.'}</p></InsetText>}
      {page.mayEdit && page.missing.length === 0
        ? <ButtonLink to={`${base}/check`}>Check the facts</ButtonLink>
        : <p><Link to={`${base}/check`}>Read all facts so far</Link></p>}
    </Page>
  )
}
