import { useEffect, useState } from 'react'
import type { Problem } from '#app/kernel/result.ts'
import { TextField } from '#app/ui/fields.tsx'
import { fieldId } from '#app/ui/field-id.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { searchSchema } from './search.schema.ts'

const NONE: readonly Problem[] = []

/** The box. With JavaScript it takes the focus when someone types a slash where nothing is being written. */
export function SearchBox({ q = '', problems = NONE }: { readonly q?: string; readonly problems?: readonly Problem[] }) {
  const slash = useSlash()
  return (
    <div className="concordat-search" role="search" aria-label="Projects, papers and decisions">
      <PortalForm key={q} action="/search" method="get" schema={searchSchema} typed={{ q }} problems={problems}>
        <div className="concordat-search__row">
          <TextField name="q" label="Search projects, papers and decisions" type="search" autoComplete="off" />
          <SubmitButton preventDoubleClick={false}>Search</SubmitButton>
        </div>
      </PortalForm>
      {slash.isKnown ? (
        <p className="concordat-search__slash">
          {slash.isOn ? <>Press <kbd>/</kbd> to come to this box. </> : <>The <kbd>/</kbd> key does nothing here. </>}
          <button type="button" className="concordat-search__turn" onClick={slash.turn}>{slash.isOn ? 'Turn this off' : 'Turn it on'}</button>
        </p>
      ) : null}
    </div>
  )
}

const KEPT_AS = 'concordat-slash'

/** Keys of one letter can be turned off, for people who speak to their computer (WCAG 2.2, 2.1.4). Remembered in the browser. */
function useSlash() {
  const [isOn, setOn] = useState<boolean | null>(null)
  useEffect(() => setOn(kept() !== 'off'), [])
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if ((event.target as Element | null)?.closest('input, textarea, select, [contenteditable]')) return
      const box = document.getElementById(fieldId('q')) as HTMLInputElement | null
      if (!box) return
      event.preventDefault()
      box.focus()
      box.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isOn])
  return {
    isKnown: isOn !== null, isOn: isOn === true,
    turn: () => {
      keep(isOn ? 'off' : 'on')
      setOn(!isOn)
    },
  }
}

/** A browser may refuse to keep anything: the key is then on again on the next page. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEPT_AS)
  } catch {
    return null
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEPT_AS, value)
  } catch {
    // It is turned for this page.
  }
}
