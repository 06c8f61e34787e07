import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { checkMembersList, keepMembersList, readMembersUpload } from '#app/documents/upload-members.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { fileFromForm, typedFromForm } from '#app/kernel/form-data.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { readFormUpTo } from '#app/platform/read-up-to.server.ts'
import { MemberListFound } from '#app/projects/member-list.tsx'
import { MEMBER_LIST_WORDS } from '#app/projects/member-list.words.ts'
import { PROJECT_REFUSAL_STATUS, PROJECT_REFUSAL_WORDS } from '#app/projects/project.words.ts'
import { FileField, TextareaField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Upload members')

/** In bytes, of the whole form: the file, or the list as it was pasted. */
const SENT_MOST = 2_000_000

export const loader = pageLoader('projects.draft', async ({ context, params }) => {
  const upload = await readMembersUpload(context, params.ref ?? '', params.code ?? '')
  if (!upload) throw notFound()
  return { ref: upload.ref, title: upload.title, factsVersion: upload.factsVersion, party: { code: upload.party.organisationCode, name: upload.party.name }, members: upload.members }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const upload = await readMembersUpload(context, params.ref ?? '', params.code ?? '')
  if (!upload) throw notFound()
  const form = await readFormUpTo(request, SENT_MOST)
  const answer = (field: string, message: string, list: string, status = 400) => data({ problems: [{ field, message }], typed: { list }, found: null }, { status })
  if (!form) return answer('file', MEMBER_LIST_WORDS.tooLarge, '')
  const typed = typedFromForm(form)
  const file = await fileFromForm(form, 'file')
  let list = typeof typed.list === 'string' ? typed.list : ''
  if (file && file.length > 0) {
    try {
      list = new TextDecoder('utf-8', { fatal: true }).decode(file)
    } catch {
      return answer('file', MEMBER_LIST_WORDS.notText, list)
    }
    if (list.includes('\u0000')) return answer('file', MEMBER_LIST_WORDS.notText, '')
  }
  const checked = await checkMembersList(context, upload, list)
  if (!checked.ok) return answer('list', checked.refusal.kind === 'no-rows' ? MEMBER_LIST_WORDS.nothing : MEMBER_LIST_WORDS.tooMany, list)
  const shown = sha256Hex(list.replace(/\r\n?/g, '\n').trim())
  const found = { ...checked.value, shown }
  if (checked.value.toMend > 0) return data({ problems: [{ field: 'list', message: MEMBER_LIST_WORDS.mend(checked.value.toMend) }], typed: { list }, found }, { status: 400 })
  // Only what has been shown is kept: another list, or another file, is shown first.
  if (typed.do !== 'keep' || typed.shown !== shown) return data({ problems: [], typed: { list }, found }, { status: 200 })
  const kept = await keepMembersList(context, upload, { text: list, factsVersion: Number(typed.factsVersion) || upload.factsVersion })
  if (kept.ok) throw redirect(`/projects/${upload.ref}/facts/parties/${upload.party.organisationCode}/members?done=kept`)
  const { kind, details } = kept.refusal
  if (kind === 'not-found') throw notFound()
  if (kind === 'no-rows' || kind === 'too-many-rows' || kind === 'rows-to-mend') return answer('list', MEMBER_LIST_WORDS.nothing, list)
  return answer('', PROJECT_REFUSAL_WORDS[kind](details), list, PROJECT_REFUSAL_STATUS[kind])
})

export default function UploadMembers() {
  const { ref, title, factsVersion, party, members } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const found = answer?.found
  const isDone = useSearchParams()[0].get('done') === 'kept'
  return (
    <Page title="Upload members" caption={title} wide crumbs={[
      { href: `/projects/${ref}`, label: title }, { href: `/projects/${ref}/facts/parties`, label: 'Parties' }, { href: `/projects/${ref}/facts/parties/${party.code}`, label: party.name },
    ]}>
      {isDone && !answer ? <SuccessBanner>{MEMBER_LIST_WORDS.done}</SuccessBanner> : null}
      <p className="nhsuk-u-reading-width">{party.name} stands for {members === 0 ? 'itself alone now' : members === 1 ? '1 member now' : `${members} members now`}. A list adds to them, and takes nobody off. You see how each row stands before anything is kept.</p>
      <PortalForm problems={answer?.problems} typed={answer?.typed} encType="multipart/form-data">
        {found ? <MemberListFound found={found} /> : null}
        <HiddenField name="factsVersion" value={String(factsVersion)} />
        {found ? <HiddenField name="shown" value={found.shown} /> : null}
        {found && found.toMend === 0 ? <div className="nhsuk-form-group"><SubmitButton name="do" value="keep">{found.joining > 0 ? `Add ${found.joining === 1 ? '1 practice' : `${found.joining} practices`}` : 'Keep what the list says'}</SubmitButton></div> : null}
        <FileField name="file" label="A CSV file" hint="One practice on each row: its code and, if you like, its name, the e-mail address of who signs, and how its newest assessment in the Data Security and Protection Toolkit ended, with the day on which it was published" accept=".csv,text/csv,text/plain" />
        <TextareaField name="list" label="Or paste the list here" rows={10} hint="With a heading such as “code,name,email,dspt status,dspt published”, the columns may stand in any order" />
        <SubmitButton name="do" value="look" secondary={found !== null && found !== undefined}>See how each row stands</SubmitButton>
      </PortalForm>
    </Page>
  )
}
