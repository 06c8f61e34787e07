import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readResidentFrame } from '#app/letters/read-resident-page.server.ts'
import { recordResidentChoice } from '#app/letters/record-resident-choice.server.ts'
import { replyRefusalWords } from '#app/letters/reply.words.ts'
import { carryVisit, holderOf } from '#app/letters/resident-cookie.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { wantsWords } from '#app/letters/resident.words.ts'
import { residentAction, residentLoader } from '#app/letters/resident-wrappers.server.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SummaryList } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Check your choice')

export const loader = residentLoader(async (entered) => {
  const { wants, choiceId } = entered.visit
  if (!wants) throw redirect(choiceId ? '/your-choice/done' : '/your-choice/change')
  const holderName = holderOf(entered.context.runtime, entered.visit)
  if (entered.word === 'parent' && !holderName) throw redirect('/your-choice/name')
  const frame = await readResidentFrame(entered)
  return { frame, words: wantsWords(frame.whose)[wants], wants, holderName }
})

export const action = residentAction(async (entered) => {
  const { context, visit, word } = entered
  if (!visit.wants) throw redirect(visit.choiceId ? '/your-choice/done' : '/your-choice/change')
  const recorded = await recordResidentChoice(entered, { word, wants: visit.wants, formId: visit.formId, holderName: holderOf(context.runtime, visit) })
  if (!recorded.ok) return data({ problems: [{ field: '', message: replyRefusalWords(recorded.refusal) }] }, { status: 422 })
  const next = { ...visit, wants: null, choiceId: recorded.value.choiceId, repeated: recorded.value.repeated }
  throw redirect('/your-choice/done', { headers: { 'Set-Cookie': await carryVisit(context.runtime, next, context.now) } })
})

export default function Confirm() {
  const { frame, words, wants, holderName } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <ResidentPage title="Check your choice" back="/your-choice/change" frame={frame}>
      <SummaryList rows={[
        { key: 'About', value: frame.project },
        ...(frame.word === 'parent' ? [{ key: 'For', value: frame.givenName }, { key: 'Your name', value: holderName, change: { href: '/your-choice/name', what: 'your name' } }] : []),
        { key: 'Choice', value: <strong>{words}</strong>, change: { href: '/your-choice/change', what: 'your choice' } },
        { key: 'Starts', value: 'As soon as you confirm' },
      ]} />
      <p>{wants === 'do-not-share'
        ? 'Information that has been sent already cannot be called back. Nothing more will be sent.'
        : 'You can say no again at any time.'}</p>
      <PortalForm problems={result?.problems}>
        <SubmitButton>Confirm my choice</SubmitButton>
      </PortalForm>
    </ResidentPage>
  )
}
