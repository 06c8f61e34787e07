import { redirect } from '@remix-run/node'
import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { readVersionName, type DocumentKind } from '#app/documents/document.rules.ts'
import { endorsementsIn } from '#app/approvals/read-endorsements.server.ts'
import { DOCUMENT_DONE_WORDS, DOCUMENT_KIND_WORDS, SIGN_REFUSAL_WORDS, versionWords } from '#app/documents/document.words.ts'
import { digestLine, ENDORSEMENT_HEAD, endorsementRows, PAPER_STATE_WORDS, stateSentence, type PaperEnd } from '#app/documents/end-matter.words.ts'
import { PaperFindings } from '#app/documents/paper-findings.tsx'
import { paperForPage } from '#app/documents/paper-page.rules.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { MembersLink } from '#app/documents/members-list.tsx'
import { SignatureBlock } from '#app/documents/signature-block.tsx'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { PROJECT_DONE_WORDS } from '#app/projects/project.words.ts'
import { ButtonLink, InsetText, SuccessBanner, Table, Tag, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

type LoaderData = { paper: { title: string; kind: DocumentKind; number: number } }
export const meta = titled<LoaderData>((data) => (data ? `${data.paper.title}, ${DOCUMENT_KIND_WORDS[data.paper.kind].toLowerCase()} version ${data.paper.number}` : 'Document'))

export const loader = pageLoader('documents.read', async ({ context, params }) => {
  const asFile = /^(v\d+)\.pdf$/.exec(params.version ?? '')
  if (asFile) throw redirect(`/documents/${params.ref}/${asFile[1]}/pdf`)
  const number = readVersionName(params.version)
  const page = number === null ? null : await readDocumentPage(context, params.ref ?? '', number, { findings: true, endorsements: endorsementsIn(context.runtime.db) })
  if (!page) throw notFound()
  return page
})

export default function Document() {
  const { paper, versions, supersededBy, canSign, mayNotSign, saysWhatFactsSay, hasEnded, lastLook, findings, moveAhead } = useLoaderData<typeof loader>()
  const key = useSearchParams()[0].get('done') ?? ''
  const done = DOCUMENT_DONE_WORDS[key] ?? PROJECT_DONE_WORDS[key]
  const address = `/documents/${paper.documentRef}/v${paper.number}`
  const { state, endorsements } = paper.standing
  return (
    <Page title={`${DOCUMENT_KIND_WORDS[paper.kind]}, version ${paper.number}`} caption={paper.title} wide tag={<Tag colour={PAPER_STATE_WORDS[state].colour}>{PAPER_STATE_WORDS[state].label}</Tag>}
      crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${paper.projectRef}`, label: paper.title }, { href: `/projects/${paper.projectRef}/documents`, label: 'Documents' }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      {supersededBy ? (
        <WarningCallout title="This is not the newest version">
          <p><Link to={`/documents/${paper.documentRef}/v${supersededBy.number}`}>Version {supersededBy.number}</Link> has taken its place. Since this one:</p>
          <ul>{supersededBy.differences.map((difference) => <li key={difference}>{difference}</li>)}</ul>
        </WarningCallout>
      ) : !saysWhatFactsSay && !hasEnded ? (
        <WarningCallout title="The facts have changed since">
          {paper.kind === 'protocol'
            ? <p>This version no longer says what the facts of the project say, so no data may flow under it. A new version is drafted once the facts are complete again.</p>
            : <p>This version no longer says what the facts of the project say. <Link to={`/projects/${paper.projectRef}/documents`}>Draft a new version</Link></p>}
        </WarningCallout>
      ) : null}
      {hasEnded ? <InsetText><p>The project has ended. This paper is kept as it was.</p></InsetText> : null}
      {moveAhead ? <InsetText><p>A newer template of this paper has been released. <Link to={`/documents/${paper.documentRef}/move`}>See what moving to template {moveAhead.to} would change</Link></p></InsetText> : null}
      {lastLook ? <InsetText><p>You last had version {lastLook.number} open, on {formatInstant(new Date(lastLook.lookedAt))}. <Link to={`/documents/${paper.documentRef}/compare?from=${lastLook.number}&to=${paper.number}`}>See what has changed since</Link></p></InsetText> : null}
      <div className="concordat-button-row">
        {canSign ? <ButtonLink to={`${address}/sign`}>Sign this version</ButtonLink> : null}
        <ButtonLink to={`${address}/pdf`} secondary reload>Download as PDF</ButtonLink>
        <ButtonLink to={`${address}/docx`} secondary reload>Download for Word</ButtonLink>
      </div>
      {findings ? <PaperFindings findings={findings} projectRef={paper.projectRef} documentRef={paper.documentRef} /> : null}
      {mayNotSign && mayNotSign !== 'not-the-newest-version' ? <p>{SIGN_REFUSAL_WORDS[mayNotSign]}</p> : null}
      <div className={`concordat-paper concordat-paper--${state}`} dangerouslySetInnerHTML={{ __html: paperForPage(findings?.shown ?? paper.content) }} />
      <h2 className="nhsuk-heading-m">About this version</h2>
      <p>{stateSentence(paper as unknown as PaperEnd)}</p>
      {paper.signing.some(({ group }) => group) ? <MembersLink documentRef={paper.documentRef} /> : null}
      {paper.signing.length > 0 ? <SignatureBlock signing={paper.signing} contentHash={paper.contentHash} /> : <p className="concordat-breakable">{digestLine(paper.contentHash)}</p>}
      {endorsements.length > 0 ? <Table caption="Reviewed and approved by" head={ENDORSEMENT_HEAD} rows={endorsementRows(endorsements)} /> : null}
      <h2 className="nhsuk-heading-m">All versions</h2>
      {versions.length > 1 ? <p><Link to={`/documents/${paper.documentRef}/compare`}>Compare two versions</Link></p> : null}
      <Table caption="All versions" hideCaption head={['Version', 'Drafted', 'By', 'What changed']} rows={versions.map((version) => [
        version.number === paper.number ? `Version ${version.number} (this one)` : <Link key="link" to={`/documents/${paper.documentRef}/v${version.number}`}>Version {version.number}</Link>,
        formatInstant(new Date(version.madeAt)), version.madeByName, versionWords(version.number, version.changes),
      ])} />
    </Page>
  )
}
