import { Link } from '@remix-run/react'
import { partsOfDay } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { languageWords } from '#app/people/language.words.ts'
import { DateField, SelectField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Table } from '#app/ui/furniture.tsx'
import { TOLD_HOW, type Suppression, type ToldHow } from './campaign.rules.ts'
import { returnedSchema, toldSchema } from './campaign.schema.ts'
import { RETURNED_WORDS, SUPPRESSION_WORDS, TOLD_HOW_WORDS } from './campaign.words.ts'

interface Line {
  readonly letterId: string
  readonly personId: string
  readonly name: string
  readonly isChild: boolean
  readonly reason: Suppression | 'returned'
  readonly format: string
  readonly language: string
  readonly addressFaults: readonly string[]
  readonly told: { readonly on: string; readonly how: ToldHow } | null
}

const called = (line: Line) => (line.isChild ? `Parent or carer of ${line.name}` : line.name)
const because = (line: Line) => (line.reason === 'returned' ? RETURNED_WORDS : SUPPRESSION_WORDS[line.reason])

export function TellingForm({ lines, today, problems, typed }: { readonly lines: readonly Line[]; readonly today: string; readonly problems?: readonly Problem[]; readonly typed?: Typed }) {
  return (
    <div className="nhsuk-u-reading-width">
      <h2 className="nhsuk-heading-m">Record that someone was told</h2>
      <PortalForm schema={toldSchema} problems={problems} typed={typed ?? { toldOn: partsOfDay(today) }}>
        <SelectField name="letterId" label="Who was told?" prompt="Choose a person" options={lines.map((line) => ({ value: line.letterId, label: called(line) }))} />
        <SelectField name="how" label="How?" prompt="Choose how" options={TOLD_HOW.map((how) => ({ value: how, label: TOLD_HOW_WORDS[how] }))} />
        <DateField name="toldOn" label="When?" />
        <SubmitButton>Record</SubmitButton>
      </PortalForm>
    </div>
  )
}

export function ToldTable({ caption, lines, empty }: { readonly caption: string; readonly lines: readonly Line[]; readonly empty: string }) {
  if (lines.length === 0) return <><h2 className="nhsuk-heading-m">{caption}</h2><p>{empty}</p></>
  return (
    <Table caption={caption} head={['Person', 'Why there is no letter', 'Needs', 'Told']}
      rows={lines.map((line) => [
        <Link key="person" to={`/people/${line.personId}`}>{called(line)}</Link>,
        <>{because(line)}{line.addressFaults.length > 0 ? `: ${line.addressFaults.join('. ')}` : ''}</>,
        [line.format === 'standard' ? '' : line.format.replace('-', ' '), line.language.startsWith('en') ? '' : languageWords(line.language)].filter(Boolean).join(', ') || 'None recorded',
        line.told ? `${TOLD_HOW_WORDS[line.told.how]}, ${formatDay(line.told.on)}` : 'Not yet',
      ])} />
  )
}

export function ReturnedLetterForm({ problems, typed }: { readonly problems?: readonly Problem[]; readonly typed?: Typed }) {
  return (
    <div className="nhsuk-u-reading-width">
      <h2 className="nhsuk-heading-m">Record a letter that came back</h2>
      <PortalForm schema={returnedSchema} problems={problems} typed={typed}>
        <HiddenField name="act" value="returned" />
        <TextField name="code" label="Reply code" hint="Open the letter. The code is on its slip: 12 letters and numbers." width={20} code autoComplete="off" spellCheck={false} />
        <SubmitButton secondary>Record that it came back</SubmitButton>
      </PortalForm>
    </div>
  )
}
