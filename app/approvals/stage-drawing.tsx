import type { ReactNode } from 'react'
import { levelWords } from './saved-route.words.ts'

/** One stage in a drawing: what is done in it, what there is to say of it, and how it stands. */
export interface StageInDrawing {
  readonly id: string
  readonly level: number
  readonly title: string
  readonly lines: readonly ReactNode[]
  readonly tag?: ReactNode
  readonly isStuck?: boolean
}

/** Stages in their order: those that go on at the same time side by side where there is room, and one under the other on a phone. */
export function StageDrawing({ stages, label }: { readonly stages: readonly StageInDrawing[]; readonly label: string }) {
  const levels = [...new Set(stages.map(({ level }) => level))].sort((a, b) => a - b)
  return (
    <ol className="concordat-levels" aria-label={label}>
      {levels.map((level, index) => {
        const together = stages.filter((stage) => stage.level === level)
        return (
          <li className="concordat-levels__level" key={level}>
            <span className="concordat-levels__when">{levelWords(index, together.length)}</span>
            <ul className="concordat-levels__stages">
              {together.map((stage) => (
                <li className={`concordat-levels__stage${stage.isStuck ? ' concordat-levels__stage--stuck' : ''}`} key={stage.id}>
                  <strong>{stage.title}</strong>{stage.tag ? <> {stage.tag}</> : null}
                  {stage.lines.map((line, at) => <span className="concordat-levels__line" key={at}>{line}</span>)}
                </li>
              ))}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}
