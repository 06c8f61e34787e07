import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { readResidentFrame } from '#app/letters/read-resident-page.server.ts'
import { carryVisit, holderOf, sealHolder } from '#app/letters/resident-cookie.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { holderSchema } from '#app/letters/resident.schema.ts'
import { residentAction, residentLoader } from '#app/letters/resident-wrappers.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('What is your name?')

export const loader = residentLoader(async (entered) => {
  if (entered.word !== 'parent') throw redirect('/your-choice/project')
  return { frame: await readResidentFrame(entered), holderName: holderOf(entered.context.runtime, entered.visit) ?? '' }
})

export const action = residentAction(async ({ context, request, visit, word }) => {
  if (word !== 'parent') throw redirect('/your-choice/project')
  const reading = readTyped(typedFromForm(await request.formData()), holderSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const next = { ...visit, holder: sealHolder(context.runtime, reading.value.holderName) }
  throw redirect(visit.wants ? '/your-choice/confirm' : '/your-choice/change', { headers: { 'Set-Cookie': await carryVisit(context.runtime, next, context.now) } })
})

export default function YourName() {
  const { frame, holderName } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <ResidentPage title="What is your name?" hideTitle back="/your-choice/change" frame={frame}>
      <PortalForm schema={holderSchema} problems={result?.problems} typed={result?.typed ?? { holderName }}>
        <TextField name="holderName" isPageHeading label="What is your name?" width={20} autoComplete="name"
          hint={`Your first name and your family name. If someone else with parental responsibility for ${frame.givenName} has said no, only they can take that back, so we need to know who is speaking.`} />
        <SubmitButton>Continue</SubmitButton>
      </PortalForm>
    </ResidentPage>
  )
}
