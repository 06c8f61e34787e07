import type { PaperBlock, PaperCell, PaperTable } from './paper-blocks.rules.ts'

/** The id that a part of a paper has on a page, by its name (`data-clause`). */
export const clauseAnchor = (name: string): string => `part-${name}`

/**
 * A stored paper made ready for a web page that has a heading of its own: headings one level down, each part with an id
 * that an address can end in, tables whose rows can stand under each other on a phone, and boxes that scroll sideways round
 * what does not fit all the same. The paper is our own markup with everything people typed escaped, so no tag in it is theirs.
 */
export function paperForPage(content: string): string {
  const named = new Set<string>()
  return content
    .replace(/<section data-clause="([\w-]+)"(?![^>]* id=)/g, (tag, name: string) => (named.has(name) ? tag : (named.add(name), `${tag} id="${clauseAnchor(name)}"`)))
    .replace(/<(\/?)h([1-4])((?: [^>]*)?)>/g, (_tag, slash: string, level: string, attributes: string) => `<${slash}h${Number(level) + 1}${attributes}>`)
    .replace(/<table([^>]*)>((?:(?!<\/table>)[\s\S])*<thead>[\s\S]*?)<\/table>/g, (_tag, attributes: string, inside: string) => `<table${attributes} role="table">${stackable(inside)}</table>`)
    .replace(/<table([^>]*)>\s*<caption>([^<]*)<\/caption>/g, (_tag, attributes: string, caption: string) =>
      `<div class="nhsuk-table-container" role="region" aria-label="${caption.replaceAll('"', '&quot;')}" tabindex="0"><table${attributes}><caption>${caption}</caption>`)
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<div class="concordat-flow-map">', '<div class="concordat-flow-map" role="region" aria-label="Picture of where the data goes" tabindex="0">')
}

/** The inside of a table with the heading of its column on each cell, and the roles that a browser forgets of a table laid out otherwise. */
function stackable(inside: string): string {
  const [head = ''] = /<thead>[\s\S]*?<\/thead>/.exec(inside) ?? []
  const headings = [...head.matchAll(/<th[^>]*>([\s\S]*?)<\/th>/g)].map(([, text = '']) => text.replace(/<[^>]*>/g, '').trim().replaceAll('"', '&quot;'))
  const rowOf = (row: string) => {
    let place = -1
    return row.replace(/<(td|th)((?: [^>]*)?)>/g, (_tag, name: string, attributes: string) => {
      place += 1
      const heading = /colspan/.test(attributes) ? '' : headings[place] ?? ''
      return `<${name}${attributes} role="${name === 'th' ? 'rowheader' : 'cell'}"${heading ? ` data-heading="${heading}"` : ''}>`
    })
  }
  const [before = '', after = ''] = inside.split('</thead>')
  return `${before.replace('<thead>', '<thead role="rowgroup">').replace('<tr>', '<tr role="row">').replaceAll('<th scope="col"', '<th role="columnheader" scope="col"')}</thead>${
    after.replace(/<tbody>/g, '<tbody role="rowgroup">').replace(/<tr((?: [^>]*)?)>([\s\S]*?)<\/tr>/g, (_tag, attributes: string, row: string) => `<tr${attributes} role="row">${rowOf(row)}</tr>`)}`
}

const STANDALONE_STYLE = `
:root { color-scheme: light; }
body { background: #f0f4f5; color: #212b32; font-family: "Atkinson Hyperlegible Next", Arial, sans-serif; font-size: 1.0625rem; line-height: 1.5; margin: 0; }
.brand { align-items: center; background: #4b1d52; border-bottom: 6px solid #f2b632; color: #fff; display: flex; font-size: 1.375rem; font-weight: 600; gap: 12px; padding: 12px 24px; }
main { background: #fff; margin: 24px auto; max-width: 56rem; padding: 24px; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 24px; } h2 { color: #4b1d52; font-size: 1.5rem; margin: 40px 0 12px; } h3 { font-size: 1.1875rem; margin: 28px 0 8px; }
.paper-kind { color: #4c6272; margin: 0 0 4px; }
.clauses { list-style: none; margin: 0; padding: 0; } .clauses > li { margin: 0 0 12px; padding-left: 3.5rem; position: relative; }
.clause { color: #4b1d52; font-weight: 600; left: 0; position: absolute; }
table { border-collapse: collapse; margin: 16px 0 24px; width: 100%; } caption { font-weight: 600; padding: 0 0 6px; text-align: left; }
th, td { border-bottom: 1px solid #aeb7bd; padding: 8px 12px 8px 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
section > p { overflow-wrap: anywhere; }
.pictured { align-items: center; display: flex; font-size: 1.25rem; gap: 20px; margin: 0 0 20px; overflow-wrap: anywhere; } .pictured svg { flex: none; height: 72px; width: 72px; }
@media print { body { background: #fff; } main { margin: 0; max-width: none; padding: 0; } }`

/** A whole page that needs nothing beside it, for keeping and for sending. Everything given is escaped here except the paper itself. */
export function standalonePaper(given: {
  readonly title: string; readonly content: string
  /** What follows the words and is no part of them. */
  readonly after: readonly PaperBlock[]
  /** A word across the page; none for a version that is no draft. */
  readonly watermark: string | null
}): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(given.title)}</title>
<style>${STANDALONE_STYLE}${given.watermark ? watermarkStyle('main', given.watermark) : ''}</style>
</head>
<body>
<div class="brand"><svg width="36" height="36" viewBox="0 0 48 48" aria-hidden="true"><circle cx="18.5" cy="24" r="11" fill="none" stroke="#fff" stroke-width="4"/><circle cx="29.5" cy="24" r="11" fill="none" stroke="#f2b632" stroke-width="4"/><path d="M24 14.5a11 11 0 0 1 0 19" fill="none" stroke="#fff" stroke-width="4"/></svg>Concordat</div>
<main>
${given.watermark ? `<p class="state">${escapeHtml(given.watermark)}</p>\n` : ''}${given.content.trim()}
<section>
${given.after.map(blockAsHtml).join('\n')}
</section>
</main>
</body>
</html>
`
}

/** The word as a picture behind the paper, over and over: seen, and neither read aloud nor found among the words. */
function watermarkStyle(selector: string, word: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="520"><text x="310" y="300" text-anchor="middle" transform="rotate(-32 310 260)" font-family="Arial,sans-serif" font-size="170" font-weight="700" fill="#f1e9f3">${escapeHtml(word)}</text></svg>`
  return `\n${selector} { background-image: url("data:image/svg+xml,${encodeURIComponent(svg)}"); background-position: top center; background-repeat: repeat-y; print-color-adjust: exact; -webkit-print-color-adjust: exact; }\n.state { border: 2px solid #4b1d52; color: #4b1d52; display: inline-block; font-weight: 700; margin: 0 0 16px; padding: 2px 12px; }`
}

/** The blocks that follow a paper; none of them is a list of clauses or a picture. */
function blockAsHtml(block: PaperBlock): string {
  if (block.kind === 'heading') return `<h${block.level}>${escapeHtml(block.text)}</h${block.level}>`
  if (block.kind === 'table') return tableAsHtml(block)
  return block.kind === 'paragraph' || block.kind === 'lead' ? `<p>${escapeHtml(block.text)}</p>` : ''
}

function tableAsHtml(table: PaperTable): string {
  const cell = ({ text, isHeader }: PaperCell) => (isHeader ? `<th scope="row">${escapeHtml(text)}</th>` : `<td>${escapeHtml(text)}</td>`)
  return `<table>
<caption>${escapeHtml(table.caption)}</caption>
<thead><tr>${table.head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('')}</tr></thead>
<tbody>
${table.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}
</tbody>
</table>`
}

/** A text as markup that says just that. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
