import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { MembersFilter, MembersList, MembersManaged, MembersOwn } from '#app/documents/members-list.tsx'
import { MEMBER_ACT_REFUSAL_FIELDS, MEMBER_ACT_REFUSAL_STATUS, MEMBER_ACT_REFUSAL_WORDS, MEMBER_DONE_WORDS } from '#app/documents/member.words.ts'
import { mergerSchema } from '#app/documents/member.schema.ts'
import { membersAsked, readMembersPage } from '#app/documents/read-members-page.server.ts'
import { recordMerger } from '#app/documents/say-as-member.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { chaseMembers } from '#app/letters/chase-members.server.ts'
import { SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Members')

export const loader = pageLoader('documents.read', async ({ context, params, url }) => {
  const page = await readMembersPage(context, params.ref ?? '', membersAsked(url.searchParams))
  if (!page) throw notFound()
  return page
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const typed = typedFromForm(await request.formData())
  if (typed.do === 'chase') {
    const chased = await chaseMembers(context, ref)
    if (chased === null) throw notFound()
    if (chased.ok) throw redirect(`/documents/${ref}/members?done=${chased.value.members > 0 ? 'chased' : 'nobody-chased'}`)
    return data({ problems: [{ field: '', message: MEMBER_ACT_REFUSAL_WORDS[chased.refusal.kind]() }], typed }, { status: MEMBER_ACT_REFUSAL_STATUS[chased.refusal.kind] })
  }
  const reading = readTyped(typed, mergerSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const merged = await recordMerger(context, ref, reading.value)
  if (merged === null) throw notFound()
  if (merged.ok) throw redirect(`/documents/${ref}/members?done=merged`)
  const { kind } = merged.refusal
  return data({ problems: [{ field: MEMBER_ACT_REFUSAL_FIELDS[kind] ?? '', message: MEMBER_ACT_REFUSAL_WORDS[kind]() }], typed }, { status: MEMBER_ACT_REFUSAL_STATUS[kind] })
})

export default function Members() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const done = MEMBER_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const { paper } = page
  return (
    <Page title="Members" caption={paper.title} wide crumbs={[
      { href: `/projects/${paper.projectRef}`, label: paper.title },
      { href: `/documents/${paper.ref}/v${paper.number}`, label: `${DOCUMENT_KIND_WORDS[paper.kind]}, version ${paper.number}` },
    ]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p className="nhsuk-u-reading-width">
        Each member signs version {paper.number} for itself. {page.disclosing} of {page.all} {page.disclosing === 1 ? 'counts' : 'count'} today: data is of their people alone.
        {page.stopped > 0 ? ` Of them, ${page.stopped} ${page.stopped === 1 ? 'is' : 'are'} left out of some or all flows, because the security assurance that was said of ${page.stopped === 1 ? 'it' : 'them'} does not count.` : ''}
      </p>
      <MembersOwn documentRef={paper.ref} own={page.own} />
      <MembersFilter page={page} />
      <MembersList page={page} />
      {page.mayManage || answer ? <MembersManaged projectRef={paper.projectRef} groups={page.groups} waiting={page.counts.find(({ state }) => state === 'waiting')?.count ?? 0} answer={answer} /> : null}
    </Page>
  )
}
