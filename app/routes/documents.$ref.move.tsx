import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { factPathWords } from '#app/documents/dpia/dpia.words.ts'
import { DOCUMENT_KIND_WORDS, DRAFT_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { draftPaper } from '#app/documents/draft-paper.server.ts'
import { readNewestNumber } from '#app/documents/read-document.server.ts'
import { readTemplateMove } from '#app/documents/read-template-move.server.ts'
import { RedlineBlock } from '#app/documents/redline-block.tsx'
import type { RedlineSection } from '#app/documents/redline.rules.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import type { FactSection } from '#app/projects/facts.rules.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Move to the newest template')

export const loader = pageLoader('documents.read', async ({ context, params }) => {
  const documentRef = params.ref ?? ''
  const [move, number] = await Promise.all([readTemplateMove(context, documentRef), readNewestNumber(context, documentRef)])
  if (number === null) throw notFound()
  return { move, documentRef, number }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const move = await readTemplateMove(context, params.ref ?? '')
  if (!move) throw redirect(`/documents/${params.ref}`)
  const reading = readTyped(typedFromForm(await request.formData()), factsVersionSchema)
  const again = (kind: keyof typeof DRAFT_REFUSAL_WORDS, status: number) => data({ problems: [{ field: '', message: DRAFT_REFUSAL_WORDS[kind] }] }, { status })
  if (!reading.ok) return again('changed-since-read', 400)
  const moved = await draftPaper(context, { ref: move.projectRef, factsVersion: reading.value.factsVersion, kind: move.kind, about: move.about, movesTemplate: true })
  if (moved.ok) throw redirect(`/documents/${moved.value.documentRef}/v${moved.value.number}?done=moved`)
  if (moved.refusal.kind === 'not-found') throw notFound()
  return again(moved.refusal.kind, moved.refusal.kind === 'not-the-drafter' ? 403 : 409)
})

export default function Move() {
  const { move, documentRef, number } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!move) {
    return (
      <Page title="Move to the newest template" crumbs={[{ href: `/documents/${documentRef}/v${number}`, label: `Version ${number}` }]}>
        <p>Version {number} is in the words of the newest template, so there is nothing to move. When a newer one is released, what it would change is shown here.</p>
      </Page>
    )
  }
  const kind = DOCUMENT_KIND_WORDS[move.kind]
  const { redline } = move
  const isSame = redline !== null && redline.counts.changed + redline.counts.added + redline.counts.removed === 0
  return (
    <Page title="Move to the newest template" caption={move.title} wide crumbs={[
      { href: `/projects/${move.projectRef}`, label: move.title }, { href: `/documents/${move.documentRef}/v${move.number}`, label: `${kind}, version ${move.number}` },
    ]}>
      <p>Version {move.number} is in the words of template {move.from}. Template {move.to} has been released since. Nothing moves by itself: this is what moving would change, with the same facts.</p>
      <Sections title="Needed first" sections={move.missing} projectRef={move.projectRef} mayMove={move.mayMove} intro="The newest template cannot do without these. They are not complete yet:" />
      <Sections title="Not answered yet" sections={move.unanswered} projectRef={move.projectRef} mayMove={move.mayMove} intro="It states these as well where they are answered. Until then it says what holds without them:" />
      <Paths title="Facts that it states and the old words do not" paths={move.newlyStated} />
      <Paths title="Facts that it no longer states" paths={move.noLongerStated} />
      {move.isCalledFor ? null : <InsetText><p>The facts of the project no longer call for this paper, so it stays as it is.</p></InsetText>}
      {redline ? (
        <>
          <h2 className="nhsuk-heading-m">What would be different</h2>
          {isSame ? <p>Nothing: with the facts as they are, every paragraph says the same in both. What the newest template says otherwise begins with other facts.</p> : (
            <p>{redline.counts.changed} changed, {redline.counts.added} added, {redline.counts.removed} taken out, {redline.counts.same} the same.{move.mayMove ? <> <a href="#move">Go to the move</a></> : null}</p>
          )}
          <RedlineBlock sections={redline.sections as unknown as readonly RedlineSection[]} showsAll={false} />
        </>
      ) : null}
      {move.mayMove && redline ? (
        <section id="move">
          {move.signatures > 0 ? (
            <WarningCallout title="It will need signing again">
              <p>Version {move.number} stays as it was signed. The move makes version {move.number + 1}, which every party signs anew; until then no data may flow under it.</p>
            </WarningCallout>
          ) : null}
          <PortalForm problems={answer?.problems}>
            <HiddenField name="factsVersion" value={move.factsVersion} />
            <SubmitButton>Make version {move.number + 1} with template {move.to}</SubmitButton>
          </PortalForm>
        </section>
      ) : null}
      <p><Link to={`/documents/${move.documentRef}/v${move.number}`}>Leave it as it is</Link></p>
    </Page>
  )
}

function Sections({ title, intro, sections, projectRef, mayMove }: {
  readonly title: string; readonly intro: string; readonly sections: readonly FactSection[]; readonly projectRef: string; readonly mayMove: boolean
}) {
  if (sections.length === 0) return null
  return (
    <section>
      <h2 className="nhsuk-heading-m">{title}</h2>
      <p>{intro}</p>
      <ul>{sections.map((section) => <li key={section}>{mayMove ? <Link to={`/projects/${projectRef}/facts/${section}`}>{SECTION_WORDS[section]}</Link> : SECTION_WORDS[section]}</li>)}</ul>
    </section>
  )
}

function Paths({ title, paths }: { readonly title: string; readonly paths: readonly string[] }) {
  if (paths.length === 0) return null
  return (
    <section>
      <h2 className="nhsuk-heading-m">{title}</h2>
      <ul>{paths.map((path) => <li key={path}>{factPathWords(path)}</li>)}</ul>
    </section>
  )
}
