import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { BoardRefusalKind } from '#app/boards/board.rules.ts'
import { boardSchema } from '#app/boards/boards.schema.ts'
import { BOARD_REFUSAL_WORDS } from '#app/boards/boards.words.ts'
import { bodiesToActAs } from '#app/boards/read-boards.server.ts'
import { makeBoard } from '#app/boards/run-board.server.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { CheckboxField, SelectField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Set up a board')

export const loader = pageLoader('boards.make', async ({ context }) => ({ bodies: bodiesToActAs(context.now) }))

const FIELDS: Partial<Record<BoardRefusalKind, string>> = { 'reference-taken': 'reference', 'body-has-a-board': 'another', 'quorum-more-lay-than-members': 'quorumLay' }

export const action = pageAction('boards.make', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), boardSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const made = await makeBoard(context, reading.value)
  if (made.ok) throw redirect('/boards?done=made')
  return data({ problems: [{ field: FIELDS[made.refusal.kind] ?? '', message: BOARD_REFUSAL_WORDS[made.refusal.kind] }], typed: reading.typed }, { status: 409 })
})

export default function NewBoard() {
  const { bodies } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const asksForAnother = result?.problems.some(({ field }) => field === 'another') || result?.typed.another === 'yes'
  return (
    <Page title="Set up a board" crumbs={[{ href: '/boards', label: 'Boards' }]}>
      <PortalForm schema={boardSchema} problems={result?.problems} typed={result?.typed}>
        <TextField name="name" label="What is it called?" />
        <TextField name="reference" label="Reference" hint="Small letters, figures and hyphens, such as oldham-ig-group. It stands in addresses and cannot be changed." width={20} spellCheck={false} autoComplete="off" />
        <SelectField name="bodyId" label="Which body does it act as?" hint="It decides in that body’s outcomes. A group of your own is a local governance group." prompt="Select a body" options={bodies} />
        <TextField name="quorumMembers" label="How many must be there to decide?" width={3} inputMode="numeric" autoComplete="off" />
        <TextField name="quorumLay" label="How many of those must be lay members?" width={3} inputMode="numeric" autoComplete="off" />
        {asksForAnother ? <CheckboxField name="another" label="Set up another board for this body" /> : null}
        <SubmitButton>Set up the board</SubmitButton>
      </PortalForm>
    </Page>
  )
}
