import {
  AlignmentType, BorderStyle, Document, Footer, Header, HeadingLevel, ImageRun, Packer, PageNumber, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, WidthType,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { endMatter, fileTitle, watermarkOf } from './end-matter.words.ts'
import { paperBlocks, type PaperBlock, type PaperClause, type PaperFigure, type PaperPicture, type PaperTable } from './paper-blocks.rules.ts'
import type { Paper } from './read-document.server.ts'

type PaperToWrite = Pick<Paper, 'kind' | 'documentRef' | 'number' | 'title' | 'content' | 'contentHash' | 'madeAt' | 'madeByName' | 'signing' | 'standing'>

const PLUM = '4B1D52'
const GREY = '4C6272'
const RULE = 'AEB7BD'
const MIST = 'F0F4F5'
/** Twentieths of a point: the width between the margins of an A4 page. */
const TEXT_WIDTH = 9638
const CLAUSE_INDENT = 720
const BESIDE_INDENT = 1500
/** A zip cannot hold a date before 1980; ours holds none that matters. */
const ZIP_DAY = new Date(1980, 0, 1)
/** One clear point, for programs too old to draw the picture itself. */
const CLEAR_PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

/**
 * One version as a Word file, for those who comment in Word. Headings, lists and tables are real ones. The same version in
 * the same standing gives the same bytes, and a draft has that word across each page. It is a copy: what binds is the version whose digest it names.
 */
export async function makeDocumentDocx(paper: PaperToWrite): Promise<Buffer> {
  const mark = watermarkOf(paper.standing.state)
  const doc = new Document({
    creator: paper.madeByName, lastModifiedBy: paper.madeByName, title: fileTitle(paper),
    subject: `${paper.documentRef}, version ${paper.number}`, keywords: paper.contentHash, description: 'Made by Concordat',
    styles: {
      default: {
        document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } }, paragraph: { spacing: { after: 140, line: 300 } } },
        heading1: { run: { size: 46, bold: true }, paragraph: { spacing: { after: 220 } } },
        heading2: { run: { size: 30, bold: true, color: PLUM }, paragraph: { spacing: { before: 320, after: 120 }, keepNext: true } },
        heading3: { run: { size: 24, bold: true }, paragraph: { spacing: { before: 200, after: 80 }, keepNext: true } },
      },
    },
    sections: [{
      properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 } } },
      ...(mark ? { headers: { default: header(mark) } } : {}), footers: { default: footer(paper) },
      children: [...paperBlocks(paper.content), ...endMatter(paper)].flatMap(write),
    }],
  })
  return settled(await Packer.toBuffer(doc), paper.madeAt)
}

function write(block: PaperBlock): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'lead': return [new Paragraph({ children: [new TextRun({ text: block.text, color: GREY, size: 26 })] })]
    case 'heading': return [new Paragraph({ text: block.text, heading: [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1] })]
    case 'paragraph': return [new Paragraph({ text: block.text })]
    case 'pictured': return [writePictured(block.text, block.picture)]
    case 'clauses': return block.items.flatMap(writeClause)
    case 'table': return writeTable(block)
    case 'figure': return writeFigure(block)
  }
}

/** The number stands in the text, as it does in the version that binds: Word does not count anew when a clause is taken out. */
function writeClause(clause: PaperClause): Paragraph[] {
  return [
    new Paragraph({
      indent: { left: CLAUSE_INDENT, hanging: CLAUSE_INDENT }, tabStops: [{ type: 'left', position: CLAUSE_INDENT }],
      children: [new TextRun({ text: clause.number, bold: true, color: PLUM }), new TextRun({ text: `\t${clause.text}` })],
    }),
    ...clause.bullets.map((bullet) => new Paragraph({ text: bullet, bullet: { level: 0 }, indent: { left: CLAUSE_INDENT + 360, hanging: 360 } })),
  ]
}

function writeTable(table: PaperTable): (Paragraph | Table)[] {
  const total = table.widths.reduce((sum, width) => sum + width, 0)
  const widths = table.widths.map((width) => Math.round((width / total) * TEXT_WIDTH))
  const line = { style: BorderStyle.SINGLE, size: 4, color: RULE }
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const cell = (text: string, index: number, isHeader: boolean, isHead: boolean) => new TableCell({
    width: { size: widths[index] ?? 0, type: WidthType.DXA }, margins: { top: 70, bottom: 70, left: 80, right: 80 },
    shading: isHead ? { type: ShadingType.CLEAR, color: 'auto', fill: MIST } : undefined,
    children: [new Paragraph({ spacing: { after: 0, line: 270 }, children: [new TextRun({ text, bold: isHeader, size: 20 })] })],
  })
  const head = table.head.length > 0 ? [new TableRow({ tableHeader: true, cantSplit: true, children: table.head.map((text, index) => cell(text, index, true, true)) })] : []
  const rows = table.rows.map((cells) => new TableRow({ cantSplit: true, children: cells.map(({ text, isHeader }, index) => cell(text, index, isHeader, false)) }))
  return [
    ...(table.caption ? [new Paragraph({ keepNext: true, spacing: { before: 120, after: 60 }, children: [new TextRun({ text: table.caption, bold: true })] })] : []),
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA }, columnWidths: widths,
      borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none }, rows: [...head, ...rows],
    }),
    new Paragraph({ spacing: { after: 120 }, children: [] }),
  ]
}

/** One idea of an easy read paper: its picture, then its words, which stand under one another. */
function writePictured(text: string, picture: PaperPicture): Paragraph {
  return new Paragraph({
    keepLines: true, spacing: { after: 200, line: 340 }, indent: { left: BESIDE_INDENT, hanging: BESIDE_INDENT }, tabStops: [{ type: 'left', position: BESIDE_INDENT }],
    children: [pictureRun(picture, 72 / picture.height, picture.alt), new TextRun({ text: `\t${text}`, size: 28 })],
  })
}

function pictureRun(picture: PaperPicture, scale: number, name: string): ImageRun {
  return new ImageRun({
    type: 'svg', data: Buffer.from(picture.svg), fallback: { type: 'png', data: CLEAR_PNG },
    transformation: { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) },
    altText: { name, title: name, description: picture.alt },
  })
}

function writeFigure(figure: PaperFigure): Paragraph[] {
  const scale = Math.min(1, 640 / figure.width, 860 / figure.height)
  return [
    new Paragraph({ keepNext: true, children: [new TextRun({ text: figure.caption, bold: true })] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [pictureRun(figure, scale, figure.caption)],
    }),
  ]
}

/** Where the word across the page goes: the library has no watermark, so `settled` puts Word's own in its place. */
const WATERMARK_PLACE = 'Place of the watermark'

function header(mark: string): Header {
  return new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.RIGHT, spacing: { after: 0 }, children: [new TextRun({ text: mark, bold: true, size: 18, color: PLUM }), new TextRun({ text: WATERMARK_PLACE })] }),
    ],
  })
}

/** A word across the page as Word itself writes one: behind the text, and with no words in the document. */
const watermarkXml = (mark: string): string => `<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="watermark" type="#_x0000_t136" alt="" style="position:absolute;margin-left:0;margin-top:0;width:430pt;height:172pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#f1e9f3" stroked="f"><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" string="${mark}"/></v:shape></w:pict>`

function footer(paper: PaperToWrite): Footer {
  const small = { size: 18, color: GREY }
  return new Footer({
    children: [new Paragraph({
      tabStops: [{ type: 'right', position: TEXT_WIDTH }],
      children: [
        new TextRun({ ...small, text: `${paper.documentRef}, version ${paper.number}, ${formatDay(londonDay(paper.madeAt))}.${watermarkOf(paper.standing.state) ? ` ${watermarkOf(paper.standing.state)}.` : ''} A copy: what binds is the version with the digest ${paper.contentHash.slice(0, 16)}` }),
        new TextRun({ ...small, children: ['\tPage ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES] }),
      ],
    })],
  })
}

/** The same file for the same paper: the library writes the time of day, and ids that count on from the file before. */
function settled(bytes: Buffer, madeAt: Date): Buffer {
  const parts = unzipSync(new Uint8Array(bytes))
  const zipped: Zippable = {}
  for (const name of Object.keys(parts).filter((part) => !part.endsWith('/')).sort()) {
    zipped[name] = [settledPart(name, parts[name] as Uint8Array, madeAt), { mtime: ZIP_DAY, level: 6 }]
  }
  return Buffer.from(zipSync(zipped))
}

function settledPart(name: string, body: Uint8Array, madeAt: Date): Uint8Array {
  if (name === 'docProps/core.xml') return strToU8(strFromU8(body).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, madeAt.toISOString()))
  if (/^word\/header\d+\.xml$/.test(name)) return strToU8(withWatermark(strFromU8(body)))
  if (name !== 'word/document.xml') return body
  let id = 0
  return strToU8(strFromU8(body).replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${(id += 1)}"`))
}

/** Puts the watermark where the header keeps a place for it. The word stands before the place, as text of the header. */
function withWatermark(xml: string): string {
  const mark = /<w:t[^>]*>([^<]+)<\/w:t>/.exec(xml)?.[1] ?? ''
  return xml.replace(new RegExp(`<w:t[^>]*>${WATERMARK_PLACE}</w:t>`), watermarkXml(mark))
}
