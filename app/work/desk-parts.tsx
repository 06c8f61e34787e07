import { Link } from '@remix-run/react'
import { Day, StackedTable, Tag } from '#app/ui/furniture.tsx'
import type { DeskItem } from './desk.rules.ts'
import { deskLink, deskMore } from './desk.words.ts'
import { stopsWords, type DueLine } from './due-soon.rules.ts'
import type { WaitLine } from './read-desk.server.ts'

/** Things to do, each a link that says what and about what, with what comes of it beneath. */
export function DeskList({ items, id }: { readonly items: readonly DeskItem[]; readonly id: string }) {
  return (
    <ul className="nhsuk-task-list">
      {items.map((item, index) => {
        const more = deskMore(item)
        return (
          <li className="nhsuk-task-list__item nhsuk-task-list__item--with-link" key={`${item.kind} ${item.href} ${index}`}>
            <div className="nhsuk-task-list__name-and-hint">
              <Link className="nhsuk-link nhsuk-task-list__link" to={item.href} aria-describedby={more ? `${id}-${index}` : undefined}>{deskLink(item)}</Link>
              {more ? <div className="nhsuk-task-list__hint" id={`${id}-${index}`}>{more}</div> : null}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** What is overdue or due soon, who does it, and what does not run when it is late. */
export function DueTable({ lines, caption }: { readonly lines: readonly DueLine[]; readonly caption: string }) {
  return (
    <StackedTable caption={caption} head={['What', 'Who', 'By', 'Stops when late']} rows={lines.map((line) => [
      <><Link to={line.href}>{line.what}<span className="nhsuk-u-visually-hidden">, {line.projectTitle}</span></Link><br />{line.projectTitle}</>,
      line.isOurs ? 'Your organisation' : line.owner,
      <><Day day={line.dueOn} /><br />{line.left < 0 ? <Tag colour="red">{daysLate(line.left)}</Tag> : daysLeft(line.left)}</>,
      stopsWords(line.stops),
    ])} />
  )
}

/** Whom projects wait on: for what, since when, and by when. */
export function WaitTable({ lines, caption, hideProject }: { readonly lines: readonly WaitLine[]; readonly caption: string; readonly hideProject?: boolean }) {
  return (
    <StackedTable caption={caption} head={['What', 'Waits on', 'Since', 'By']} rows={lines.map((line) => [
      <><Link to={line.href}>{line.what}<span className="nhsuk-u-visually-hidden"> waits on {line.on}{hideProject ? '' : `, ${line.projectTitle}`}</span></Link>{hideProject ? null : <><br />{line.projectTitle}</>}</>,
      line.on,
      line.since ? <><Day day={line.since} /><br />{daysWaited(line.waited)}</> : 'Not recorded',
      line.dueOn ? <><Day day={line.dueOn} /><br />{line.left !== null && line.left < 0 ? <Tag colour="red">{daysLate(line.left)}</Tag> : daysLeft(line.left)}</> : 'No day set',
    ])} />
  )
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count.toLocaleString('en-GB')} days`)
const daysWaited = (waited: number | null): string => (waited === null ? '' : waited === 0 ? 'Today' : days(waited))
const daysLate = (left: number): string => `${days(-left)} late`
const daysLeft = (left: number | null): string => (left === null ? '' : left === 0 ? 'Today' : `${days(left)} left`)
