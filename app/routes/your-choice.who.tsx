import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { publicAction, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readResidentFrame } from '#app/letters/read-resident-page.server.ts'
import { sayWho } from '#app/letters/record-resident-choice.server.ts'
import { carryVisit } from '#app/letters/resident-cookie.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { lifeStage } from '#app/letters/resident.rules.ts'
import { whoSchema } from '#app/letters/resident.schema.ts'
import { WHO_REFUSAL_TITLES, whoRefusalWords } from '#app/letters/resident.words.ts'
import { enteredResident } from '#app/letters/resident-wrappers.server.ts'
import { RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, WarningCallout } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Who are you?')

export const loader = publicLoader(async (args) => {
  const entered = await enteredResident(args)
  const stage = lifeStage(entered.person.dateOfBirth, londonDay(entered.context.now))
  if (stage === 'adult') throw redirect('/your-choice/project')
  return { frame: await readResidentFrame({ ...entered, word: 'self' }), stage, wasToParent: entered.letter.addressee === 'parent-or-carer' }
})

export const action = publicAction(async (args) => {
  const entered = await enteredResident(args)
  const reading = readTyped(typedFromForm(await args.request.formData()), whoSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed, refused: null }, { status: 400 })
  const said = await sayWho(entered, reading.value.who)
  if (!said.ok) {
    const { kind } = said.refusal
    const words = whoRefusalWords(entered.person.givenName)[kind]
    return data({ problems: [], typed: reading.typed, refused: { title: WHO_REFUSAL_TITLES[kind], words } }, { status: 422 })
  }
  throw redirect('/your-choice/project', { headers: { 'Set-Cookie': await carryVisit(args.context.runtime, { ...entered.visit, word: said.value }, args.context.now) } })
})

export default function Who() {
  const { frame, stage, wasToParent } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const name = frame.givenName
  return (
    <ResidentPage title="Who are you?" hideTitle frame={frame}>
      <div role="alert">
        {result?.refused ? <WarningCallout title={result.refused.title}><p>{result.refused.words}</p><p>Nothing was changed.</p></WarningCallout> : null}
      </div>
      {stage === 'young-person' && wasToParent ? <InsetText><p>We wrote to {name}’s parent or carer. {name} is 13 or older now, so {name} makes this choice.</p></InsetText> : null}
      <PortalForm schema={whoSchema} problems={result?.problems} typed={result?.typed}>
        <RadiosField name="who" isPageHeading label="Who are you?" options={[
          { value: 'self', label: `I am ${name}` },
          { value: 'parent', label: `I am ${name}’s parent or carer`, hint: stage === 'child' ? `By choosing this, I declare that I have parental responsibility for ${name}` : undefined },
          { value: 'someone-else', label: 'I am someone else' },
        ]} />
        <SubmitButton>Continue</SubmitButton>
      </PortalForm>
    </ResidentPage>
  )
}
