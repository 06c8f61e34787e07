/** The texts of the CNIL's PIA software are HTML; ours are plain, with a line for a paragraph or a point. */

/** Names of the characters from 160 to 255, in order (HTML 4, section 24.2). */
const LATIN_1 = ('nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest '
  + 'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig '
  + 'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml').split(' ')
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', hellip: '…', bull: '•', euro: '€', oelig: 'œ', OElig: 'Œ',
  ...Object.fromEntries(LATIN_1.map((name, index) => [name, String.fromCharCode(160 + index)])),
}

/** What no database keeps as text: the null character, and halves of characters. */
const NOT_TEXT = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
export const keepable = (text: string): string => text.replace(NOT_TEXT, '\ufffd')

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name] ?? whole
  const code = /^#[xX]/.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

/** A text of the software in plain words. */
export function plainText(html: string): string {
  const lines = html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<li\b[^>]*>/gi, '\n- ')
    .replace(/<(?:br\b[^>]*|\/(?:p|div|li|ul|ol|tr|h[1-6]|blockquote))\s*>/gi, '\n')
    .replace(/<\/?[a-zA-Z][^>]*>|<!--[\s\S]*?-->/g, '')
    .replace(/&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,9});/g, entity)
  return keepable(lines).split('\n').map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim()).filter((line) => line !== '' && line !== '-').join('\n')
}

/** One point of a list, on one line. */
export const plainPoint = (text: string): string => plainText(text).replace(/\s*\n\s*/g, ' ')

/** Plain words as the software keeps them. */
export function htmlText(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return escaped.split('\n').map((line) => `<p>${line}</p>`).join('')
}

/** A text in parts: the first has no heading, each other begins with a line of its own. */
export type Parts = readonly { readonly heading: string; readonly lines: readonly string[] }[]

export function partsText(parts: Parts): string {
  const isHeading = (line: string) => parts.some(({ heading }) => begins(heading, line))
  return parts.filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => [...(heading === '' ? [] : [`${heading}:`]), ...lines.map((line) => (isHeading(line) ? `- ${line}` : line))].join('\n')).join('\n')
}

const begins = (heading: string, line: string): boolean => heading !== '' && line.toLowerCase() === `${heading.toLowerCase()}:`

/** Reads what `partsText` writes, however it has been changed since. */
export function textParts(text: string, headings: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const parts: Record<string, string[]> = {}
  let heading = ''
  for (const line of text.split('\n').map((each) => each.trim()).filter(Boolean)) {
    const next = headings.find((each) => begins(each, line))
    if (next === undefined) (parts[heading] ??= []).push(line)
    else heading = next
  }
  return parts
}
