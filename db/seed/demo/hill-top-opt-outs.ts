import { stringify } from 'csv-stringify/sync'

import { addDays, type Day } from '#app/kernel/uk-date.ts'

import { HILL_TOP_SEED, type HillTopPerson } from './hill-top-people.ts'
import { createRandom, groupBy, type Random } from './random.ts'

export type OptOutChannel = 'slip' | 'phone' | 'desk' | 'web'

export interface OptOut {
  readonly person: HillTopPerson
  readonly channel: OptOutChannel
  /** Days after the letters were posted, 0 to 27. */
  readonly dayOffset: number
}

export const OPT_OUT_COLUMNS = ['nhs_number', 'local_id', 'channel', 'received'] as const

export const WINDOW_DAYS = 28

/** Adults and young people who answer for themselves, by age: commonest in the thirties, as with national opt-outs. */
const BY_AGE = [
  { from: 14, to: 17, count: 1 },
  { from: 19, to: 29, count: 7 },
  { from: 30, to: 39, count: 14 },
  { from: 40, to: 49, count: 8 },
  { from: 50, to: 64, count: 6 },
  { from: 65, to: 90, count: 4 },
] as const
/** How many of those are women and girls: 24 of 40. */
const WOMEN_IN_TEN = 6

/** Young enough that no birthday in the window makes them 13. */
const CHILD_MOST = 11
const OTHER_CHILDREN = 2
const CARE_HOME_RESIDENTS = 2

const CHANNEL_COUNTS = { phone: 6, desk: 5, web: 3 } as const

/** Fifty living people, none with restricted details, who asked not to have their records shared; by day, then number. */
export function chooseOptOuts(people: readonly HillTopPerson[], { seed = HILL_TOP_SEED }: { seed?: number } = {}): OptOut[] {
  const random = createRandom(seed).fork('opt-outs')
  const households = groupBy(people, ({ annotation }) => annotation.householdId)
  const order = random.shuffle(people).filter(isFree)
  const chosen = new Set<HillTopPerson>()
  const optOuts: OptOut[] = []

  const householdOf = (person: HillTopPerson): HillTopPerson[] => households.get(person.annotation.householdId) ?? []
  const leavesSomeone = (person: HillTopPerson): boolean => {
    const members = householdOf(person)
    return members.length === 1 || members.some((other) => other !== person && !other.deceased && !chosen.has(other))
  }
  const choose = (person: HillTopPerson, channel: OptOutChannel, dayOffset = drawDay(random, channel)): void => {
    chosen.add(person)
    optOuts.push({ person, channel, dayOffset })
  }
  const chooseHousehold = (fits: (members: readonly HillTopPerson[]) => boolean): void => {
    const first = required(order.find((person) => !chosen.has(person) && householdOf(person).every(isFree) && fits(householdOf(person))))
    const day = drawDay(random, 'slip')
    for (const member of householdOf(first)) choose(member, 'slip', day)
  }

  chooseHousehold((members) => members.length === 3 && members.filter((each) => age(each) >= 24).length === 2 &&
    members.some((each) => age(each) >= 2 && age(each) <= CHILD_MOST))
  chooseHousehold((members) => members.length === 2 && members.every((each) => age(each) >= 30 && age(each) < 65))

  const children = order.filter((each) => age(each) >= 1 && age(each) <= CHILD_MOST && each.annotation.communal === null)
  for (let i = 0; i < OTHER_CHILDREN; i += 1) {
    choose(required(children.find((each) => householdOf(each).length > 2 && !householdOf(each).some((other) => chosen.has(other)))), 'slip')
  }
  for (const resident of order.filter((each) => each.annotation.communal === 'care-home').slice(0, CARE_HOME_RESIDENTS)) {
    choose(resident, 'slip')
  }
  const namesakes = groupBy(order, (each) => `${each.given_name}|${each.family_name}|${each.date_of_birth}`)
  const pair = required([...namesakes.values()].find((group) => group.length > 1))
  choose(required(pair[0]), 'slip')

  const rest: HillTopPerson[] = []
  BY_AGE.forEach(({ from, to, count }) => {
    for (let i = 0; i < count; i += 1) {
      const gender = rest.length % 10 < WOMEN_IN_TEN ? 'female' : 'male'
      const person = required(order.find((each) => each.gender === gender && age(each) >= from && age(each) <= to &&
        each.annotation.communal === null && !pair.includes(each) && !chosen.has(each) && leavesSomeone(each)))
      chosen.add(person)
      rest.push(person)
    }
  })

  const channels = new Map<HillTopPerson, OptOutChannel>()
  const giveChannel = (channel: keyof typeof CHANNEL_COUNTS, from: number, to: number): void => {
    const free = random.shuffle(rest).filter((each) => !channels.has(each) && age(each) >= from && age(each) <= to)
    for (const person of free.slice(0, CHANNEL_COUNTS[channel])) channels.set(person, channel)
  }
  giveChannel('web', 19, 49)
  giveChannel('phone', 30, 90)
  giveChannel('desk', 19, 90)
  for (const person of rest) choose(person, channels.get(person) ?? 'slip')

  return optOuts.sort((a, b) => a.dayOffset - b.dayOffset || (a.person.nhs_number < b.person.nhs_number ? -1 : 1))
}

/** The replies as the practice could upload them together; `received` is a date. */
export function toOptOutsCsv(optOuts: readonly OptOut[], { postedOn }: { postedOn: Day }): string {
  const rows = optOuts.map(({ person, channel, dayOffset }) => ({
    nhs_number: person.nhs_number,
    local_id: person.local_id,
    channel,
    received: addDays(postedOn, dayOffset),
  }))
  return stringify(rows, { header: true, columns: [...OPT_OUT_COLUMNS], record_delimiter: '\n' })
}

/** Most answer in the first fortnight, a few on the last days; nothing comes back by post before the third day. */
function drawDay(random: Random, channel: OptOutChannel): number {
  const least = channel === 'slip' ? 3 : 1
  return random.weighted([
    [random.int(least, 9), 55],
    [random.int(10, 16), 27],
    [random.int(17, WINDOW_DAYS - 1), 18],
  ])
}

function isFree(person: HillTopPerson): boolean {
  return person.deceased === '' && person.restricted === ''
}

function age(person: HillTopPerson): number {
  return person.annotation.ageOnReferenceDay
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw new RangeError('The people do not hold anyone of the kind needed')
  return found
}
