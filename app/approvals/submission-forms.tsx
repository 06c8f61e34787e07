import { DateField, SelectField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField } from '#app/ui/form.tsx'
import { KeptFileFields } from './kept-files.tsx'
import type { SubmissionForm } from './read-submissions.server.ts'
import { SUBMISSION_EVENT_WORDS } from './submission.words.ts'

export const SUBMIT_TITLE = 'Write down that it was submitted'

/** What is asked about a submission, or about something that happened with it. */
export function SubmissionFields({ page }: { readonly page: SubmissionForm }) {
  if (page.act === 'submit') {
    return (
      <>
        <DateField name="onDay" label="On what day was it submitted?" hint="For example, 27 3 2026" />
        <TextField name="toName" label="To whom did it go?" hint="The body, and its office or secretary if you know it" />
        <TextField name="reference" label="Their reference" hint="Leave it empty if they have given none yet" width={20} spellCheck={false} />
        {page.papers.map(({ documentRef, name, number }) => (
          <SelectField key={documentRef} name={`versions.${documentRef}`} label={`${name}: which version went?`} hint={documentRef}
            options={[...Array.from({ length: number }, (_unused, index) => ({ value: String(number - index), label: `Version ${number - index}` })), { value: 'none', label: 'It did not go' }]} />
        ))}
        <TextareaField name="note" label="What was asked, and anything else" rows={3} />
      </>
    )
  }
  const words = SUBMISSION_EVENT_WORDS[page.act]
  return (
    <>
      <HiddenField name="submissionId" value={page.submission?.id ?? ''} />
      <DateField name="onDay" label={words.day} hint="For example, 27 3 2026" />
      <TextareaField name="said" label={words.said} rows={4} />
      {page.act === 'withdrawn' ? null : <TextField name="reference" label="Their reference" hint="Only if they gave one with this" width={20} spellCheck={false} />}
      {page.act === 'meeting' ? null : <KeptFileFields label="The letter or message itself, if you have it" />}
    </>
  )
}
