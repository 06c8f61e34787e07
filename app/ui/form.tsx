import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { createContext, useContext, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { FormProvider, useForm, useFormContext, type UseFormRegisterReturn } from 'react-hook-form'
import type { z } from 'zod'
import { readTyped, typedFromForm, type Typed } from '#app/kernel/form-data.ts'
import type { Problem } from '#app/kernel/result.ts'
import { ErrorSummary } from './error-summary.tsx'
import { fieldId } from './field-id.ts'

/**
 * A form that works without JavaScript as a plain post, and with it checks the same text with the same schema before
 * sending. `typed` is what the boxes hold at first: saved values, or what the person typed when it came back with `problems`.
 */
interface PortalFormProps {
  readonly schema?: z.ZodType
  readonly typed?: Typed
  readonly problems?: readonly Problem[]
  readonly action?: string
  readonly method?: 'post' | 'get'
  readonly encType?: 'multipart/form-data'
  readonly children: ReactNode
}

interface FormState {
  readonly problems: readonly Problem[]
  readonly typed: Typed
}

const FormStateContext = createContext<FormState>({ problems: [], typed: {} })

const NO_PROBLEMS: readonly Problem[] = []
const NOTHING_TYPED: Typed = {}

export function PortalForm({ schema, typed = NOTHING_TYPED, problems = NO_PROBLEMS, action, method = 'post', encType, children }: PortalFormProps) {
  const form = useForm<Record<string, unknown>>({ defaultValues: typed as Record<string, unknown> })
  const [found, setFound] = useState<readonly Problem[] | null>(null)
  const submit = useSubmit()
  const element = useRef<HTMLFormElement>(null)
  const shown = found ?? problems
  useEffect(() => setFound(null), [problems])

  function onSubmit(event: React.FormEvent<HTMLFormElement>) {
    const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
    if (schema && !submitter?.formNoValidate) {
      const reading = readTyped(typedFromForm(new FormData(event.currentTarget)), schema)
      if (!reading.ok) {
        event.preventDefault()
        setFound([...reading.problems])
        return
      }
    }
    setFound(null)
    if (encType || method === 'get') return
    event.preventDefault()
    submit(submitter ?? event.currentTarget, { method, action })
  }

  return (
    <FormProvider {...form}>
      <FormStateContext.Provider value={{ problems: shown, typed }}>
        <ErrorSummary problems={shown} />
        <Form ref={element} method={method} action={action} encType={encType} noValidate onSubmit={onSubmit} reloadDocument={Boolean(encType)}>
          {children}
        </Form>
      </FormStateContext.Provider>
    </FormProvider>
  )
}

/** What a field needs to draw itself: its id, what it holds, its problem, and its registration with the form. */
export function useField(name: string): {
  readonly id: string
  readonly value: string
  readonly values: readonly string[]
  readonly error: string | undefined
  readonly registration: UseFormRegisterReturn
} {
  const { register } = useFormContext()
  const { problems, typed } = useContext(FormStateContext)
  const held = valueAt(typed, name)
  return {
    id: fieldId(name),
    value: typeof held === 'string' ? held : '',
    values: Array.isArray(held) ? held.filter((item): item is string => typeof item === 'string') : typeof held === 'string' && held ? [held] : [],
    error: problems.find((problem) => problem.field === name)?.message,
    registration: register(name),
  }
}

/** The problem of any field at or under a name, for groups such as dates. */
export function useProblemUnder(name: string): Problem | undefined {
  const { problems } = useContext(FormStateContext)
  return problems.find((problem) => problem.field === name || problem.field.startsWith(`${name}.`))
}

function valueAt(typed: Typed, name: string): Typed[string] {
  return name.split('.').reduce<Typed[string]>(
    (node, part) => (typeof node === 'object' && node !== null ? (node as Typed)[part] : undefined),
    typed,
  )
}

/** Sends the form. Says so while it is being sent, and cannot be pressed twice meanwhile. */
export function SubmitButton({ children, name, value, secondary, warning, noValidate, preventDoubleClick = true }: {
  readonly children: ReactNode
  readonly name?: string
  readonly value?: string
  readonly secondary?: boolean
  readonly warning?: boolean
  readonly noValidate?: boolean
  readonly preventDoubleClick?: boolean
}) {
  const navigation = useNavigation()
  const isSending = navigation.state === 'submitting' && preventDoubleClick
  const kind = warning ? ' nhsuk-button--warning' : secondary ? ' nhsuk-button--secondary' : ''
  return (
    <button className={`nhsuk-button${kind}`} type="submit" name={name} value={value} formNoValidate={noValidate} aria-disabled={isSending || undefined}
      onClick={(event) => { if (isSending) event.preventDefault() }}>
      {children}
    </button>
  )
}

/** The first button of a form that has several: the Enter key in a box presses it, and so saves, and adds or removes nothing. */
export function EnterKeySaves() {
  return <button type="submit" className="nhsuk-u-visually-hidden" tabIndex={-1} aria-hidden="true">Save</button>
}

/** The buttons below a form that saves. After a conflict the first says what it saves; `removes`: what the form can remove, such as "this party". */
export function SaveButtons({ label, isConflict, removes }: { readonly label: string; readonly isConflict: boolean; readonly removes?: string }) {
  return (
    <div className="concordat-button-row">
      <SubmitButton>{isConflict ? 'Save what I typed' : label}</SubmitButton>
      {removes ? <SubmitButton name="remove" value="yes" warning noValidate>Remove {removes}</SubmitButton> : null}
    </div>
  )
}

/** What a row of a form holds that nobody types, such as which one it is. */
export function KeptField({ name }: { readonly name: string }) {
  const { value, registration } = useField(name)
  return <input {...registration} type="hidden" defaultValue={value} />
}

/** A fresh id for a form, so that the same form sent twice is one act. The server's value is kept in the page. */
export function HiddenField({ name, value }: { readonly name: string; readonly value: string | number }) {
  const id = useId()
  return <input type="hidden" id={id} name={name} value={value} />
}
