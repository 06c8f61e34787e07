import { Link } from '@remix-run/react'
import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CheckboxesField, CheckboxField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import type { DocumentKind, SignRefusalKind } from './document.rules.ts'
import { DOCUMENT_KIND_WORDS, SIGN_REFUSAL_WORDS } from './document.words.ts'
import { signManySchema } from './member.schema.ts'
import { MEMBER_STATE_WORDS } from './member.words.ts'
import type { MemberState } from './member-standing.rules.ts'

interface AgreementShown {
  readonly projectTitle: string
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly number: number
  readonly contentHash: string
  readonly isMember: boolean
  readonly memberState: MemberState | null
  readonly signedAt: Date | string | null
  readonly mayNotSign: SignRefusalKind | null
  readonly canSign: boolean
  readonly lastSigned: { readonly number: number; readonly differences: readonly string[]; readonly schedule: string } | null
}

const nameOf = (paper: AgreementShown) => `${DOCUMENT_KIND_WORDS[paper.kind]} of ${paper.projectTitle}, version ${paper.number}`

/** What waits, with what is different from what was signed last, and one form that signs all that is chosen. */
export function AgreementsToSign({ papers, organisation, maySignAtAll, answer }: {
  readonly papers: readonly AgreementShown[]
  readonly organisation: string
  readonly maySignAtAll: boolean
  readonly answer: { readonly problems: readonly Problem[]; readonly typed: Typed } | undefined
}) {
  const ready = papers.filter(({ canSign }) => canSign)
  if (papers.length === 0 && !answer) return <InsetText><p>Nothing waits. Here will be every paper that your organisation is asked to sign.</p></InsetText>
  return (
    <>
      {papers.map((paper) => (
        <div className="nhsuk-card nhsuk-u-reading-width" key={paper.documentRef}>
          <div className="nhsuk-card__content">
            <h3 className="nhsuk-heading-s">{nameOf(paper)}</h3>
            {paper.lastSigned ? (
              <>
                <p>Since version {paper.lastSigned.number}, which your organisation signed last:</p>
                <ul>{paper.lastSigned.differences.length > 0 ? paper.lastSigned.differences.map((line) => <li key={line}>{line}</li>) : <li>No fact is different: the same facts in newer words</li>}</ul>
                {paper.lastSigned.schedule ? <p>The schedule that it signed with goes with the new signature: {paper.lastSigned.schedule} To sign with another, open the paper.</p> : null}
              </>
            ) : <p>Your organisation has not signed this paper before.</p>}
            <p>
              <Link to={`/documents/${paper.documentRef}/v${paper.number}`}>Read it<span className="nhsuk-u-visually-hidden">: {nameOf(paper)}</span></Link>
              {paper.lastSigned ? <>{' '}<Link to={`/documents/${paper.documentRef}/compare?from=${paper.lastSigned.number}&to=${paper.number}`}>See what changed</Link></> : null}
              {paper.isMember && maySignAtAll ? <>{' '}<Link to={`/documents/${paper.documentRef}/membership`}>Decline it</Link></> : null}
            </p>
            {maySignAtAll && paper.mayNotSign ? <p>{SIGN_REFUSAL_WORDS[paper.mayNotSign]}</p> : null}
          </div>
        </div>
      ))}
      {!maySignAtAll && papers.length > 0 ? <InsetText><p>Your role does not sign for your organisation. Its Caldicott Guardian or senior information risk owner does, and may let a practice manager sign.</p></InsetText> : null}
      {ready.length > 0 || answer ? (
        <PortalForm schema={signManySchema} problems={answer?.problems} typed={answer?.typed ?? { chosen: [] }}>
          <CheckboxesField name="chosen" label="Which do you sign?" hint="All that you choose are signed together, or none is" options={ready.map((paper) => ({ value: `${paper.documentRef} ${paper.number} ${paper.contentHash}`, label: nameOf(paper) }))} />
          <CheckboxField name="agree" label={`I have read what I chose, and I sign it for ${organisation}.`} />
          <TextField name="fullName" label="Your full name" width={30} autoComplete="name" spellCheck={false} />
          <TextField name="password" label="Your password" hint="To show that it is still you" type="password" width={20} autoComplete="current-password" />
          <SubmitButton>Sign what I chose</SubmitButton>
        </PortalForm>
      ) : null}
    </>
  )
}

/** What has been signed, refused or left, or cannot be signed now. */
export function AgreementsSigned({ papers }: { readonly papers: readonly AgreementShown[] }) {
  if (papers.length === 0) return <p>None.</p>
  return (
    <Table caption="Agreements" hideCaption head={['Paper', 'State', 'Signed']} rows={papers.map((paper) => [
      <Link key="paper" to={paper.isMember ? `/documents/${paper.documentRef}/members` : `/documents/${paper.documentRef}/v${paper.number}`}>{nameOf(paper)}</Link>,
      paper.memberState ? <Tag key="state" colour={MEMBER_STATE_WORDS[paper.memberState].colour}>{MEMBER_STATE_WORDS[paper.memberState].label}</Tag>
        : paper.signedAt ? <Tag key="state" colour="green">Signed</Tag> : <Tag key="state" colour="grey">Not open to sign</Tag>,
      paper.signedAt ? formatInstant(new Date(paper.signedAt)) : '',
    ])} />
  )
}
