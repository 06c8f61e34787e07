import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useEffect } from 'react'
import { clientAddress, publicAction, publicLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { enterResident, freshVisit } from '#app/letters/enter-resident.server.ts'
import { carryVisit } from '#app/letters/resident-cookie.server.ts'
import { ResidentPage } from '#app/letters/resident-page.tsx'
import { enterSchema } from '#app/letters/resident.schema.ts'
import { NOT_MATCHED, NOT_MATCHED_HELP, TOO_MANY_TRIES } from '#app/letters/resident.words.ts'
import { throttle } from '#app/platform/throttle.server.ts'
import { DateField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details, InsetText } from '#app/ui/furniture.tsx'
import { titled } from '#app/ui/page.tsx'

export const meta = titled('Your choice')
export const headers = ({ actionHeaders }: { actionHeaders: Headers }) => actionHeaders

export const loader = publicLoader(async ({ url }) => ({ ended: url.searchParams.has('ended') }))

export const action = publicAction(async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), enterSchema)
  const typed = { code: reading.typed.code, dateOfBirth: reading.typed.dateOfBirth }
  if (!reading.ok) return data({ problems: reading.problems, typed, failed: false }, { status: 400 })
  const wait = await throttle('reply-code', clientAddress(request))
  if (wait !== null) {
    return data({ problems: [{ field: '', message: TOO_MANY_TRIES }], typed, failed: false }, { status: 429, headers: { 'Retry-After': String(wait) } })
  }
  const entered = await enterResident(context, reading.value)
  if (!entered.ok) return data({ problems: [{ field: 'code', message: NOT_MATCHED }], typed, failed: true }, { status: 400 })
  throw redirect('/your-choice/project', { headers: { 'Set-Cookie': await carryVisit(context.runtime, freshVisit(entered.value.letterId), context.now) } })
})

/** The QR code's address holds the code after its #, which a browser keeps to itself. It goes into the box and out of the address. */
function useCodeFromAddress() {
  useEffect(() => {
    const code = window.location.hash.slice(1)
    const box = document.getElementById('field-code') as HTMLInputElement | null
    if (!box || !/^[A-Za-z0-9-]{10,20}$/.test(code)) return
    box.value = code
    window.history.replaceState(window.history.state, '', `${window.location.pathname}${window.location.search}`)
    document.getElementById('field-dateOfBirth')?.focus()
  }, [])
}

export default function YourChoice() {
  const { ended } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  useCodeFromAddress()
  return (
    <ResidentPage title="Choose if your information is shared">
      {ended && !result ? <InsetText><p>Your pages were closed to keep your information safe. Enter your code again to go on. A choice that you confirmed is kept.</p></InsetText> : null}
      <p>If you had a letter from your GP surgery about sharing information, you can see what it is about and choose here. It takes about 3 minutes.</p>
      <PortalForm schema={enterSchema} problems={result?.problems} typed={result?.typed}>
        <TextField name="code" label="Code from your letter" hint={<>12 letters and numbers, such as <span className="concordat-reference">4C7D-9FGH-3JKM</span></>} width={20} code autoComplete="off" spellCheck={false} />
        <DateField name="dateOfBirth" label="Date of birth" hint="If the letter is about a child, enter the child’s date of birth. For example, 27 3 1962" />
        {result?.failed ? <p>{NOT_MATCHED_HELP}</p> : null}
        <SubmitButton>Continue</SubmitButton>
      </PortalForm>
      <Details summary="I do not have a code">
        <p>Phone your GP surgery, or ask at the desk. They can tell you what is shared and record your choice.</p>
        <p>This page is not for the national data opt-out. You can set that at <a href="https://www.nhs.uk/your-nhs-data-matters">nhs.uk/your-nhs-data-matters</a> or on 0300 303 5678.</p>
      </Details>
    </ResidentPage>
  )
}
