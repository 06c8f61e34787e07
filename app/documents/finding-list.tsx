import { Link } from '@remix-run/react'
import { SECTION_WORDS } from '#app/projects/facts.words.ts'
import { Tag } from '#app/ui/furniture.tsx'
import { DOCUMENT_KIND_WORDS } from './document.words.ts'
import { FINDING_WEIGHT_WORDS } from './preflight.words.ts'
import { mendHref, type BackToPaper } from './mending.rules.ts'
import type { FindingLine } from './read-preflight.server.ts'

/** Findings one under another, each with where it is mended and where the rule comes from. */
export function FindingList({ lines, projectRef, mayEdit, back = null }: {
  readonly lines: readonly FindingLine[]; readonly projectRef: string; readonly mayEdit: boolean; readonly back?: BackToPaper | null
}) {
  return (
    <ul className="nhsuk-list concordat-findings">
      {lines.map((line, index) => (
        <li key={index} className="concordat-findings__one">
          <p className="concordat-findings__head">
            <Tag colour={line.weight === 'must' ? 'red' : 'yellow'}>{FINDING_WEIGHT_WORDS[line.weight]}</Tag>{' '}
            {mayEdit ? <Link to={mendHref(projectRef, line, back)}>{SECTION_WORDS[line.section]}{line.about ? `: ${line.about}` : ''}</Link> : <strong>{SECTION_WORDS[line.section]}{line.about ? `: ${line.about}` : ''}</strong>}
          </p>
          <p>{line.sentence}</p>
          <p className="nhsuk-hint">{line.source}{line.papers.length > 0 ? `. In: ${line.papers.map((kind) => DOCUMENT_KIND_WORDS[kind].toLowerCase()).join(', ')}` : ''}</p>
        </li>
      ))}
    </ul>
  )
}
