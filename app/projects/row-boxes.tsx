import type { ReactNode } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { SubmitButton } from '#app/ui/form.tsx'

/**
 * A list of rows in a form: fields, roles, costs. The buttons are submit buttons that ask the server for one row more or
 * less (`typedWithRows`), so that they work without JavaScript; with it the rows change at once and nothing is sent.
 */
export function RowBoxes({ name, title, one, blank, first, children, intro }: {
  /** The list's name in the form, such as `fields`. */
  readonly name: string
  readonly title: string
  /** What one row is called in running text, such as "field". */
  readonly one: string
  readonly blank: Readonly<Record<string, string>>
  /** The box of a new row that takes the focus. */
  readonly first: string
  readonly intro?: ReactNode
  /** The boxes of the row whose names begin with `at`, such as `fields.0`. */
  readonly children: (at: string) => ReactNode
}) {
  const { control } = useFormContext()
  const rows = useFieldArray({ control, name })
  const atOnce = (change: () => void) => (event: React.MouseEvent) => {
    event.preventDefault()
    change()
  }
  const One = `${one.charAt(0).toUpperCase()}${one.slice(1)}`
  return (
    <>
      <h2 className="nhsuk-heading-m" id={`field-${name}`} tabIndex={-1}>{title}</h2>
      {intro ? <p>{intro}</p> : null}
      {rows.fields.map((row, index) => (
        <fieldset className="nhsuk-fieldset concordat-row" key={row.id}>
          <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{One} {index + 1}</legend>
          <div className="concordat-row__boxes">{children(`${name}.${index}`)}</div>
          <span onClickCapture={atOnce(() => rows.remove(index))}>
            <SubmitButton name="row" value={`${name}.remove-${index}`} secondary noValidate>Remove<span className="nhsuk-u-visually-hidden"> {one} {index + 1}</span></SubmitButton>
          </span>
        </fieldset>
      ))}
      <p>
        <span onClickCapture={atOnce(() => rows.append({ ...blank }, { focusName: `${name}.${rows.fields.length}.${first}` }))}>
          <SubmitButton name="row" value={`${name}.add`} secondary noValidate>Add {/^[aeiou]/.test(one) ? 'an' : 'a'} {one}</SubmitButton>
        </span>
      </p>
    </>
  )
}
