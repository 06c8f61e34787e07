import { stringify } from 'csv-stringify/sync'

import { nhsCheckDigit, readNhsNumber } from '#app/kernel/nhs-number.ts'
import { ageOn, type Day } from '#app/kernel/uk-date.ts'

import { createAddressBook, FLAT_COUNT, NAMED_HOUSE_COUNT, type Address, type AddressKind } from './addresses.ts'
import { planHouseholds, type CommunalKind, type HouseholdShape, type Member } from './hill-top-households.ts'
import type { NameTradition } from './names.ts'
import { createRandom, groupBy, type Random } from './random.ts'

/** The columns of a practice's people list, in order. */
export const PEOPLE_COLUMNS = [
  'nhs_number', 'local_id', 'given_name', 'family_name', 'date_of_birth', 'gender', 'address_line_1', 'address_line_2',
  'address_line_3', 'address_line_4', 'address_line_5', 'postcode', 'language', 'format', 'deceased', 'restricted',
] as const

export type Gender = 'female' | 'male' | 'other' | 'unknown'
export type LetterFormat = 'standard' | 'large-print' | 'easy-read' | 'braille' | 'audio'

type TextColumn = Exclude<(typeof PEOPLE_COLUMNS)[number], 'gender' | 'format' | 'deceased' | 'restricted'>

export type HillTopRow = { readonly [Column in TextColumn]: string } & {
  readonly gender: Gender
  readonly format: LetterFormat
  readonly deceased: 'yes' | ''
  readonly restricted: 'yes' | ''
}

/** What the generator knows of a person that no list from a practice would say. */
export interface HillTopAnnotation {
  readonly householdId: string
  readonly shape: HouseholdShape
  readonly communal: CommunalKind | null
  readonly ageOnReferenceDay: number
}

export type HillTopPerson = HillTopRow & { readonly annotation: HillTopAnnotation }

export const HILL_TOP_SEED = 8_190_301

const FIRST_OF_JANUARY = 60
const DECEASED_ELDERLY = 20
const DECEASED_YOUNGER = 4
const GENDER_OTHER = 4
const GENDER_UNKNOWN = 6
const FORMATS = [['large-print', 72, 55], ['easy-read', 14, 16], ['audio', 6, 40], ['braille', 4, 30]] as const

interface Draft {
  born: Day
  gender: Gender
  format: LetterFormat
  deceased: boolean
  restricted: boolean
  readonly member: Member
  readonly householdId: string
  readonly shape: HouseholdShape
  readonly communal: CommunalKind | null
  readonly address: Address
  readonly language: string
}

/** The demo practice's 3,000 invented people, in order of local id: the same for the same seed and day, always. */
export function generateHillTopPeople({ seed = HILL_TOP_SEED, referenceDay }: {
  seed?: number
  referenceDay: Day
}): HillTopPerson[] {
  const random = createRandom(seed)
  const drafts = draftPeople(random, referenceDay)
  moveBirthdaysToNewYear(random.fork('new-year'), drafts, referenceDay)
  markRestricted(random.fork('restricted'), drafts)
  markDeceased(random.fork('deceased'), drafts)
  markGenders(random.fork('genders'), drafts)
  markFormats(random.fork('formats'), drafts)

  const takeNhsNumber = nhsNumberTaker(random.fork('nhs-numbers'))
  const takeLocalId = localIdTaker(random.fork('local-ids'))
  return drafts
    .map((draft): HillTopPerson => {
      const { lines, postcode } = draft.address
      return {
        nhs_number: takeNhsNumber(),
        local_id: String(takeLocalId()),
        given_name: draft.member.givenName,
        family_name: draft.member.familyName,
        date_of_birth: draft.born,
        gender: draft.gender,
        address_line_1: lines[0] ?? '',
        address_line_2: lines[1] ?? '',
        address_line_3: lines[2] ?? '',
        address_line_4: lines[3] ?? '',
        address_line_5: lines[4] ?? '',
        postcode,
        language: draft.language,
        format: draft.format,
        deceased: draft.deceased ? 'yes' : '',
        restricted: draft.restricted ? 'yes' : '',
        annotation: {
          householdId: draft.householdId,
          shape: draft.shape,
          communal: draft.communal,
          ageOnReferenceDay: ageOn(draft.born, referenceDay),
        },
      }
    })
    .sort((a, b) => Number(a.local_id) - Number(b.local_id))
}

/** The list as the practice would upload it: a heading row, RFC 4180 quoting, line feeds. */
export function toCsv(records: readonly HillTopRow[]): string {
  return stringify([...records], { header: true, columns: [...PEOPLE_COLUMNS], record_delimiter: '\n' })
}

function draftPeople(random: Random, referenceDay: Day): Draft[] {
  const households = planHouseholds(random.fork('households'), referenceDay)
  const book = createAddressBook(random.fork('addresses'))
  const kinds = addressKinds(random.fork('address-kinds'), households.map(({ shape }) => shape))
  const languages = random.fork('languages')

  return households.flatMap(({ shape, communal, members }, index) => {
    const householdId = `h${String(index + 1).padStart(4, '0')}`
    const address = communal === 'childrens-home' ? book.childrensHome
      : communal === 'care-home' ? book.careHome
      : book.next(kinds[index] ?? 'house')
    return members.map((member): Draft => ({
      member, householdId, shape, communal, address, born: member.born, gender: member.sex,
      language: drawLanguage(languages, member), format: 'standard', deceased: false, restricted: false,
    }))
  })
}

/** Flats go to small households, house names to any. */
function addressKinds(random: Random, shapes: readonly HouseholdShape[]): AddressKind[] {
  const kinds = shapes.map((): AddressKind => 'house')
  const order = random.shuffle(shapes.map((_, index) => index))
  const small = order.filter((index) => ['single', 'couple', 'lone-parent'].includes(shapes[index] ?? ''))
  for (const index of small.slice(0, FLAT_COUNT)) kinds[index] = 'flat'
  const rest = order.filter((index) => kinds[index] === 'house' && shapes[index] !== 'communal')
  for (const index of rest.slice(0, NAMED_HOUSE_COUNT)) kinds[index] = 'named-house'
  return kinds
}

/** A BCP 47 tag: English for most, and another language likelier the older a person is. */
function drawLanguage(random: Random, { tradition, age }: Member): string {
  const share: Record<NameTradition, readonly (readonly [string, number])[]> = {
    british: [],
    pakistani: [['ur', 0.13], ['pa', 0.05]],
    bangladeshi: [['bn', 0.2]],
    polish: [['pl', 0.4]],
    irish: [],
    'west-african': [['fr', 0.06], ['yo', 0.02], ['pt', 0.02]],
    ukrainian: [['uk', 0.5]],
  }
  const factor = age < 18 ? 0.15 : age < 40 ? 0.8 : 1.4
  const others = share[tradition].map(([tag, weight]) => [tag, weight * factor] as const)
  const english = 1 - others.reduce((sum, [, weight]) => sum + weight, 0)
  return random.weighted([['en', english] as const, ...others])
}

/** Registers 1 January for some older people born abroad, in place of a birthday nobody wrote down. */
function moveBirthdaysToNewYear(random: Random, drafts: readonly Draft[], referenceDay: Day): void {
  const nameAndDay = ({ member }: Draft, born: Day): string => `${member.givenName}|${member.familyName}|${born}`
  const used = new Set(drafts.map((draft) => nameAndDay(draft, draft.born)))
  let wanted = FIRST_OF_JANUARY - drafts.filter(({ born }) => born.endsWith('-01-01')).length
  const likely = new Set<NameTradition>(['pakistani', 'bangladeshi', 'west-african', 'ukrainian'])
  for (const draft of random.shuffle(drafts)) {
    const born = `${draft.born.slice(0, 4)}-01-01`
    if (wanted === 0) return
    if (!likely.has(draft.member.tradition) || draft.member.age < 38 || draft.communal !== null) continue
    if (used.has(nameAndDay(draft, born)) || ageOn(born, referenceDay) > 99) continue
    used.add(nameAndDay(draft, born))
    draft.born = born
    wanted -= 1
  }
}

/** Six people: a mother and her child together, three living alone, and one of a couple. */
function markRestricted(random: Random, drafts: readonly Draft[]): void {
  const byHousehold = groupBy(drafts, ({ householdId }) => householdId)
  const households = random.shuffle([...byHousehold.values()])
  const pair = households.find(([parent, child, third]) =>
    parent?.shape === 'lone-parent' && parent.gender === 'female' && third === undefined && (child?.member.age ?? 99) < 13)
  const alone = households.filter(([only]) =>
    only?.shape === 'single' && only.member.age >= 22 && only.member.age < 62 && !isNamesake(drafts, only)).slice(0, 3)
  const partner = households.find(([first, second]) => first?.shape === 'couple' && (second?.member.age ?? 99) < 60)
  const chosen = [...(pair ?? []), ...alone.flat(), ...(partner?.slice(1) ?? [])]
  for (const draft of chosen) draft.restricted = true
}

function markDeceased(random: Random, drafts: readonly Draft[]): void {
  const free = random.shuffle(drafts).filter((draft) =>
    !draft.restricted && draft.communal === null && draft.member.age < 100 && !isNamesake(drafts, draft))
  const elderly = free.filter(({ member }) => member.age >= 68 && (member.age >= 78 || random.chance(0.3)))
  const younger = free.filter(({ member }) => member.age >= 35 && member.age < 68)
  for (const draft of [...elderly.slice(0, DECEASED_ELDERLY), ...younger.slice(0, DECEASED_YOUNGER)]) draft.deceased = true
}

function markGenders(random: Random, drafts: readonly Draft[]): void {
  const free = random.shuffle(drafts).filter((draft) =>
    !draft.restricted && !draft.deceased && draft.communal === null && !isNamesake(drafts, draft))
  const young = free.filter(({ member }) => member.age >= 17 && member.age <= 40)
  for (const draft of young.slice(0, GENDER_OTHER)) draft.gender = 'other'
  for (const draft of free.filter(({ gender }) => gender !== 'other').slice(0, GENDER_UNKNOWN)) draft.gender = 'unknown'
}

function markFormats(random: Random, drafts: readonly Draft[]): void {
  const order = random.shuffle(drafts).filter(({ member }) => member.age >= 16)
  for (const [format, count, usualAge] of FORMATS) {
    const free = order.filter((draft) => draft.format === 'standard')
    const usual = free.filter(({ member }) => member.age >= usualAge)
    for (const draft of usual.slice(0, count)) draft.format = format
  }
}

function isNamesake(drafts: readonly Draft[], { member, born }: Draft): boolean {
  if (!born.endsWith('-01-01')) return false
  return drafts.some((other) => other.member !== member && other.born === born &&
    other.member.givenName === member.givenName && other.member.familyName === member.familyName)
}

/** Valid numbers of the 999 test range, scattered over it, past the first few that tests elsewhere spell out. */
function nhsNumberTaker(random: Random): () => string {
  const taken = new Set<string>()
  return () => {
    for (;;) {
      const stem = `999${String(random.int(1_000, 999_998)).padStart(6, '0')}`
      const number = `${stem}${nhsCheckDigit(stem) ?? ''}`
      if (!readNhsNumber(number).ok || taken.has(number)) continue
      taken.add(number)
      return number
    }
  }
}

/** The practice system's own numbers: four to six digits, with gaps where people have left the list. */
function localIdTaker(random: Random): () => number {
  const taken = new Set<number>()
  return () => {
    for (;;) {
      const localId = random.int(1_004, random.chance(0.6) ? 64_000 : 118_000)
      if (taken.has(localId)) continue
      taken.add(localId)
      return localId
    }
  }
}
