import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { readResidentFrame } from '#app/letters/read-resident-page.server.ts'
import { carryVisit } from '#app/letters/resident-cookie.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { WANTS } from '#app/letters/resident.rules.ts'
import { wantsSchema } from '#app/letters/resident.schema.ts'
import { wantsHints, wantsWords } from '#app/letters/resident.words.ts'
import { residentAction, residentLoader } from '#app/letters/resident-wrappers.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('What do you want?')

export const loader = residentLoader(async (entered) => ({ frame: await readResidentFrame(entered) }))

export const action = residentAction(async ({ context, request, visit, word }) => {
  const reading = readTyped(typedFromForm(await request.formData()), wantsSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const next = { ...visit, wants: reading.value.wants, formId: newId() }
  throw redirect(word === 'parent' && !visit.holder ? '/your-choice/name' : '/your-choice/confirm', { headers: { 'Set-Cookie': await carryVisit(context.runtime, next, context.now) } })
})

export default function Change() {
  const { frame } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const words = wantsWords(frame.whose)
  const hints = wantsHints(frame.surgery.name)
  return (
    <ResidentPage title="What do you want?" hideTitle back="/your-choice/project" frame={frame}>
      <PortalForm schema={wantsSchema} problems={result?.problems} typed={result?.typed}>
        <RadiosField name="wants" isPageHeading label="What do you want?" hint={`This is only about the ${frame.project}. It does not change the care ${frame.word === 'self' ? 'you get' : `${frame.givenName} gets`}.`}
          options={[...WANTS].reverse().map((value) => ({ value, label: words[value], hint: hints[value] }))} />
        <SubmitButton>Continue</SubmitButton>
      </PortalForm>
    </ResidentPage>
  )
}
