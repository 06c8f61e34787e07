import { useFieldArray, useFormContext } from 'react-hook-form'
import { SelectField, TextField } from '#app/ui/fields.tsx'
import { SubmitButton } from '#app/ui/form.tsx'
import { FIELD_KINDS } from './facts.rules.ts'
import { BLANK_FIELD } from './facts.schema.ts'
import { FIELD_KIND_WORDS } from './facts.words.ts'

const KINDS = FIELD_KINDS.map((kind) => ({ value: kind, label: FIELD_KIND_WORDS[kind] }))

/**
 * The fields of a dataset, a row each. The buttons are submit buttons that ask the server for one row more or less, so that
 * they work without JavaScript; with it the rows change at once and nothing is sent.
 */
export function DatasetRows() {
  const { control } = useFormContext()
  const rows = useFieldArray({ control, name: 'fields' })
  const atOnce = (change: () => void) => (event: React.MouseEvent) => {
    event.preventDefault()
    change()
  }
  return (
    <>
      <h2 className="nhsuk-heading-m" id="field-fields" tabIndex={-1}>Fields</h2>
      <p>List every field that the file may hold, by the heading it has there. Nothing else may be shared.</p>
      {rows.fields.map((row, index) => (
        <fieldset className="nhsuk-fieldset concordat-row" key={row.id}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Field {index + 1}</legend>
          <div className="concordat-row__boxes">
            <TextField name={`fields.${index}.name`} label="Heading" code spellCheck={false} />
            <TextField name={`fields.${index}.meaning`} label="What it is" />
            <SelectField name={`fields.${index}.kind`} label="What it says about a person" options={KINDS} prompt="Select" />
            <TextField name={`fields.${index}.why`} label="Why it is needed" />
          </div>
          <span onClickCapture={atOnce(() => rows.remove(index))}>
            <SubmitButton name="row" value={`remove-${index}`} secondary noValidate>Remove<span className="nhsuk-u-visually-hidden"> field {index + 1}</span></SubmitButton>
          </span>
        </fieldset>
      ))}
      <p>
        <span onClickCapture={atOnce(() => rows.append({ ...BLANK_FIELD }, { focusName: `fields.${rows.fields.length}.name` }))}>
          <SubmitButton name="row" value="add" secondary noValidate>Add a field</SubmitButton>
        </span>
      </p>
    </>
  )
}
