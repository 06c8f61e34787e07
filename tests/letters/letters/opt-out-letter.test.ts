import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import jsQR from 'jsqr'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { addressBlock } from '#app/letters/address.rules.ts'
import { composeLetter, LETTER_TEMPLATE, letterText, qrText, type CampaignLetters, type LetterRecipient } from '#app/letters/compose-letter.server.ts'
import { campaignFacts, letterData } from '#app/letters/letter-facts.rules.ts'
import { drawLetters } from '#app/letters/letter-pdf.server.ts'
import { lintLetter } from '#app/letters/letter-lint.rules.ts'
import { measureText } from '#app/letters/letter-measure.server.ts'
import type { LetterPlan } from '#app/letters/letter-geometry.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'

const PUBLIC_URL = 'https://concordat.example.nhs.uk'
const practice = {
  code: 'Y90001', name: 'Hill Top Surgery', kind: 'gp-practice' as const, addressLines: ['Hill Top Surgery', '14 Copsterdell Close', 'Hill Top', 'Oldham'],
  postcode: 'OL8 9AB', telephone: '0161 496 0101', email: 'office@hill-top-surgery.example',
}
const facts = campaignFacts(
  oldhamFacts({ councilCode: 'Y9C', practiceCode: 'Y90001', startDate: '2026-05-01', reviewDate: '2027-05-01', endDate: '2028-05-01' }),
  practice, { letterDate: '2026-03-02', closingDate: '2026-03-30' }, PUBLIC_URL, null,
)
if (!facts) throw new Error('The demo facts lack what a letter says')
const campaign: CampaignLetters = { template: LETTER_TEMPLATE, facts, practice, publicUrl: PUBLIC_URL }
const CODE = 'K7XM3FGH9PQR'
const adult: LetterRecipient = {
  givenName: 'Wiesława', familyName: 'Łuczak', addressLines: ['17 Bobbinlee Road', 'Oldham'], postcode: 'OL8 9ZZ', addressee: 'self', variant: 'standard', code: CODE, reference: '3F9A 12BC 77DE',
}
const child: LetterRecipient = {
  ...adult, givenName: 'Christopher-James', familyName: 'Featherstonehaugh-Winterbottom', addressee: 'parent-or-carer',
  addressLines: ['Ground Floor', 'The Former Sunday School Rooms', 'Winderstead Road', 'Hill Top', 'Oldham'],
}
const large: LetterRecipient = { ...adult, variant: 'large-print' }

const MM = 72 / 25.4
const open = (bytes: Uint8Array) => getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false }).promise
type Pdf = Awaited<ReturnType<typeof open>>

function plan(recipient: LetterRecipient): LetterPlan {
  const composed = composeLetter(campaign, recipient)
  if (!composed.ok) throw new Error(composed.refusal.kind)
  return composed.value
}

async function pdfOf(...recipients: LetterRecipient[]): Promise<Buffer> {
  const out = new PassThrough()
  const letters = recipients.map((recipient) => ({ plan: plan(recipient), qrText: qrText(PUBLIC_URL, recipient.code) }))
  const [bytes] = await Promise.all([buffer(out), drawLetters(letters, out, { title: 'Letters', author: practice.name, madeAt: new Date('2026-03-02T09:00:00Z') })])
  return bytes
}

interface Placed { readonly text: string; readonly left: number; readonly right: number; readonly baseline: number; readonly size: number }

/** Every text on a page, in millimetres from the top left. */
async function placed(pdf: Pdf, pageNumber: number): Promise<Placed[]> {
  const { items } = await (await pdf.getPage(pageNumber)).getTextContent()
  return items.flatMap((item) => ('str' in item && item.str.trim() !== ''
    ? [{ text: item.str, left: item.transform[4] / MM, right: (item.transform[4] + item.width) / MM, baseline: (841.89 - item.transform[5]) / MM, size: item.transform[0] as number }]
    : []))
}

async function allText(pdf: Pdf): Promise<string> {
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_item, index) => placed(pdf, index + 1)))
  return pages.flat().map((item) => item.text).join(' ').replace(/\s+/g, ' ')
}

interface Tag { readonly role?: string; readonly alt?: string; readonly children?: readonly Tag[] }
const roles = (node: Tag): string[] => [...(node.role ? [node.role] : []), ...(node.children ?? []).flatMap(roles)]

describe('the template', () => {
  const example = JSON.parse(readFileSync('templates/letters/opt-out/example.json', 'utf8')) as Record<string, unknown>

  test('takes exactly what its example holds: nothing missing, nothing unused', () => {
    const used = new Set<string>()
    const watch = (value: unknown, at: string): unknown => (typeof value !== 'object' || value === null ? value : new Proxy(value, {
      get: (target, key) => {
        const held = Reflect.get(target, key) as unknown
        if (typeof key !== 'string' || !Object.hasOwn(target, key) || Array.isArray(target)) return Array.isArray(target) && typeof key === 'string' && /^\d+$/.test(key) ? watch(held, at) : held
        const path = at ? `${at}.${key}` : key
        used.add(path)
        return watch(held, path)
      },
    }))
    const rendered = [false, true].map((isChild) => renderTemplate(LETTER_TEMPLATE, watch({ ...example, isChild }, '') as object, 'none')).join()
    expect(rendered).not.toMatch(/undefined|\[object|\{\{/)
    const paths = (value: unknown, at: string): string[] => (Array.isArray(value) ? value.flatMap((item) => paths(item, at))
      : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, item]) => [`${at ? `${at}.` : ''}${key}`, ...paths(item, `${at ? `${at}.` : ''}${key}`)]) : [])
    expect([...used].sort()).toEqual([...new Set(paths(example, ''))].sort())
  })

  test('has an example in the shape that letters are really made from', () => {
    expect(Object.keys(letterData(facts, { givenName: 'A', familyName: 'B' }, 'self', 'X')).sort()).toEqual(Object.keys(example).sort())
  })

  test('is a fault when anything is left out', () => {
    // Handlebars asks nothing of what a block is given; lists and what may be empty are held by the type of the data instead.
    for (const key of Object.keys(example).filter((name) => !['isChild', 'optOutContact'].includes(name) && !Array.isArray(example[name]))) {
      const { [key]: _left, ...rest } = example
      const renders = [false, true].map((isChild) => { try { renderTemplate(LETTER_TEMPLATE, { ...rest, isChild }, 'none'); return true } catch { return false } })
      expect(renders, key).toContain(false)
    }
  })

  test('can be read by a child of eleven', () => {
    const words = (text: string) => text.match(/[A-Za-z’]+/g) ?? []
    const syllables = (word: string) => Math.max(1, (word.toLowerCase().replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').match(/[aeiouy]{1,2}/g) ?? []).length)
    // Our own words: what the facts say is for those who draft them.
    const blank = { ...example, plainSummary: 'working to help', benefits: 'People get help.', flows: [{ to: 'the council', often: 'once', facts: 'name' }], receivers: [], notShared: ['your notes'], securityMeasures: ['It is locked'], retentionFrom: 'the day it comes', retentionEnd: 'it is destroyed', title: 'help plan', noticeAddress: 'our site', questionsTo: 'us', complaintsTo: 'us' }
    const text = renderTemplate(LETTER_TEMPLATE, blank, 'none').split('=== slip')[0] as string
    const sentences = text.split(/[.!?:]\s|\n+/).filter((sentence) => words(sentence).length > 1)
    const grade = 0.39 * (words(text).length / sentences.length) + 11.8 * (words(text).reduce((sum, word) => sum + syllables(word), 0) / words(text).length) - 15.59
    expect(grade).toBeLessThan(6)
  })
})

describe('what the letter says', () => {
  const text = (recipient: LetterRecipient) => letterText(campaign, recipient).blocks.flatMap((block) => block.runs.map((run) => run.text)).join(' ')
  test('who writes, why, what is shared and what is not, with whom, how long, how to say no, by when, and that minds can change', () => {
    const said = text(adult)
    for (const part of [
      'Dear Wiesława Łuczak', 'registered at Hill Top Surgery', 'working with Oldham Council’s early help team', '30 March 2026', 'does not change the care',
      'given name, family name, date of birth, gender, address and postcode', 'your medical record', 'kept for 6 months', 'By phone', '0161 496 0101', 'In person', 'K7XM-3FGH-9PQR',
      'concordat.example.nhs.uk/your-choice', 'change your mind', 'national data opt-out', 'type 1', 'privacy notice', 'complain', 'another language', 'braille', 'Priya Nair',
    ]) expect(said).toContain(part)
  })

  test('whom to ask about saying no, where the surgery’s own schedule names someone, and nothing of it elsewhere', () => {
    const said = (optOutContact: string) => letterText({ ...campaign, facts: { ...facts!, optOutContact } }, adult).blocks.flatMap((block) => block.runs.map((run) => run.text)).join(' ')
    expect(said('Reception, 01632 960201')).toContain('To ask us about saying no, get in touch with Reception, 01632 960201.')
    expect(said('')).not.toContain('To ask us about saying no')
  })

  test('silence is no objection, and never consent', () => {
    const said = text(adult)
    expect(said).toContain('no objection has reached us')
    expect(said).toContain('Not replying is not the same as agreeing')
    expect(said).not.toMatch(/consent|by not replying/i)
  })

  test('of a child it speaks to the parent or carer', () => {
    const said = text(child)
    expect(said).toContain('To the parent or carer of Christopher-James Featherstonehaugh-Winterbottom')
    expect(said).toContain('From the age of 13')
    expect(said).toContain('What we will not share about Christopher-James Christopher-James’s medical record, or anything Christopher-James has told a doctor or a nurse')
    expect(said).not.toMatch(/your (medical|test|telephone)/)
    expect(text(adult)).not.toMatch(/not share about/)
    expect(said).not.toContain('Dear ')
    expect(letterText(campaign, child).slip.fields).toEqual(['Your name', 'Are you the parent or the carer?', 'Your signature', 'Today’s date'])
    expect(letterText(campaign, adult).slip.fields).toEqual(['Your signature', 'Today’s date'])
  })
})

describe.each([['an adult', adult, 2], ['a child with a very long name', child, 2], ['someone who needs large print', large, 6]] as const)('the letter of %s', (_who, recipient, pages) => {
  let pdf: Pdf
  let first: Placed[]
  beforeAll(async () => {
    pdf = await open(await pdfOf(recipient))
    first = await placed(pdf, 1)
  })

  test('has no fault that Notify would find', () => {
    expect(lintLetter(plan(recipient), addressBlock(recipient, recipient.addressee === 'parent-or-carer'), measureText)).toEqual([])
  })

  test(`takes ${pages} pages of A4, a whole number of sheets`, async () => {
    expect(pdf.numPages).toBe(pages)
    expect((await pdf.getPage(1)).view).toEqual([0, 0, 595.28, 841.89])
  })

  test('has its address in the window, line by line, and nothing else left of it', () => {
    const inWindow = first.filter((item) => item.left < 120 && item.baseline > 30 && item.baseline < 95)
    expect(inWindow.map((item) => item.text).join(' ')).toBe(addressBlock(recipient, recipient.addressee === 'parent-or-carer').join(' '))
    for (const item of inWindow) {
      expect(item.left).toBeGreaterThanOrEqual(24.59)
      expect(item.right).toBeLessThanOrEqual(120)
      expect(item.baseline - (item.size * 0.75) / MM).toBeGreaterThanOrEqual(39.5)
      expect(item.baseline + (item.size * 0.22) / MM).toBeLessThanOrEqual(66.3)
    }
  })

  test('keeps within the printer’s margins on every page', async () => {
    for (let page = 1; page <= pages; page += 1) {
      for (const item of await placed(pdf, page)) {
        expect(item.left, item.text).toBeGreaterThanOrEqual(15)
        expect(item.right, item.text).toBeLessThanOrEqual(195)
        expect(item.baseline - (item.size * 0.75) / MM, item.text).toBeGreaterThanOrEqual(5)
        expect(item.baseline + (item.size * 0.22) / MM, item.text).toBeLessThanOrEqual(292)
      }
    }
  })

  test('is set in a size that can be read', () => {
    expect(plan(recipient).size).toBeGreaterThanOrEqual(recipient.variant === 'large-print' ? 18 : 11)
  })

  test('has every typeface embedded', async () => {
    const names = new Set<string>()
    for (let number = 1; number <= pages; number += 1) {
      const page = await pdf.getPage(number)
      const { fnArray, argsArray } = await page.getOperatorList()
      fnArray.forEach((operation, index) => {
        if (operation === OPS.setFont) names.add((argsArray[index] as [string])[0])
      })
      for (const name of names) if (page.commonObjs.has(name)) expect(page.commonObjs.get(name)).toMatchObject({ missingFile: false })
    }
    expect(names.size).toBeGreaterThan(1)
  })

  test('is tagged in reading order: one title, headings, lists, and the QR code with its words', async () => {
    const trees = await Promise.all(Array.from({ length: pages }, async (_item, index) => (await pdf.getPage(index + 1)).getStructTree() as Promise<Tag | null>))
    const all = trees.flatMap((tree) => (tree ? roles(tree) : []))
    for (const role of ['Document', 'Sect', 'H1', 'H2', 'P', 'L', 'LI', 'LBody', 'Figure']) expect(all).toContain(role)
    expect(all.filter((role) => role === 'H1')).toHaveLength(1)
    expect(all.filter((role) => role === 'Figure')).toHaveLength(1)
    expect((await pdf.getMarkInfo())?.Marked).toBe(true)
    expect(JSON.stringify(trees)).toContain('QR code that opens the page for your choice with the reply code K7XM-3FGH-9PQR')
  })

  test('says all its words, with those at the ends of lines kept apart', async () => {
    const said = (await allText(pdf)).replace(/\s/g, '')
    for (const block of letterText(campaign, recipient).blocks) {
      const words = block.runs.map((run) => run.text).join('').replace(/\s/g, '')
      expect(said.includes(words) || words.length > 150, words).toBe(true)
    }
  })
})

test('in large print the sender’s e-mail address is as large as the lines around it', () => {
  const sizes = plan(large).blocks.filter((block) => block.part === 'sender').slice(1).flatMap((block) => block.pieces[0]?.items ?? []).map((item) => ('size' in item ? item.size : 0))
  expect(new Set(sizes)).toEqual(new Set([14]))
})

describe('the slip', () => {
  test('stands in the lower third of the back, below a line to cut along, with the code as text', async () => {
    const back = await placed(await open(await pdfOf(adult)), 2)
    const at = (text: string) => back.find((item) => item.text.includes(text))
    expect(at('Cut or tear')?.baseline).toBeGreaterThan(198)
    expect(at('Slip to say no')?.baseline).toBeGreaterThan(at('Cut or tear')?.baseline ?? 999)
    const below = back.filter((item) => item.baseline > (at('Cut or tear')?.baseline ?? 999)).map((item) => item.text).join(' ')
    for (const part of ['This slip is for: Wiesława Łuczak', 'I do not want', 'Your date of birth', 'Your signature', 'Today’s date', '14 Copsterdell Close', 'K7XM-3FGH-9PQR']) expect(below).toContain(part)
  })

  test('in large print has a sheet of its own', async () => {
    const pages = plan(large).blocks.filter((block) => block.part === 'slip').flatMap((block) => block.pieces.map((piece) => piece.page))
    expect(new Set(pages)).toEqual(new Set([5]))
  })

  test('has a QR code that a scanner reads: the page and, after the #, the code', async () => {
    const page = await (await open(await pdfOf(adult))).getPage(2)
    const { fnArray, argsArray } = await page.getOperatorList()
    const figure = plan(adult).blocks.find((block) => block.role === 'Figure')?.pieces[0]?.items[0]
    if (figure?.kind !== 'qr') throw new Error('no QR code')
    // The dark modules are rectangles of the page: painted here on a grid of half-point dots, as a camera would see them.
    const scale = 4
    const side = Math.ceil((figure.size + 8) * MM * scale)
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
    let dark = 0
    fnArray.forEach((operation, index) => {
      if (operation !== OPS.constructPath) return
      const [, [path]] = argsArray[index] as [number, [Float32Array | null], unknown]
      if (!path) return
      for (const box of rectangles(path)) {
        const left = (box.x - (figure.x - 4) * MM) * scale
        const top = (box.y - (figure.y - 4) * MM) * scale
        if (left < 0 || top < 0 || left > side || top > side) continue
        dark += 1
        for (let y = Math.round(top); y < Math.round(top + box.height * scale); y += 1) {
          for (let x = Math.round(left); x < Math.round(left + box.width * scale); x += 1) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
        }
      }
    })
    expect(dark).toBeGreaterThan(100)
    expect(jsQR(pixels, side, side)?.data).toBe('https://concordat.example.nhs.uk/your-choice#K7XM-3FGH-9PQR')
  })
})

/** The rectangles of a path as pdf.js has it: a list of moves (0), lines (1) and closings (4), from the top left down. */
function rectangles(path: Float32Array): { x: number; y: number; width: number; height: number }[] {
  const found: { x: number; y: number; width: number; height: number }[] = []
  let points: [number, number][] = []
  for (let at = 0; at < path.length;) {
    const step = path[at]
    if (step === 4) {
      at += 1
      const xs = points.map(([x]) => x)
      const ys = points.map(([, y]) => y)
      if (points.length === 4) found.push({ x: Math.min(...xs), y: Math.min(...ys), width: Math.max(...xs) - Math.min(...xs), height: Math.max(...ys) - Math.min(...ys) })
      points = []
    } else {
      points.push([path[at + 1] as number, path[at + 2] as number])
      at += step === 2 ? 7 : 3
    }
  }
  return found
}

describe('the print file', () => {
  test('holds letter after letter, each beginning on a fresh sheet, as one tagged document', async () => {
    const pdf = await open(await pdfOf(adult, large, child))
    expect(pdf.numPages).toBe(2 + 6 + 2)
    for (const page of [1, 3, 9]) expect((await placed(pdf, page)).map((item) => item.text).join(' ')).toMatch(/Dear|To the parent or carer/)
    expect(await placed(pdf, 8)).toEqual([])
  })

  test('is the same, byte for byte, when it is made again', async () => {
    expect((await pdfOf(adult, child)).equals(await pdfOf(adult, child))).toBe(true)
  })

  test('is given up, and does not hang, when its reader goes away', async () => {
    const out = new PassThrough({ highWaterMark: 1024 })
    const many = Array.from({ length: 200 }, () => ({ plan: plan(adult), qrText: 'x' }))
    const drawing = drawLetters(many, out, { title: 'x', author: 'x', madeAt: new Date(0) })
    out.once('data', () => out.destroy())
    await expect(drawing).rejects.toThrow()
  })
})

describe('a letter that goes wrong', () => {
  test('is refused when the facts are too many words for it', () => {
    const wordy = { ...campaign, facts: { ...facts, securityMeasures: Array.from({ length: 400 }, () => 'Everything is kept under lock and key, and nobody who has no business with it ever comes near it at all') } }
    expect(composeLetter(wordy, adult)).toEqual({ ok: false, refusal: { kind: 'letter-too-long' } })
  })

  test('takes more sheets, and not smaller letters, when the facts are many', () => {
    const long = { ...campaign, facts: { ...facts, securityMeasures: Array.from({ length: 30 }, () => 'Everything is kept under lock and key, and nobody comes near it') } }
    const composed = composeLetter(long, adult)
    expect(composed.ok && composed.value).toMatchObject({ pages: 4, size: 12 })
    expect(composed.ok && lintLetter(composed.value, addressBlock(adult, false), measureText)).toEqual([])
  })

  test('is found by the lint: outside the paper, left of the address, over ten pages, a NOTIFY tag', () => {
    const good = plan(adult)
    const lintWith = (changes: Partial<LetterPlan>) => lintLetter({ ...good, ...changes }, addressBlock(adult, false), measureText)
    const text = { kind: 'text', x: 30, y: 120, lead: 5, size: 10, text: 'x', isBold: false, colour: 'ink' } as const
    const adding = (item: typeof text | { x: number } | object) => lintWith({ blocks: [...good.blocks, { role: 'P', part: 'body', pieces: [{ page: 1, items: [{ ...text, ...item }] }] }] })
    expect(lintWith({})).toEqual([])
    expect(adding({})).toEqual([])
    expect(adding({ x: 10 })).toEqual(['content-outside-printable-area'])
    expect(adding({ y: 289 })).toEqual(['content-outside-printable-area'])
    expect(adding({ y: 70 })).toEqual(['content-outside-printable-area'])
    expect(adding({ text: 'NOTIFY' })).toEqual(['notify-tag-found-in-content'])
    expect(lintWith({ pages: 12 })).toEqual(['letter-too-long'])
    expect(lintLetter(good, ['x'], measureText)).toContain('not-enough-address-lines')
  })
})
