import { AuthorityFields } from '#app/choices/authority-fields.tsx'
import { DateField, RadiosField, TextField } from '#app/ui/fields.tsx'
import { Table } from '#app/ui/furniture.tsx'
import { CHECK_DIFFERENCES, CHECK_SAYS, CHECK_WORDS, type CheckDifference, type PaperEntered, type PaperRead } from './reply-check.rules.ts'
import { CHECK_DIFFERENCE_WORDS, CHECK_SAYS_WORDS, CHECK_WORD_WORDS, readingRows } from './reply-check.words.ts'
import { REPLY_CAME, REPLY_SAYS, REPLY_WORDS_OF } from './reply.rules.ts'
import { CAME_WORDS, SAYS_WORDS, WORD_OF_WORDS } from './reply.words.ts'

/** What a second person is asked of a paper: the same of every paper, so that the boxes tell nothing of what was entered. */
export function PaperFields() {
  return (
    <>
      <TextField name="code" label="Reply code on the paper" hint="Leave it blank if there is none" width={20} code autoComplete="off" spellCheck={false} />
      <DateField name="born" label="Date of birth on the paper" hint="Leave it blank if there is none" />
      <RadiosField name="says" label="What does it say?" options={CHECK_SAYS.map((value) => ({ value, label: CHECK_SAYS_WORDS[value] }))} />
      <RadiosField name="signed" label="Is it signed?" options={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }, { value: 'no-slip', label: 'It is no slip: a note of a call or a visit' }]} />
      <RadiosField name="word" label="Who is speaking?" options={CHECK_WORDS.map((value) => ({ value, label: CHECK_WORD_WORDS[value] }))} />
      <DateField name="received" label="When did it reach the surgery, if the paper shows it?" hint="For example, a stamp. Leave it blank if it does not" />
    </>
  )
}

/** Two readings of one paper, side by side. */
export function BothReadings({ entered, read, differences, by, other }: {
  readonly entered: PaperEntered; readonly read: PaperRead; readonly differences: readonly CheckDifference[]; readonly by: string; readonly other: string | null
}) {
  const [first, second] = [readingRows(entered), readingRows(read)]
  return (
    <Table caption="What each of you read" head={['Question', `Entered by ${by}`, 'Read by the second person', 'Compared']} rows={CHECK_DIFFERENCES.map((each) => [
      CHECK_DIFFERENCE_WORDS[each].charAt(0).toUpperCase() + CHECK_DIFFERENCE_WORDS[each].slice(1), first[each],
      each === 'whose' && other ? `Another patient: ${other}` : second[each], differences.includes(each) ? <strong>Differs</strong> : 'No difference',
    ])} />
  )
}

/** What the paper says, where what was entered first was not right. */
export function CorrectFields() {
  return (
    <>
      <TextField name="code" label="Reply code, if it is another patient’s" hint="Leave it blank if it is from the patient whom the second person read" width={20} code autoComplete="off" spellCheck={false} />
      <RadiosField name="says" label="What does the patient say?" options={REPLY_SAYS.map((value) => ({ value, label: SAYS_WORDS[value] }))} />
      <RadiosField name="came" label="How did it come?" options={REPLY_CAME.map((value) => ({ value, label: CAME_WORDS[value] }))} />
      <RadiosField name="word" label="Who is speaking?" options={REPLY_WORDS_OF.map((value) => ({ value, label: WORD_OF_WORDS[value] }))} />
      <DateField name="received" label="When did it reach the surgery?" hint="For example, 27 3 2026" />
      <AuthorityFields />
    </>
  )
}
