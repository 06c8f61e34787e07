import type { ReactNode } from 'react'
import type { LetterBlock, LetterText, TextRun } from './letter-text.rules.ts'

/** A letter's words as a page shows them: the same blocks that are printed. Its headings come below the page's own. */
export function LetterAsText({ text }: { readonly text: LetterText }) {
  return (
    <div className="concordat-paper">
      {groups(text.blocks).map((group, index) => <Group key={index} group={group} />)}
      <hr />
      <h3 className="nhsuk-heading-s">{text.slip.title}</h3>
      <p><strong>{text.slip.for}</strong></p>
      <p>Box to tick: {text.slip.tick}</p>
      <ul>
        {[text.slip.birth, ...text.slip.fields].map((field) => <li key={field}>{field}</li>)}
      </ul>
      <p>{text.slip.return}</p>
      <p>{text.slip.code}: as text, and as a QR code</p>
    </div>
  )
}

function groups(blocks: readonly LetterBlock[]): (readonly LetterBlock[])[] {
  return blocks.reduce<LetterBlock[][]>((all, block) => {
    const last = all[all.length - 1]
    if (block.kind === 'item' && last?.[0]?.kind === 'item') last.push(block)
    else all.push([block])
    return all
  }, [])
}

function Group({ group }: { readonly group: readonly LetterBlock[] }) {
  const [first] = group
  if (!first) return null
  if (first.kind === 'item') return <ul>{group.map((item, index) => <li key={index}>{runs(item.runs)}</li>)}</ul>
  if (first.kind === 'title') return <h2 className="nhsuk-heading-m">{runs(first.runs)}</h2>
  if (first.kind === 'heading') return <h3 className="nhsuk-heading-s">{runs(first.runs)}</h3>
  if (first.kind === 'notice') return <div className="nhsuk-inset-text"><p>{runs(first.runs)}</p></div>
  return <p>{runs(first.runs)}</p>
}

function runs(list: readonly TextRun[]): ReactNode {
  return list.map((run, index) => (run.isBold ? <strong key={index}>{run.text}</strong> : run.text))
}
