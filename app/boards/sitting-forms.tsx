import type { Refusal } from '#app/kernel/result.ts'
import { CheckboxesField, RadiosField, SelectField, TextareaField } from '#app/ui/fields.tsx'
import type { BoardRefusalKind } from './board.rules.ts'
import { addItemSchema, attendanceSchema, notesSchema } from './boards.schema.ts'
import { BAR_WORDS, BOARD_REFUSAL_WORDS, SITTING_REFUSAL_WORDS } from './boards.words.ts'
import { PRECEDENT_BARS } from './precedent.rules.ts'
import type { SittingRefusalKind } from './sitting.rules.ts'

export const SITTING_ACTS = ['add', 'attendance', 'notes'] as const
export type SittingAct = (typeof SITTING_ACTS)[number]

/** What is done at a sitting as a whole, one page each. */
export const SITTING_FORMS = {
  add: { title: 'Put a submission on the agenda', button: 'Put it on the agenda', schema: addItemSchema, command: 'add-item' },
  attendance: { title: 'Say who is there', button: 'Save who is there', schema: attendanceSchema, command: 'mark-attendance' },
  notes: { title: 'Notes on the sitting as a whole', button: 'Save the notes', schema: notesSchema, command: 'write-notes' },
} as const

/** The sentence of any refusal that this room gives. */
export function wordsOfRefusal({ kind, details }: Refusal<SittingRefusalKind | BoardRefusalKind | 'minutes-changed'>): string {
  if (kind === 'minutes-changed') return 'The minutes have changed since they were shown. Read them again before you approve them.'
  return kind in SITTING_REFUSAL_WORDS ? SITTING_REFUSAL_WORDS[kind as SittingRefusalKind](details) : BOARD_REFUSAL_WORDS[kind as BoardRefusalKind]
}

export function SittingFields({ act, people, waiting }: {
  readonly act: SittingAct
  readonly people: readonly { readonly seatId: string; readonly name: string; readonly seat: string }[]
  readonly waiting: readonly { readonly id: string; readonly title: string }[]
}) {
  if (act === 'notes') return <TextareaField name="notes" label="Notes on the sitting as a whole" hint="Apologies, matters arising, any other business. They stand in the minutes as written." rows={10} />
  if (act === 'attendance') {
    return <>{people.map(({ seatId, name, seat }) => <RadiosField key={seatId} name={`present.${seatId}`} label={`${name}, ${seat.toLowerCase()}`} options={[{ value: 'yes', label: 'There' }, { value: 'no', label: 'Not there' }]} inline />)}</>
  }
  return (
    <>
      <SelectField name="submissionId" label="Which submission?" prompt="Select a submission" options={waiting.map(({ id, title }) => ({ value: id, label: title }))} />
      <CheckboxesField name="bars" label="Is it about any of these?" hint="If it is, it is not decided by precedent or by the chair alone. What the facts show is added by itself." options={PRECEDENT_BARS.map((value) => ({ value, label: BAR_WORDS[value] }))} />
    </>
  )
}
