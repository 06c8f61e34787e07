import {
  AlignmentType, BorderStyle, Document, Footer, HeadingLevel, ImageRun, Packer, PageNumber, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, WidthType,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { formatDay, formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import { DOCUMENT_KIND_WORDS, signerWords } from './document.words.ts'
import { paperBlocks, type PaperBlock, type PaperClause, type PaperFigure, type PaperTable } from './paper-blocks.rules.ts'
import type { Paper } from './read-document.server.ts'

type PaperToWrite = Pick<Paper, 'kind' | 'documentRef' | 'number' | 'title' | 'content' | 'contentHash' | 'madeAt' | 'madeByName' | 'signing'>

const PLUM = '4B1D52'
const GREY = '4C6272'
const RULE = 'AEB7BD'
const MIST = 'F0F4F5'
/** Twentieths of a point: the width between the margins of an A4 page. */
const TEXT_WIDTH = 9638
const CLAUSE_INDENT = 720
/** A zip cannot hold a date before 1980; ours holds none that matters. */
const ZIP_DAY = new Date(1980, 0, 1)
/** One clear point, for programs too old to draw the picture itself. */
const CLEAR_PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

/**
 * One version as a Word file, for those who comment in Word. Headings, lists and tables are real ones. The same version with
 * the same signatures gives the same bytes. It is a copy: what binds is the version whose digest it names.
 */
export async function makeDocumentDocx(paper: PaperToWrite): Promise<Buffer> {
  const doc = new Document({
    creator: paper.madeByName, lastModifiedBy: paper.madeByName, title: `${paper.title}: ${DOCUMENT_KIND_WORDS[paper.kind].toLowerCase()}, version ${paper.number}`,
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
      footers: { default: footer(paper) },
      children: [...paperBlocks(paper.content).flatMap(write), ...signatures(paper)],
    }],
  })
  return settled(await Packer.toBuffer(doc), paper.madeAt)
}

function write(block: PaperBlock): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'lead': return [new Paragraph({ children: [new TextRun({ text: block.text, color: GREY, size: 26 })] })]
    case 'heading': return [new Paragraph({ text: block.text, heading: [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][block.level - 1] })]
    case 'paragraph': return [new Paragraph({ text: block.text })]
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

function writeFigure(figure: PaperFigure): Paragraph[] {
  const scale = Math.min(1, 640 / figure.width, 860 / figure.height)
  return [
    new Paragraph({ keepNext: true, children: [new TextRun({ text: figure.caption, bold: true })] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [new ImageRun({
        type: 'svg', data: Buffer.from(figure.svg), fallback: { type: 'png', data: CLEAR_PNG },
        transformation: { width: Math.round(figure.width * scale), height: Math.round(figure.height * scale) },
        altText: { name: figure.caption, title: figure.caption, description: figure.alt },
      })],
    }),
  ]
}

function signatures(paper: PaperToWrite): (Paragraph | Table)[] {
  const digest = new Paragraph({ text: `Digest of these words (SHA-256): ${paper.contentHash}` })
  if (paper.signing.length === 0) return [digest]
  return [...writeTable({
    kind: 'table', caption: `Signatures on version ${paper.number}`, widths: [30, 45, 25], head: ['For', 'Signed by', 'When'],
    rows: paper.signing.map(({ party, signer }) => [
      { text: party, isHeader: true }, { text: signer ? signerWords(signer) : 'Not signed yet', isHeader: false },
      { text: signer ? formatInstant(signer.signedAt) : '–', isHeader: false },
    ]),
  }), digest]
}

function footer(paper: PaperToWrite): Footer {
  const small = { size: 18, color: GREY }
  return new Footer({
    children: [new Paragraph({
      tabStops: [{ type: 'right', position: TEXT_WIDTH }],
      children: [
        new TextRun({ ...small, text: `${paper.documentRef}, version ${paper.number}, ${formatDay(londonDay(paper.madeAt))}. A copy: what binds is the version with the digest ${paper.contentHash.slice(0, 16)}` }),
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
  if (name !== 'word/document.xml') return body
  let id = 0
  return strToU8(strFromU8(body).replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${(id += 1)}"`))
}
