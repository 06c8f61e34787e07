import { Link, useLocation } from '@remix-run/react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { formatDay } from '#app/kernel/uk-date.ts'

/** Small pieces of page in NHS.UK markup. */

export type TagColour = 'white' | 'grey' | 'green' | 'aqua-green' | 'blue' | 'purple' | 'pink' | 'red' | 'orange' | 'yellow'

export function Tag({ colour, children }: { readonly colour?: TagColour; readonly children: ReactNode }) {
  return <strong className={`nhsuk-tag${colour ? ` nhsuk-tag--${colour}` : ''}`}>{children}</strong>
}

/** A day in a table, on one line. */
export function Day({ day }: { readonly day: string }) {
  return <span className="concordat-day">{formatDay(day)}</span>
}

export interface SummaryRow {
  readonly key: ReactNode
  readonly value: ReactNode
  readonly change?: { readonly href: string; readonly what: string; readonly label?: string }
}

export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  return (
    <dl className="nhsuk-summary-list">
      {rows.map((row, index) => (
        <div className={`nhsuk-summary-list__row${row.change ? '' : ' nhsuk-summary-list__row--no-actions'}`} key={index}>
          <dt className="nhsuk-summary-list__key">{row.key}</dt>
          <dd className="nhsuk-summary-list__value">{row.value}</dd>
          {row.change ? (
            <dd className="nhsuk-summary-list__actions">
              <Link to={row.change.href}>{row.change.label ?? 'Change'}<span className="nhsuk-u-visually-hidden"> {row.change.what}</span></Link>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}

/**
 * A table. On a phone its rows stand one under the other, each cell with its heading, so that nothing is beyond the edge; on
 * a wider screen what does not fit scrolls in its own box. The roles say what a browser forgets of a table that is laid out
 * otherwise. `figures` lists the columns to set to the right; `isRoomy` gives the first two columns of a list some room.
 */
export function Table({ caption, head, rows, figures = [], hideCaption, isRoomy }: {
  readonly caption: string
  readonly head: readonly ReactNode[]
  readonly rows: readonly (readonly ReactNode[])[]
  readonly figures?: readonly number[]
  readonly hideCaption?: boolean
  readonly isRoomy?: boolean
}) {
  const { box, scrolls } = useScrolls()
  return (
    <div className="nhsuk-table-container concordat-table" ref={box} {...(scrolls ? { role: 'region', 'aria-label': caption, tabIndex: 0 } : {})}>
      <table className={`nhsuk-table nhsuk-table--responsive concordat-stacked${isRoomy ? ' concordat-stacked--roomy' : ''}`} role="table">
        <caption className={hideCaption ? 'nhsuk-table__caption nhsuk-u-visually-hidden' : 'nhsuk-table__caption nhsuk-table__caption--m'}>{caption}</caption>
        <thead className="nhsuk-table__head" role="rowgroup">
          <tr className="nhsuk-table__row" role="row">
            {head.map((title, index) => (
              <th className={`nhsuk-table__header${figures.includes(index) ? ' nhsuk-table__header--numeric' : ''}`} role="columnheader" scope="col" key={index}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody className="nhsuk-table__body" role="rowgroup">
          {rows.map((row, rowIndex) => (
            <tr className="nhsuk-table__row" role="row" key={rowIndex}>
              {row.map((value, index) => {
                const isEmpty = value === '' || value === null || value === undefined
                return (
                  <td className={`nhsuk-table__cell${figures.includes(index) ? ' nhsuk-table__cell--numeric' : ''}${isEmpty ? ' concordat-stacked__empty' : ''}`} role="cell" key={index}>
                    {head[index] ? <span className="nhsuk-table__heading" aria-hidden="true">{head[index]}</span> : null}
                    <div>{value}</div>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Whether the box is narrower than what is in it: then, and only then, it has to be reached by the keyboard. Taken as yes where there is no JavaScript. */
function useScrolls() {
  const box = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(true)
  useEffect(() => {
    const { current } = box
    if (!current) return undefined
    const watch = new ResizeObserver(() => setScrolls(current.scrollWidth > current.clientWidth))
    watch.observe(current)
    return () => watch.disconnect()
  }, [])
  return { box, scrolls }
}

export interface Task {
  readonly title: string
  readonly href?: string
  readonly hint?: ReactNode
  readonly status: ReactNode
}

export function TaskList({ tasks, idPrefix = 'task' }: { readonly tasks: readonly Task[]; readonly idPrefix?: string }) {
  return (
    <ul className="nhsuk-task-list">
      {tasks.map((task, index) => {
        const id = `${idPrefix}-${index + 1}`
        const describedBy = `${task.hint ? `${id}-hint ` : ''}${id}-status`
        return (
          <li className={`nhsuk-task-list__item${task.href ? ' nhsuk-task-list__item--with-link' : ''}`} key={task.title}>
            <div className="nhsuk-task-list__name-and-hint">
              {task.href
                ? <Link className="nhsuk-link nhsuk-task-list__link" to={task.href} aria-describedby={describedBy}>{task.title}</Link>
                : <div>{task.title}</div>}
              {task.hint ? <div className="nhsuk-task-list__hint" id={`${id}-hint`}>{task.hint}</div> : null}
            </div>
            <div className="nhsuk-task-list__status" id={`${id}-status`}>{task.status}</div>
          </li>
        )
      })}
    </ul>
  )
}

export function InsetText({ children }: { readonly children: ReactNode }) {
  return (
    <div className="nhsuk-inset-text">
      <span className="nhsuk-u-visually-hidden">Information: </span>
      {children}
    </div>
  )
}

export function WarningCallout({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="nhsuk-warning-callout">
      <h2 className="nhsuk-warning-callout__label"><span className="nhsuk-u-visually-hidden">Important: </span>{title}</h2>
      {children}
    </div>
  )
}

/** A list that people read row by row, as a table with room for what each row is about. */
export function StackedTable({ caption, head, rows }: { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly ReactNode[])[] }) {
  return <Table caption={caption} head={head} rows={rows} hideCaption isRoomy />
}

/** What has just been done, at the end of a task. */
export function Panel({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="nhsuk-panel">
      <h1 className="nhsuk-panel__title">{title}</h1>
      {children ? <div className="nhsuk-panel__body">{children}</div> : null}
    </div>
  )
}

/** What has just been done, on the page one comes back to. It takes the focus when it is new, and stays until one leaves. */
export function SuccessBanner({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const { key } = useLocation()
  useEffect(() => { box.current?.focus() }, [key])
  return (
    <div className="nhsuk-notification-banner nhsuk-notification-banner--success" role="alert" aria-labelledby="done-title" ref={box} tabIndex={-1}>
      <div className="nhsuk-notification-banner__header">
        <h2 className="nhsuk-notification-banner__title" id="done-title">Done</h2>
      </div>
      <div className="nhsuk-notification-banner__content"><p className="nhsuk-notification-banner__heading">{children}</p></div>
    </div>
  )
}

export function Details({ summary, children, open }: { readonly summary: string; readonly children: ReactNode; readonly open?: boolean }) {
  return (
    <details className="nhsuk-details" open={open}>
      <summary className="nhsuk-details__summary"><span className="nhsuk-details__summary-text">{summary}</span></summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  )
}

export function ButtonLink({ to, children, secondary, reload }: { readonly to: string; readonly children: ReactNode; readonly secondary?: boolean; readonly reload?: boolean }) {
  return <Link className={`nhsuk-button${secondary ? ' nhsuk-button--secondary' : ''}`} role="button" draggable="false" to={to} reloadDocument={reload}>{children}</Link>
}

/** How far something is, as a bar and in words. */
export function Progress({ done, total, words }: { readonly done: number; readonly total: number; readonly words: string }) {
  const share = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0
  return (
    <div>
      <p id="progress-words" aria-live="polite">{words}</p>
      <progress className="concordat-progress-native" max={100} value={share} aria-labelledby="progress-words">{share}%</progress>
    </div>
  )
}

/** For a page that brings itself up to date while something goes on: the same by hand, where there is no JavaScript. */
export function LookAgain() {
  return <p><Link to="." reloadDocument>Look again</Link></p>
}
