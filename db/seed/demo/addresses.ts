import type { Random } from './random.ts'

/** An address of an invented street in Oldham: two to five lines, and a postcode that no letter can reach. */
export interface Address {
  readonly lines: readonly string[]
  readonly postcode: string
}

export type AddressKind = 'house' | 'flat' | 'named-house'

export interface AddressBook {
  /** The next address nobody has been given yet. */
  next(kind: AddressKind): Address
  readonly childrensHome: Address
  readonly careHome: Address
}

const TOWN = 'Oldham'
const LOCALITY = 'Hill Top'
const COUNTY = 'Greater Manchester'

/** Letters the inward part of a postcode may hold: never C, I, K, M, O or V. */
const INWARD_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'

/** Made-up stems, so that the streets stand on no map of the town. */
const STREETS = [
  'Amblethwick Street', 'Bobbinlee Road', 'Brackenshott Avenue', 'Carderscroft Street', 'Cloughmarrow Lane',
  'Copsterdell Close', 'Cribblesworth Street', 'Dobbiewell Road', 'Doublerwick Street', 'Elmsikeholt Drive',
  'Fettlerbank Street', 'Flannelgarth Road', 'Fustianhey Street', 'Gawthornley Avenue', 'Ginnelthorpe Street',
  'Greasleymoss Road', 'Heckleworth Street', 'Heddlebrow Terrace', 'Hessenshaw Road', 'Jennybeck Close',
  'Kiersettle Street', 'Lapwinnow Lane', 'Larkspindle Drive', 'Loomerside Street', 'Marlsykefold Road',
  'Muleheddon Street', 'Napperhill Avenue', 'Owlerswick Street', 'Pickerstaffe Road', 'Piecerdale Street',
  'Quillerbeck Close', 'Ravelholme Street', 'Reedhooksey Road', 'Rovinggate Street', 'Selvedgeway',
  'Skutchermoor Lane', 'Slubbingley Street', 'Spindlerigg Road', 'Strapperden Street', 'Tentercombe Avenue',
  'Throstlewray Street', 'Twillingham Road', 'Warpenshire Grove', 'Weftonhurst Street', 'Winderstead Road',
] as const

const BLOCKS = [
  'Brindlemill Court', 'Carrodene House', 'Jacquardene Court', 'Shuttlebourne House', 'Tappetwell Court',
  'Twistersgate Mill',
] as const

/** Long enough to try the address window of a letter. */
const LONG_HOUSE_NAMES = [
  "The Old Handloom Weavers' Cottage", 'Upper Cloughmarrow Head Farmhouse', 'Little Throstlewray Barn Conversion',
  'The Former Sunday School Rooms', 'Lower Flannelgarth Fold Cottages', "The Engine Tenter's House at Winderstead",
  'Far Skutchermoor Shippon Cottage', 'The Coach House behind Heddlebrow Hall', 'Higher Slubbingley Laithe',
  "Saint Wilfrida's Old Vicarage",
] as const

/** How many neighbouring houses share one postcode. */
const HOUSES_PER_POSTCODE = 14

export function createAddressBook(random: Random): AddressBook {
  const inward = [...INWARD_LETTERS].flatMap((first) => [...INWARD_LETTERS].map((second) => `${first}${second}`))
  const unused = random.shuffle(inward).map((letters) => `OL8 9${letters}`)
  const takePostcode = (): string => {
    const postcode = unused.pop()
    if (postcode === undefined) throw new RangeError('No postcode is left')
    return postcode
  }

  const childrensHome: Address = { lines: ['Rowan House', '3 Elmsikeholt Drive', TOWN], postcode: takePostcode() }
  const careHome: Address = {
    lines: ['Fernhollow Lodge Care Home', '61 Gawthornley Avenue', LOCALITY, TOWN],
    postcode: takePostcode(),
  }
  const taken = new Set(['3 Elmsikeholt Drive', '61 Gawthornley Avenue'])

  const houses = random.shuffle(
    STREETS.flatMap((street) => {
      let postcode = ''
      return Array.from({ length: random.int(24, 38) }, (_, index) => {
        if (index % HOUSES_PER_POSTCODE === 0) postcode = takePostcode()
        return { street, first: `${index + 1} ${street}`, postcode }
      }).filter(({ first }) => !taken.has(first))
    }),
  )

  const flats = random.shuffle(
    BLOCKS.flatMap((block) => {
      const street = random.pick(STREETS)
      const postcode = takePostcode()
      const first = `${random.int(70, 98)} ${street}`
      return Array.from({ length: 18 }, (_, index): Address => ({
        lines: [`Flat ${index + 1}, ${block}`, first, TOWN],
        postcode,
      }))
    }),
  )

  const namedHouses = LONG_HOUSE_NAMES.map((name, index): Address => {
    const street = random.pick(STREETS)
    const lines = index % 3 === 0 ? ['Ground Floor', name, street, LOCALITY, TOWN] : [name, street, LOCALITY, TOWN, COUNTY]
    return { lines, postcode: takePostcode() }
  })

  const nextHouse = (): Address => {
    const { first, postcode } = take(houses)
    const form = random.next()
    if (form < 0.72) return { lines: [first, TOWN], postcode }
    if (form < 0.9) return { lines: [first, LOCALITY, TOWN], postcode }
    return { lines: [first, LOCALITY, TOWN, COUNTY], postcode }
  }

  return {
    childrensHome,
    careHome,
    next: (kind) => {
      if (kind === 'flat') return take(flats)
      return kind === 'named-house' ? take(namedHouses) : nextHouse()
    },
  }
}

export const FLAT_COUNT = BLOCKS.length * 18
export const NAMED_HOUSE_COUNT = LONG_HOUSE_NAMES.length

function take<T>(items: T[]): T {
  const item = items.pop()
  if (item === undefined) throw new RangeError('No address of that kind is left')
  return item
}
