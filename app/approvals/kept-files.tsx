import { CheckboxField, FileField } from '#app/ui/fields.tsx'
import type { ShownFile } from './keep-file.server.ts'
import { KEPT_FILE_ACCEPT, KEPT_FILE_HINT, KEPT_FILE_PERSONAL, KEPT_FILE_PERSONAL_HINT } from './kept-file.words.ts'

/** Where a file is chosen, in a form that is sent as `multipart/form-data`. */
export function KeptFileFields({ label }: { readonly label: string }) {
  return (
    <>
      <FileField name="file" label={label} hint={KEPT_FILE_HINT} accept={KEPT_FILE_ACCEPT} />
      <CheckboxField name="filePersonal" label={KEPT_FILE_PERSONAL} hint={KEPT_FILE_PERSONAL_HINT} />
    </>
  )
}

/** Files that are kept with something, each as a download where the reader may open it. */
export function KeptFileLinks({ files, what }: { readonly files: readonly ShownFile[]; readonly what: string }) {
  return (
    <ul className="nhsuk-list nhsuk-u-margin-bottom-0">
      {files.map((file) => <li key={file.id}>{file.href ? <a href={file.href} download>{what} ({file.words})</a> : `${what} (${file.words}), which only the organisation that keeps it can open`}</li>)}
    </ul>
  )
}
