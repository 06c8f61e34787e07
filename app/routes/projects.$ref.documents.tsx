import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { BEHIND_WORDS, DOCUMENT_DONE_WORDS, DOCUMENT_KIND_WORDS, DRAFT_AGAIN_WORDS, DRAFT_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { readPackPage, type PackLine } from '#app/documents/read-pack.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { factsVersionSchema } from '#app/projects/project.schema.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, SuccessBanner, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Documents')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readPackPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), factsVersionSchema)
  if (!reading.ok) return data({ problems: [{ field: '', message: DRAFT_REFUSAL_WORDS['changed-since-read'] }] }, { status: 400 })
  const drafted = await draftPack(context, { ref: params.ref ?? '', factsVersion: reading.value.factsVersion })
  if (drafted.ok) throw redirect(`/projects/${params.ref}/documents?done=pack-drafted`)
  if (drafted.refusal.kind === 'not-found') throw notFound()
  return data({ problems: [{ field: '', message: DRAFT_REFUSAL_WORDS[drafted.refusal.kind] }] }, { status: 409 })
})

export default function Documents() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const done = DOCUMENT_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const ready = page.lines.filter((line) => line.isCalledFor && line.missing.length === 0)
  const behind = ready.filter((line) => !line.newest?.saysWhatFactsSay)
  return (
    <Page title="Documents" caption={page.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p>These are the papers that the facts of this project call for. Each is drafted from the same facts, so they cannot contradict one another.</p>
      <p><Link to={`/projects/${page.ref}/preflight`}>See what a reviewer would send back</Link></p>
      <Table caption="Papers of the pack" hideCaption head={['Paper', 'State', 'What is next']} rows={page.lines.map((line) => [
        <PaperName key="name" line={line} />, <PaperState key="state" line={line as unknown as PackLine} />, <PaperNext key="next" line={line as unknown as PackLine} projectRef={page.ref} mayDraft={page.mayDraft} />,
      ])} />
      {page.mayDraft && behind.length > 0 ? (
        <PortalForm problems={answer?.problems}>
          {behind.some(({ newest }) => newest) ? <InsetText><p>{DRAFT_AGAIN_WORDS}</p></InsetText> : null}
          <HiddenField name="factsVersion" value={page.factsVersion} />
          <SubmitButton>{behind.length === 1 ? 'Draft the paper that is ready' : `Draft the ${behind.length} papers that are ready`}</SubmitButton>
        </PortalForm>
      ) : null}
      {page.mayDraft && ready.length === 0 ? <InsetText><p>No paper can be drafted yet. <Link to={`/projects/${page.ref}/facts`}>Enter the facts that are missing</Link></p></InsetText> : null}
    </Page>
  )
}

function PaperName({ line }: { readonly line: Pick<PackLine, 'kind' | 'aboutName'> & { readonly newest: { readonly ref: string; readonly number: number } | null } }) {
  const name = line.aboutName ? `${DOCUMENT_KIND_WORDS[line.kind]}: ${line.aboutName}` : DOCUMENT_KIND_WORDS[line.kind]
  return line.newest ? <Link to={`/documents/${line.newest.ref}/v${line.newest.number}`}>{name}, version {line.newest.number}</Link> : <>{name}</>
}

function PaperState({ line }: { readonly line: PackLine }) {
  if (!line.isCalledFor) return <Tag colour="grey">No longer called for</Tag>
  if (!line.newest) return <Tag colour="blue">Not drafted</Tag>
  if (line.newest.behind) return <Tag colour="yellow">{BEHIND_WORDS[line.newest.behind]}</Tag>
  return line.signed && line.signed.by < line.signed.of
    ? <><Tag colour="blue">Waiting for signatures</Tag><br />{line.signed.by} of {line.signed.of}</>
    : <><Tag colour="green">{line.signed ? 'Signed' : 'Drafted'}</Tag><br />{formatInstant(new Date(line.newest.madeAt))}</>
}

function PaperNext({ line, projectRef, mayDraft }: { readonly line: PackLine; readonly projectRef: string; readonly mayDraft: boolean }) {
  if (!line.isCalledFor) return <>Kept as it was</>
  if (line.missing.length > 0) {
    return (
      <>Facts are missing: {line.missing.map((section, index) => (
        <span key={section}>{index > 0 ? ', ' : ''}{mayDraft ? <Link to={`/projects/${projectRef}/facts/${section}`}>{SECTION_WORDS[section]}</Link> : SECTION_WORDS[section]}</span>
      ))}</>
    )
  }
  if (line.newest?.saysWhatFactsSay && line.newest.hasNewerTemplate) return <Link to={`/documents/${line.newest.ref}/move`}>See what a newer template would change<span className="nhsuk-u-visually-hidden"> in the {DOCUMENT_KIND_WORDS[line.kind].toLowerCase()}</span></Link>
  if (line.newest?.saysWhatFactsSay) return <>Nothing</>
  return <>Ready to draft</>
}
