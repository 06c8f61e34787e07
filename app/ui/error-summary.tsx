import { useEffect, useRef } from 'react'
import type { Problem } from '#app/kernel/result.ts'
import { fieldId } from './field-id.ts'

/** Every problem of a form, at the top, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ problems }: { readonly problems: readonly Problem[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problems.length === 0) return
    box.current?.focus()
    if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`
  }, [problems])
  if (problems.length === 0) return null
  return (
    <div className="nhsuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">There is a problem</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {problems.map((problem) => (
              <li key={`${problem.field}:${problem.message}`}>
                {problem.field ? <a href={`#${fieldId(problem.field)}`}>{problem.message}</a> : problem.message}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
