/**
 * The pictures of easy read papers: drawn by us, one idea each, plain shapes in two colours that stay apart in black and
 * white. `says` is for those who do not see it.
 */
const INK = '#4b1d52'
const PALE = '#f6eef9'
const GOLD = '#f2b632'

type Shape = string

const line = (d: string, colour: string = INK): Shape => `<path d="${d}" fill="none" stroke="${colour}" stroke-width="3"/>`
const solid = (d: string, fill: string = PALE): Shape => `<path d="${d}" fill="${fill}" stroke="${INK}" stroke-width="3"/>`
const box = (x: number, y: number, width: number, height: number, round: number, fill: string = PALE): Shape =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}" stroke="${INK}" stroke-width="3"/>`
const circle = (x: number, y: number, radius: number, fill: string = PALE): Shape =>
  solid(`M${x - radius} ${y} a${radius} ${radius} 0 1 0 ${2 * radius} 0 a${radius} ${radius} 0 1 0 ${-2 * radius} 0 Z`, fill)
const dot = (x: number, y: number): Shape => `<path d="M${x - 2.5} ${y} a2.5 2.5 0 1 0 5 0 a2.5 2.5 0 1 0 -5 0 Z" fill="${INK}" stroke="none"/>`
/** Head and shoulders, with the middle of the head at a point. */
const person = (x: number, y: number, size = 1, fill: string = PALE): Shape[] => [
  solid(`M${x - 13 * size} ${y + 30 * size} v${-4 * size} a${13 * size} ${13 * size} 0 0 1 ${26 * size} 0 v${4 * size} Z`, fill), circle(x, y, 8 * size, fill),
]
const page = (fill: string = PALE): Shape => solid('M14 6 H40 L50 16 V58 H14 Z', fill)
const bubble = (fill: string = PALE): Shape => solid('M8 10 H56 V44 H30 L18 56 V44 H8 Z', fill)
const cross = line('M42 40 L56 54 M56 40 L42 54')
const tick = (x: number, y: number): Shape => line(`M${x} ${y} l5 6 l10 -13`)
const lens = (fill: string = PALE): Shape[] => [circle(27, 27, 17, fill), line('M40 40 L56 56')]

const PICTURES = {
  notice: { says: 'A page with writing', shapes: [page(), line('M22 26 H42 M22 35 H42 M22 44 H36')] },
  tells: { says: 'Someone speaks', shapes: [...person(20, 22), solid('M34 8 H58 V28 H46 L40 35 V28 H34 Z', GOLD)] },
  facts: { says: 'A card with a face and facts about a person', shapes: [box(6, 14, 52, 36, 4), circle(21, 27, 5, GOLD), solid('M13 43 a8 8 0 0 1 16 0 Z', GOLD), line('M36 25 H51 M36 33 H51 M36 41 H46')] },
  together: { says: 'Two people together', shapes: [...person(21, 20), ...person(43, 20, 1, GOLD)] },
  work: { says: 'A magnifying glass', shapes: [...lens(GOLD)] },
  people: { says: 'A group of people', shapes: [...person(14, 26, 0.8), ...person(50, 26, 0.8), ...person(32, 18, 1, GOLD)] },
  building: { says: 'A building', shapes: [box(12, 12, 40, 46, 2), box(27, 44, 10, 14, 0, GOLD), line('M20 22 H26 M38 22 H44 M20 33 H26 M38 33 H44')] },
  calendar: { says: 'A calendar', shapes: [box(8, 12, 48, 44, 4), line('M8 24 H56 M20 6 V16 M44 6 V16'), box(33, 34, 12, 12, 1, GOLD)] },
  share: { says: 'A page goes from one box to another', shapes: [box(4, 20, 18, 26, 3), box(42, 20, 18, 26, 3, GOLD), line('M24 33 H38 M33 27 L39 33 L33 39')] },
  needed: { says: 'A page with one line marked', shapes: [page(), line('M22 24 H42 M22 46 H42'), box(19, 30, 26, 10, 2, GOLD)] },
  money: { says: 'A coin, crossed out', shapes: [circle(32, 32, 24, GOLD), line('M39 24 c-2 -5 -12 -5 -12 3 v11 c0 4 -2 6 -4 6 h17 M23 34 h12'), line('M13 51 L51 13')] },
  kept: { says: 'A page with a lock', shapes: [page(), line('M22 24 H38'), box(24, 40, 22, 17, 3, GOLD), line('M28 40 v-4 a7 7 0 0 1 14 0 v4')] },
  bin: { says: 'A bin', shapes: [solid('M14 20 H50 L46 58 H18 Z'), line('M8 20 H56 M24 20 V12 H40 V20 M26 30 L28 49 M38 30 L36 49')] },
  choose: { says: 'A tick and a cross, to choose from', shapes: [box(4, 20, 26, 26, 4), box(34, 20, 26, 26, 4, GOLD), tick(10, 33), line('M41 27 L53 39 M53 27 L41 39')] },
  no: { says: 'A cross in a circle: no', shapes: [circle(32, 32, 24), line('M22 22 L42 42 M42 22 L22 42')] },
  silent: { says: 'A speech bubble with nothing in it', shapes: [bubble(), dot(22, 27), dot(32, 27), dot(42, 27)] },
  care: { says: 'A heart', shapes: [solid('M32 55 L11 33 a12.5 12.5 0 0 1 21 -15 a12.5 12.5 0 0 1 21 15 Z', GOLD)] },
  letter: { says: 'A letter', shapes: [box(6, 15, 52, 36, 3), line('M7 18 L32 36 L57 18')] },
  again: { says: 'An arrow that turns round', shapes: [line('M51 23 a22 22 0 1 0 3 12'), line('M52 10 V24 H38')] },
  before: { says: 'A clock', shapes: [circle(32, 32, 24), line('M32 17 V32 L43 39')] },
  look: { says: 'An eye', shapes: [solid('M4 32 C14 14 50 14 60 32 C50 50 14 50 4 32 Z'), circle(32, 32, 8, GOLD)] },
  mend: { says: 'A pencil', shapes: [solid('M12 52 L15 40 L43 12 L52 21 L24 49 Z', GOLD), line('M38 17 L47 26')] },
  law: { says: 'Scales', shapes: [line('M32 8 V54 M20 56 H44 M12 18 H52'), solid('M4 36 L12 18 L20 36 a8 8 0 0 1 -16 0 Z'), solid('M44 36 L52 18 L60 36 a8 8 0 0 1 -16 0 Z', GOLD)] },
  ask: { says: 'A speech bubble with a question mark', shapes: [bubble(GOLD), line('M26 22 a6 6 0 1 1 9 5 c-3 2 -3 3 -3 5'), dot(32, 38)] },
  unhappy: { says: 'A sad face', shapes: [circle(32, 32, 24), dot(24, 26), dot(40, 26), line('M22 45 a11 11 0 0 1 20 0')] },
  checked: { says: 'A shield with a tick', shapes: [solid('M32 6 L54 14 V32 C54 45 44 54 32 59 C20 54 10 45 10 32 V14 Z', GOLD), tick(24, 33)] },
  book: { says: 'A book', shapes: [solid('M32 16 C24 10 14 10 6 12 V52 C14 50 24 50 32 56 C40 50 50 50 58 52 V12 C50 10 40 10 32 16 Z'), line('M32 16 V56')] },
  notes: { says: 'A page with a cross, of a doctor’s notes', shapes: [page(), line('M22 46 H42'), solid('M28 20 h8 v6 h6 v8 h-6 v6 h-8 v-6 h-6 v-8 h6 Z', GOLD)] },
  refused: { says: 'A page with a cross', shapes: [page(), line('M22 22 H40 M22 31 H40'), box(37, 35, 24, 24, 12, GOLD), cross] },
} as const satisfies Readonly<Record<string, { readonly says: string; readonly shapes: readonly Shape[] }>>

export type EasyReadPicture = keyof typeof PICTURES

/** Each picture as markup, by its name: what a template puts before the words of a line. */
export const EASY_READ_PICTURES = Object.fromEntries(Object.entries(PICTURES).map(([name, { says, shapes }]) => [
  name, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img" aria-label="${says}" stroke-linecap="round" stroke-linejoin="round">${shapes.join('')}</svg>`,
])) as Readonly<Record<EasyReadPicture, string>>
