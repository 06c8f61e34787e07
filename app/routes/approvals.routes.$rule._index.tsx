import { useLoaderData, useSearchParams } from '@remix-run/react'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { readSavedRoute } from '#app/approvals/read-saved-routes.server.ts'
import { SAVED_ROUTE_DONE_WORDS, SAVED_ROUTE_WORDS, stageWords } from '#app/approvals/saved-route.words.ts'
import { StageDrawing } from '#app/approvals/stage-drawing.tsx'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { ButtonLink, InsetText, StackedTable, SuccessBanner, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ name: string }>((page) => `${SAVED_ROUTE_WORDS.title}: ${page?.name ?? ''}`)

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readSavedRoute(context, params.rule ?? '')
  if (!page) throw notFound()
  return page
})

export default function Route() {
  const page = useLoaderData<typeof loader>()
  const done = SAVED_ROUTE_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  return (
    <Page title={page.name} caption={page.organisation} wide crumbs={[{ href: '/approvals/routes', label: SAVED_ROUTE_WORDS.title }]}
      tag={page.isSaved ? <Tag colour="blue">{SAVED_ROUTE_WORDS.saved}</Tag> : <Tag colour="grey">{SAVED_ROUTE_WORDS.usual}</Tag>}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p className="nhsuk-u-reading-width"><strong>{page.officer}.</strong> {page.why} <a href={page.source.address}>{page.source.name}</a></p>
      {page.coming.map((version) => <InsetText key={version.number}><p><strong>From {formatDay(version.from)}:</strong> {version.isUsual ? `the usual way: ${version.says}` : version.says}.</p></InsetText>)}
      <h2 className="nhsuk-heading-m">How it is decided today</h2>
      <StageDrawing label="Stages in their order" stages={page.stages.map((stage) => ({
        id: stage.id, level: stage.level, title: stageWords(stage),
        lines: [
          stage.people.length > 0 ? stage.people.join(', ') : <strong key="nobody">Nobody at your organisation has an account in this post, so that it could not be asked for.</strong>,
          `Up to ${stage.days} days`,
          ...(page.isSaved && stage.mustSee.length > 0 ? [`Must also have seen, where a project has it: ${stage.mustSee.map((kind) => DOCUMENT_KIND_WORDS[kind]).join(', ')}`] : []),
        ],
      }))} />
      {page.maySave ? (
        <div className="nhsuk-button-group">
          <ButtonLink to={`/approvals/routes/${page.rule}/change`}>Change how it is decided</ButtonLink>
          {page.hasOwn ? <ButtonLink to={`/approvals/routes/${page.rule}/usual`} secondary>Go back to the usual way</ButtonLink> : null}
        </div>
      ) : <p>Your information governance lead can change this.</p>}
      <h2 className="nhsuk-heading-m">What was saved</h2>
      {page.versions.length === 0 ? <p>Each version that is saved will be here, with who saved it and from which day it counts. None was: the officer decides alone.</p> : (
        <StackedTable caption="Versions" head={['Version', 'Counts from', 'Stages', 'Saved']} rows={page.versions.map((version) => [
          String(version.number), formatDay(version.from), version.isUsual ? `The usual way: ${version.says}` : version.says, `${formatInstant(new Date(version.savedAt))}, ${version.savedByName}`,
        ])} />
      )}
    </Page>
  )
}
