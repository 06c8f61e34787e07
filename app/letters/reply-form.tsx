import { AuthorityFields } from '#app/choices/authority-fields.tsx'
import { DateField, FileField, RadiosField } from '#app/ui/fields.tsx'
import { SCAN_ACCEPT, SCAN_FIELD_HINT, SCAN_FIELD_LABEL } from './scan.words.ts'
import { CAME_WORDS, SAYS_WORDS, WORD_OF_HINTS, WORD_OF_WORDS } from './reply.words.ts'
import { REPLY_CAME, REPLY_SAYS, REPLY_WORDS_OF } from './reply.rules.ts'

/** The questions about one reply, in the order in which a slip is read. */
export function ReplyFields() {
  return (
    <>
      <RadiosField name="says" label="What does the patient say?" options={REPLY_SAYS.map((value) => ({ value, label: SAYS_WORDS[value] }))} />
      <RadiosField name="came" label="How did it come?" options={REPLY_CAME.map((value) => ({
        value, label: CAME_WORDS[value], hint: value === 'slip-unsigned' ? 'Kept as a query until someone has asked the patient' : undefined,
      }))} />
      <WordField />
      <DateField name="received" label="When did it reach the surgery?" hint="For example, 27 3 2026" />
      <AuthorityFields />
    </>
  )
}

export function WordField() {
  return (
    <RadiosField name="word" label="Who is speaking?" options={REPLY_WORDS_OF.map((value) => ({ value, label: WORD_OF_WORDS[value], hint: WORD_OF_HINTS[value] }))} />
  )
}

export function ScanField() {
  return <FileField name="scan" label={SCAN_FIELD_LABEL} hint={SCAN_FIELD_HINT} accept={SCAN_ACCEPT} />
}
