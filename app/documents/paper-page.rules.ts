/**
 * A stored paper made ready for a web page that has a heading of its own: headings one level down, and tables and
 * pictures in boxes that scroll sideways on a phone. The paper is our own markup with everything people typed escaped, so no tag in it is theirs.
 */
export function paperForPage(content: string): string {
  return content
    .replace(/<(\/?)h([1-4])>/g, (_tag, slash: string, level: string) => `<${slash}h${Number(level) + 1}>`)
    .replace(/<table([^>]*)>\s*<caption>([^<]*)<\/caption>/g, (_tag, attributes: string, caption: string) =>
      `<div class="nhsuk-table-container" role="region" aria-label="${caption.replaceAll('"', '&quot;')}" tabindex="0"><table${attributes}><caption>${caption}</caption>`)
    .replaceAll('</table>', '</table></div>')
    .replaceAll('<div class="concordat-flow-map">', '<div class="concordat-flow-map" role="region" aria-label="Picture of where the data goes" tabindex="0">')
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
.hash { font-family: ui-monospace, monospace; font-size: 0.875rem; overflow-wrap: anywhere; }
@media print { body { background: #fff; } main { margin: 0; max-width: none; padding: 0; } }`

export interface StandaloneSignature {
  readonly party: string
  readonly words: string
}

/** A whole page that needs nothing beside it, for keeping and for sending. Everything given is escaped here except the paper itself. */
export function standalonePaper(given: {
  readonly title: string; readonly reference: string; readonly version: number; readonly contentHash: string; readonly content: string
  readonly signatures: readonly StandaloneSignature[]
}): string {
  const rows = given.signatures.map((signature) => `<tr><th scope="row">${escapeHtml(signature.party)}</th><td>${escapeHtml(signature.words)}</td></tr>`).join('\n')
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${given.title}, ${given.reference} version ${given.version}`)}</title>
<style>${STANDALONE_STYLE}</style>
</head>
<body>
<div class="brand"><svg width="36" height="36" viewBox="0 0 48 48" aria-hidden="true"><circle cx="18.5" cy="24" r="11" fill="none" stroke="#fff" stroke-width="4"/><circle cx="29.5" cy="24" r="11" fill="none" stroke="#f2b632" stroke-width="4"/><path d="M24 14.5a11 11 0 0 1 0 19" fill="none" stroke="#fff" stroke-width="4"/></svg>Concordat</div>
<main>
${given.content.trim()}
<table>
<caption>Signatures</caption>
<thead><tr><th scope="col">Party</th><th scope="col">Signature</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
<p>Digest of these words (SHA-256): <span class="hash">${escapeHtml(given.contentHash)}</span></p>
</main>
</body>
</html>
`
}

/** A text as markup that says just that. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
