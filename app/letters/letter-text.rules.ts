/**
 * The text of a letter as its template gives it: marked lines become blocks. The same blocks are laid out on paper and
 * shown on the page, so nobody sees other words than those that are printed.
 *
 * `# ` title, `## ` heading, `- ` item of a list, `> ` what must not be missed, `**bold**` within a line; an empty line ends
 * a paragraph. After a line `=== slip` come the lines of the tear-off slip, each with its name before the first colon.
 */
export interface TextRun {
  readonly text: string
  readonly isBold: boolean
}

export const LETTER_BLOCK_KINDS = ['title', 'heading', 'paragraph', 'item', 'notice'] as const
export type LetterBlockKind = (typeof LETTER_BLOCK_KINDS)[number]

export interface LetterBlock {
  readonly kind: LetterBlockKind
  readonly runs: readonly TextRun[]
}

export const SLIP_PARTS = ['cut', 'title', 'for', 'tick', 'birth', 'field', 'return', 'code'] as const
type SlipPart = (typeof SLIP_PARTS)[number]

export interface SlipText {
  readonly cut: string
  readonly title: string
  readonly for: string
  readonly tick: string
  readonly birth: string
  /** Lines to fill in, in order. */
  readonly fields: readonly string[]
  readonly return: string
  readonly code: string
}

export interface LetterText {
  readonly blocks: readonly LetterBlock[]
  readonly slip: SlipText
}

const MARKS: readonly (readonly [string, LetterBlockKind])[] = [['## ', 'heading'], ['# ', 'title'], ['- ', 'item'], ['> ', 'notice']]

/** Throws where the text is not in this form: a fault of the template, not of the facts in it. */
export function readLetterText(text: string): LetterText {
  const [body, slip, ...more] = text.replace(/\r\n?/g, '\n').split(/^=== slip$/m)
  if (body === undefined || slip === undefined || more.length > 0) throw new Error('A letter needs one slip')
  return { blocks: readBlocks(body), slip: readSlip(slip) }
}

function readBlocks(text: string): LetterBlock[] {
  const blocks: LetterBlock[] = []
  let open: string[] = []
  const close = () => {
    if (open.length > 0) blocks.push({ kind: 'paragraph', runs: readRuns(open.join(' ')) })
    open = []
  }
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    const mark = MARKS.find(([sign]) => line.startsWith(sign))
    if (line === '' || mark) close()
    if (mark) blocks.push({ kind: mark[1], runs: readRuns(line.slice(mark[0].length)) })
    else if (line !== '') open.push(line)
  }
  close()
  return blocks
}

export function readRuns(line: string): TextRun[] {
  return line.split('**').map((text, index) => ({ text, isBold: index % 2 === 1 })).filter((run) => run.text !== '')
}

function readSlip(text: string): SlipText {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const at = line.indexOf(':')
    const part = line.slice(0, at) as SlipPart
    if (at < 0 || !SLIP_PARTS.includes(part)) throw new Error('A slip has a line that is none of its parts')
    return { part, words: line.slice(at + 1).trim() }
  })
  const only = (part: SlipPart): string => {
    const found = lines.filter((line) => line.part === part)
    if (found.length !== 1) throw new Error(`A slip needs one line "${part}"`)
    return (found[0] as { words: string }).words
  }
  return {
    cut: only('cut'), title: only('title'), for: only('for'), tick: only('tick'), birth: only('birth'), return: only('return'), code: only('code'),
    fields: lines.filter((line) => line.part === 'field').map((line) => line.words),
  }
}

/** A fact as one line, with nothing in it that the form above would take for a mark. */
export function plainLine(fact: string): string {
  return fact.replace(/\s+/g, ' ').replaceAll('**', '').trim().replace(/^(?:[#>-]+\s+)+/, '')
}
