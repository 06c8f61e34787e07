import { CheckboxField, DateField, RadiosField, SelectField, TextField } from '#app/ui/fields.tsx'
import { callSchema, endSeatSchema, seatSchema } from './boards.schema.ts'
import { SEAT_WORDS, SITTING_KIND_HINTS, SITTING_KIND_WORDS } from './boards.words.ts'
import { SEATS, SITTING_KINDS } from './sitting.rules.ts'

export const BOARD_ACTS = ['call', 'seat', 'end'] as const
export type BoardAct = (typeof BOARD_ACTS)[number]

/** What whoever looks after a board can do with it, one page each. */
export const BOARD_FORMS = {
  call: { title: 'Call a sitting', button: 'Call the sitting', schema: callSchema },
  seat: { title: 'Give a seat', button: 'Give the seat', schema: seatSchema },
  end: { title: 'End a seat', button: 'End the seat', schema: endSeatSchema },
} as const

export function BoardFields({ act, seats }: { readonly act: BoardAct; readonly seats: readonly { readonly id: string; readonly name: string; readonly seat: string }[] }) {
  if (act === 'call') {
    return (
      <>
        <RadiosField name="kind" label="How will it decide?" options={SITTING_KINDS.map((value) => ({ value, label: SITTING_KIND_WORDS[value], hint: SITTING_KIND_HINTS[value] }))} />
        <DateField name="heldOn" label="On what day?" hint="For votes by correspondence, the last day. For example, 27 3 2027" />
        <TextField name="place" label="Where?" hint="A room, or how to join by video. Leave it empty if people do not meet." />
      </>
    )
  }
  if (act === 'end') {
    return (
      <>
        <SelectField name="seatId" label="Whose?" prompt="Select a person" options={seats.map(({ id, name, seat }) => ({ value: id, label: `${name}, ${seat.toLowerCase()}` }))} />
        <DateField name="to" label="Their last day" hint="For example, 31 3 2027" />
      </>
    )
  }
  return (
    <>
      <TextField name="email" label="Their e-mail address" hint="They need an account on this portal, with any organisation" type="email" inputMode="email" autoComplete="off" />
      <SelectField name="kind" label="Their seat" prompt="Select a seat" options={SEATS.map((value) => ({ value, label: SEAT_WORDS[value] }))} />
      <CheckboxField name="isLay" label="A lay member" hint="Somebody who speaks for patients and the public, and does not work in health or care" />
      <DateField name="from" label="Their first day" hint="For example, 1 4 2027" />
      <DateField name="to" label="Their last day" hint="Leave it empty if none is set" />
    </>
  )
}
