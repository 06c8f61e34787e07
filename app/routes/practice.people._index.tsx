import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { LIST_FAULT_WORDS, listFaultSentence, PEOPLE_LIST_REFUSAL_WORDS, unnumberedSentence, UPLOAD_STATE_WORDS } from '#app/people/people-list.words.ts'
import { PeopleListFormat } from '#app/people/people-list-format.tsx'
import { readListForm } from '#app/people/read-list-form.server.ts'
import { readPeopleListState } from '#app/people/read-people-page.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { UploadTag } from '#app/people/upload-tag.tsx'
import { CheckboxField, FileField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('People list')

export const loader = pageLoader('people.upload', async ({ context }) => {
  if (context.actor.organisationKind !== 'gp-practice') throw notFound()
  return { state: await readPeopleListState(context), formId: context.requestId }
})

export const action = pageAction('people.upload', async ({ context, request }) => {
  if (!request.headers.get('Content-Type')?.startsWith('multipart/form-data')) {
    return data({ problems: [{ field: 'file', message: PEOPLE_LIST_REFUSAL_WORDS['file-missing'] }], typed: {} }, { status: 400 })
  }
  const { form, file } = await readListForm(request)
  const isWholeList = form.get('isWholeList') === 'yes'
  const typed = { isWholeList: isWholeList ? 'yes' : '' }
  if (file?.isTooLarge) return data({ problems: [{ field: 'file', message: LIST_FAULT_WORDS['file-too-large']() }], typed }, { status: 413 })
  const received = await receivePeopleList(context, {
    formId: String(form.get('formId') ?? ''), fileName: file?.name ?? '', content: file?.content ?? new Uint8Array(), isWholeList,
  })
  if (received.ok) throw redirect(`/practice/people/uploads/${received.value.uploadId}`)
  const { kind } = received.refusal
  const message = kind === 'file-missing' || kind === 'not-allowed' ? PEOPLE_LIST_REFUSAL_WORDS[kind] : listFaultSentence(received.refusal)
  return data({ problems: [{ field: 'file', message }], typed }, { status: kind === 'not-allowed' ? 403 : 400 })
})

export default function PeopleList() {
  const { state, formId } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="People list" crumbs={[{ href: '/practice', label: 'Letters and replies' }]} wide>
      <div className="nhsuk-u-reading-width">
        <p>
          {state.people === 0
            ? 'Send the list of the people registered at your surgery. It says who gets a letter, and who a reply is from.'
            : `${state.people.toLocaleString('en-GB')} people are on your list. Send a newer list to bring it up to date. Nobody’s choices are lost.`}
        </p>
        {state.unnumbered > 0 ? <p>People without an NHS number: {unnumberedSentence(state.unnumbered)}</p> : null}
        {state.isBeingRead ? <p>A list is being read now. You can send another: the one sent last counts.</p> : null}
        <PortalForm problems={result?.problems} typed={result?.typed ?? {}} encType="multipart/form-data">
          <HiddenField name="formId" value={formId} />
          <FileField name="file" label="People list, as CSV" hint="A file of up to 25 MB, saved from your practice system." accept=".csv,text/csv,text/plain" />
          <CheckboxField name="isWholeList" label="This is our whole list" hint="Tick only if it names everyone registered now. People on the earlier list who are not on this one are then marked as having left." />
          <SubmitButton>Send the list</SubmitButton>
        </PortalForm>
      </div>
      <PeopleListFormat />
      <h2 className="nhsuk-heading-m">Lists sent before</h2>
      {state.uploads.length === 0
        ? <p>Each list you send will be shown here, with what was kept of it and which rows to mend.</p>
        : (
          <Table caption="Lists sent before" hideCaption head={['Sent', 'File', 'State', 'Rows kept', 'Rows rejected']} figures={[3, 4]}
            rows={state.uploads.map((upload) => [
              <Link key="link" to={`/practice/people/uploads/${upload.id}`}>{formatInstant(upload.startedAt)}</Link>,
              upload.fileName,
              <UploadTag key="tag" state={upload.state} words={UPLOAD_STATE_WORDS[upload.state]} />,
              upload.rowsKept.toLocaleString('en-GB'),
              upload.rowsRejected.toLocaleString('en-GB'),
            ])} />
        )}
    </Page>
  )
}
