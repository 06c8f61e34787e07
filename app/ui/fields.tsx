import { createContext, useContext, type HTMLInputTypeAttribute, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { fieldId } from './field-id.ts'
import { useField, useProblemUnder } from './form.tsx'

interface FieldProps {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** The label is the page's heading, for pages that ask one thing. */
  readonly isPageHeading?: boolean
}

function describedBy(id: string, hint: ReactNode, error: string | undefined, hasWarnings = false): string | undefined {
  return [hint ? `${id}-hint` : '', hasWarnings ? `${id}-warnings` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
}

function Label({ id, children, isPageHeading }: { readonly id: string; readonly children: ReactNode; readonly isPageHeading?: boolean }) {
  if (isPageHeading) {
    return (
      <h1 className="nhsuk-label-wrapper">
        <label className="nhsuk-label nhsuk-label--l" htmlFor={id}>{children}</label>
      </h1>
    )
  }
  return <label className="nhsuk-label" htmlFor={id}>{children}</label>
}

function Hint({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return children ? <div className="nhsuk-hint" id={`${id}-hint`}>{children}</div> : null
}

/** What a form says beside each of its questions, by the name of the box; null for nothing. */
export const FieldNotesContext = createContext<(name: string) => string | null>(() => null)

/** What a form warns of beside each of its questions, by the name of the box: what is saved there may stay, and had better not. */
export const FieldWarningsContext = createContext<(name: string) => readonly string[]>(() => [])

const useHasWarnings = (name: string): boolean => useContext(FieldWarningsContext)(name).length > 0

function Note({ name }: { readonly name: string }) {
  const note = useContext(FieldNotesContext)(name)
  const warnings = useContext(FieldWarningsContext)(name)
  return (
    <>
      {note ? <div className="concordat-note">{note}</div> : null}
      {warnings.length > 0 ? (
        <div className="concordat-beside" id={`${fieldId(name)}-warnings`}>
          {warnings.map((warning) => <p key={warning}><strong>A reviewer would say:</strong> {warning}</p>)}
        </div>
      ) : null}
    </>
  )
}

function ErrorMessage({ id, message }: { readonly id: string; readonly message: string | undefined }) {
  if (!message) return null
  return (
    <span className="nhsuk-error-message" id={`${id}-error`}>
      <span className="nhsuk-u-visually-hidden">Error:</span> {message}
    </span>
  )
}

function groupClass(error: string | undefined): string {
  return `nhsuk-form-group${error ? ' nhsuk-form-group--error' : ''}`
}

export function TextField({ name, label, hint, isPageHeading, type = 'text', width, autoComplete, inputMode, spellCheck, maxLength, code }: FieldProps & {
  readonly type?: HTMLInputTypeAttribute
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'numeric' | 'email' | 'tel' | 'url'
  readonly spellCheck?: boolean
  readonly maxLength?: number
  /** For reply codes and numbers: even letter widths. */
  readonly code?: boolean
}) {
  const { id, value, error, registration } = useField(name)
  const hasWarnings = useHasWarnings(name)
  return (
    <div className={groupClass(error)}>
      <Label id={id} isPageHeading={isPageHeading}>{label}</Label>
      <Hint id={id}>{hint}</Hint>
      <Note name={name} />
      <ErrorMessage id={id} message={error} />
      <input {...registration} id={id} type={type} defaultValue={type === 'password' ? undefined : value}
        className={`nhsuk-input${width ? ` nhsuk-input--width-${width}` : ''}${error ? ' nhsuk-input--error' : ''}${code ? ' concordat-code' : ''}`}
        aria-describedby={describedBy(id, hint, error, hasWarnings)} aria-invalid={error ? true : undefined}
        autoComplete={autoComplete} inputMode={inputMode} spellCheck={spellCheck} maxLength={maxLength} />
    </div>
  )
}

export function TextareaField({ name, label, hint, isPageHeading, rows = 5 }: FieldProps & { readonly rows?: number }) {
  const { id, value, error, registration } = useField(name)
  const hasWarnings = useHasWarnings(name)
  return (
    <div className={groupClass(error)}>
      <Label id={id} isPageHeading={isPageHeading}>{label}</Label>
      <Hint id={id}>{hint}</Hint>
      <Note name={name} />
      <ErrorMessage id={id} message={error} />
      <textarea {...registration} id={id} rows={rows} defaultValue={value} className={`nhsuk-textarea${error ? ' nhsuk-textarea--error' : ''}`}
        aria-describedby={describedBy(id, hint, error, hasWarnings)} aria-invalid={error ? true : undefined} />
    </div>
  )
}

export interface Option {
  readonly value: string
  readonly label: ReactNode
  readonly hint?: ReactNode
}

export function SelectField({ name, label, hint, isPageHeading, options, prompt }: FieldProps & { readonly options: readonly Option[]; readonly prompt?: string }) {
  const { id, value, error, registration } = useField(name)
  const hasWarnings = useHasWarnings(name)
  return (
    <div className={groupClass(error)}>
      <Label id={id} isPageHeading={isPageHeading}>{label}</Label>
      <Hint id={id}>{hint}</Hint>
      <Note name={name} />
      <ErrorMessage id={id} message={error} />
      <select {...registration} id={id} defaultValue={value} className={`nhsuk-select${error ? ' nhsuk-select--error' : ''}`}
        aria-describedby={describedBy(id, hint, error, hasWarnings)} aria-invalid={error ? true : undefined}>
        {prompt === undefined ? null : <option value="">{prompt}</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </div>
  )
}

function Legend({ children, isPageHeading }: { readonly children: ReactNode; readonly isPageHeading?: boolean }) {
  return (
    <legend className={`nhsuk-fieldset__legend nhsuk-fieldset__legend--${isPageHeading ? 'l' : 's'}`}>
      {isPageHeading ? <h1 className="nhsuk-fieldset__heading">{children}</h1> : children}
    </legend>
  )
}

export function RadiosField({ name, label, hint, isPageHeading, options, inline }: FieldProps & { readonly options: readonly Option[]; readonly inline?: boolean }) {
  const { id, value, error, registration } = useField(name)
  const hasWarnings = useHasWarnings(name)
  return (
    <div className={groupClass(error)}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(id, hint, error, hasWarnings)}>
        <Legend isPageHeading={isPageHeading}>{label}</Legend>
        <Hint id={id}>{hint}</Hint>
        <Note name={name} />
        <ErrorMessage id={id} message={error} />
        <div className={`nhsuk-radios${inline ? ' nhsuk-radios--inline' : ''}`}>
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${index + 1}`
            return (
              <div className="nhsuk-radios__item" key={option.value}>
                <input {...registration} className="nhsuk-radios__input" id={optionId} type="radio" value={option.value} defaultChecked={value === option.value}
                  aria-describedby={option.hint ? `${optionId}-item-hint` : undefined} />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={optionId}>{option.label}</label>
                {option.hint ? <div className="nhsuk-hint nhsuk-radios__hint" id={`${optionId}-item-hint`}>{option.hint}</div> : null}
              </div>
            )
          })}
        </div>
      </fieldset>
    </div>
  )
}

export function CheckboxesField({ name, label, hint, isPageHeading, options }: FieldProps & { readonly options: readonly Option[] }) {
  // Not registered with the form: where one box of several was ticked it holds a text, by which react-hook-form would tick them all.
  const { id, values, error } = useField(name)
  const hasWarnings = useHasWarnings(name)
  return (
    <div className={groupClass(error)}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(id, hint, error, hasWarnings)}>
        <Legend isPageHeading={isPageHeading}>{label}</Legend>
        <Hint id={id}>{hint}</Hint>
        <Note name={name} />
        <ErrorMessage id={id} message={error} />
        <div className="nhsuk-checkboxes">
          {options.map((option, index) => {
            const optionId = index === 0 ? id : `${id}-${index + 1}`
            return (
              <div className="nhsuk-checkboxes__item" key={option.value}>
                <input name={name} className="nhsuk-checkboxes__input" id={optionId} type="checkbox" value={option.value}
                  defaultChecked={values.includes(option.value)} aria-describedby={option.hint ? `${optionId}-item-hint` : undefined} />
                <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={optionId}>{option.label}</label>
                {option.hint ? <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${optionId}-item-hint`}>{option.hint}</div> : null}
              </div>
            )
          })}
        </div>
      </fieldset>
    </div>
  )
}

/** One box to tick, with no list around it. Its value is `yes`. */
export function CheckboxField({ name, label, hint }: FieldProps) {
  const { id, value, error, registration } = useField(name)
  return (
    <div className={groupClass(error)}>
      <ErrorMessage id={id} message={error} />
      <div className="nhsuk-checkboxes">
        <div className="nhsuk-checkboxes__item">
          <input {...registration} className="nhsuk-checkboxes__input" id={id} type="checkbox" value="yes" defaultChecked={value === 'yes'}
            aria-describedby={describedBy(id, hint, error)} aria-invalid={error ? true : undefined} />
          <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>{label}</label>
          {hint ? <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${id}-hint`}>{hint}</div> : null}
        </div>
      </div>
    </div>
  )
}

/** Day, month and year boxes, named `name.day`, `name.month` and `name.year`. */
export function DateField({ name, label, hint, isPageHeading, autoComplete }: FieldProps & { readonly autoComplete?: 'bday' }) {
  const id = fieldId(name)
  const hasWarnings = useHasWarnings(name)
  const error = useProblemUnder(name)?.message
  const parts = [
    { part: 'day', label: 'Day', width: 2 },
    { part: 'month', label: 'Month', width: 2 },
    { part: 'year', label: 'Year', width: 4 },
  ] as const
  return (
    <div className={groupClass(error)}>
      <fieldset className="nhsuk-fieldset" role="group" aria-describedby={describedBy(id, hint, error, hasWarnings)}>
        <Legend isPageHeading={isPageHeading}>{label}</Legend>
        <Hint id={id}>{hint}</Hint>
        <Note name={name} />
        <ErrorMessage id={id} message={error} />
        <div className="nhsuk-date-input">
          {parts.map(({ part, label: partLabel, width }, index) => (
            <DatePart key={part} name={`${name}.${part}`} id={index === 0 ? id : `${id}-${part}`} label={partLabel} width={width} hasError={Boolean(error)}
              autoComplete={autoComplete ? `${autoComplete}-${part}` : undefined} />
          ))}
        </div>
      </fieldset>
    </div>
  )
}

function DatePart({ name, id, label, width, hasError, autoComplete }: {
  readonly name: string; readonly id: string; readonly label: string; readonly width: 2 | 4; readonly hasError: boolean; readonly autoComplete?: string
}) {
  const { register } = useFormContext()
  const { value } = useField(name)
  return (
    <div className="nhsuk-date-input__item">
      <div className="nhsuk-form-group">
        <label className="nhsuk-label nhsuk-date-input__label" htmlFor={id}>{label}</label>
        <input {...register(name)} id={id} type="text" inputMode="numeric" defaultValue={value} autoComplete={autoComplete} maxLength={width}
          className={`nhsuk-input nhsuk-date-input__input nhsuk-input--width-${width}${hasError ? ' nhsuk-input--error' : ''}`} />
      </div>
    </div>
  )
}

export function FileField({ name, label, hint, isPageHeading, accept }: FieldProps & { readonly accept?: string }) {
  const { id, error } = useField(name)
  return (
    <div className={groupClass(error)}>
      <Label id={id} isPageHeading={isPageHeading}>{label}</Label>
      <Hint id={id}>{hint}</Hint>
      <ErrorMessage id={id} message={error} />
      <input className="nhsuk-file-upload" id={id} name={name} type="file" accept={accept} aria-describedby={describedBy(id, hint, error)} aria-invalid={error ? true : undefined} />
    </div>
  )
}
