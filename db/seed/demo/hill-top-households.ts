import { addDays, addMonths, type Day } from '#app/kernel/uk-date.ts'

import {
  drawGivenName, drawSurname, drawWifesSurname, isLeftOut, surnameFor, type NameTradition, type Sex,
} from './names.ts'
import type { Random } from './random.ts'

export type CommunalKind = 'childrens-home' | 'care-home'

export interface Member {
  readonly sex: Sex
  readonly age: number
  readonly tradition: NameTradition
  readonly givenName: string
  readonly familyName: string
  readonly born: Day
}

export type HouseholdShape =
  | 'single' | 'couple' | 'sharers' | 'family' | 'lone-parent' | 'grown-children' | 'three-generation' | 'communal'

export interface Household {
  readonly shape: HouseholdShape
  readonly communal: CommunalKind | null
  readonly members: readonly Member[]
}

/** How many households of each kind: 1,250 with 3,000 people in all. `extra` is children, or people sharing. */
const PLAN: readonly { shape: HouseholdShape; extra: number; count: number }[] = [
  { shape: 'single', extra: 0, count: 400 },
  { shape: 'couple', extra: 0, count: 250 },
  { shape: 'sharers', extra: 2, count: 50 },
  { shape: 'sharers', extra: 3, count: 25 },
  { shape: 'sharers', extra: 4, count: 10 },
  { shape: 'family', extra: 1, count: 100 },
  { shape: 'family', extra: 2, count: 110 },
  { shape: 'family', extra: 3, count: 45 },
  { shape: 'family', extra: 4, count: 14 },
  { shape: 'lone-parent', extra: 1, count: 80 },
  { shape: 'lone-parent', extra: 2, count: 50 },
  { shape: 'lone-parent', extra: 3, count: 15 },
  { shape: 'grown-children', extra: 1, count: 46 },
  { shape: 'grown-children', extra: 2, count: 13 },
  { shape: 'three-generation', extra: 4, count: 4 },
  { shape: 'three-generation', extra: 5, count: 14 },
  { shape: 'three-generation', extra: 6, count: 13 },
  { shape: 'three-generation', extra: 7, count: 6 },
  { shape: 'three-generation', extra: 8, count: 3 },
]

const CARE_HOME_RESIDENTS = 38
const CHILDRENS_HOME_AGES = [8, 10, 11, 12, 13, 14, 15, 16] as const

/** The one pair with the same name and birthday, living alone at two addresses; the birthday is the usual stand-in. */
const NAMESAKES = { givenName: 'Parveen', familyName: 'Akhtar', sex: 'female', tradition: 'pakistani', age: 57 } as const
const OLDEST_AGE = 100

const TRADITIONS = [
  ['british', 67], ['pakistani', 12], ['bangladeshi', 8], ['irish', 4], ['polish', 4], ['west-african', 3], ['ukrainian', 2],
] as const satisfies readonly (readonly [NameTradition, number])[]

const LARGE_FAMILY_TRADITIONS = [
  ['british', 30], ['pakistani', 36], ['bangladeshi', 26], ['west-african', 5], ['ukrainian', 3],
] as const satisfies readonly (readonly [NameTradition, number])[]

/** Every household, in no order that means anything. */
export function planHouseholds(random: Random, referenceDay: Day): Household[] {
  const makeMember = memberMaker(random, referenceDay)
  const drawTradition = (): NameTradition => random.weighted(TRADITIONS)

  type Names = { familyName: string; tradition: NameTradition; avoid: Member[] }
  const add = (sex: Sex, age: number, { familyName, tradition, avoid }: Names, twin?: Member): void => {
    avoid.push(makeMember(sex, age, tradition, familyName, avoid, twin))
  }
  const lone = (sex: Sex, age: number, tradition = drawTradition()): Member => {
    const family = drawSurname(random, tradition)
    const familyName = sex === 'male' ? family : drawWifesSurname(random, tradition, family)
    return makeMember(sex, age, tradition, familyName, [])
  }

  /** Two partners; answers the surname their children bear. */
  const addCouple = (members: Member[], tradition: NameTradition, olderAge: number, family = drawSurname(random, tradition)) => {
    const first: Sex = random.chance(0.02) ? 'female' : 'male'
    const second: Sex = random.chance(0.02) ? first : 'female'
    const secondTradition = random.chance(0.05) ? drawTradition() : tradition
    const secondAge = Math.max(19, olderAge - random.int(0, 5))
    const unmarried = secondAge < 60 && random.chance(0.3)
    const secondName = unmarried
      ? surnameFor(drawSurname(random, secondTradition), second)
      : second === 'female' ? drawWifesSurname(random, tradition, family) : family
    add(first, olderAge, { familyName: surnameFor(family, first), tradition, avoid: members })
    add(second, secondAge, { familyName: secondName, tradition: secondTradition, avoid: members })
    const joined = unmarried && !/[-\s]/.test(`${family}${secondName}`) && random.chance(0.12)
    return joined ? `${secondName}-${family}` : family
  }

  const addChildren = (members: Member[], tradition: NameTradition, family: string, ages: readonly number[]): void => {
    let elder: Member | undefined
    for (const age of ages) {
      const sex: Sex = random.chance(0.49) ? 'female' : 'male'
      const familyName = surnameFor(family, sex)
      add(sex, age, { familyName, tradition, avoid: members }, elder?.age === age ? elder : undefined)
      elder = members.at(-1)
    }
  }

  /** Children's ages, eldest first; twins have the same. */
  const childAges = (count: number, youngest: number): number[] => {
    const ages = [youngest]
    while (ages.length < count) ages.push((ages.at(-1) ?? 0) + (random.chance(0.04) ? 0 : random.int(2, 4)))
    return ages.reverse()
  }
  /** A parent's age: at least 19 years more than the eldest child's, and no more than 44 over the youngest's. */
  const parentAge = (ages: readonly number[]): number => {
    const eldest = ages[0] ?? 0
    const most = Math.max(19, Math.min(34, 44 - (eldest - (ages.at(-1) ?? eldest))))
    return eldest + random.int(19, most)
  }
  /** An age from 65 on, the younger the likelier. */
  const later = (most: number): number => Math.min(random.int(65, most), random.int(65, most))
  const youngestAtHome = (): number =>
    random.weighted([[random.int(0, 4), 22], [random.int(5, 9), 18], [random.int(10, 15), 24], [random.int(16, 24), 36]])

  const build = (shape: HouseholdShape, extra: number): Member[] => {
    const members: Member[] = []
    const large = shape === 'three-generation' || extra >= 3
    const tradition = large && shape !== 'sharers' ? random.weighted(LARGE_FAMILY_TRADITIONS) : drawTradition()
    switch (shape) {
      case 'single': {
        const age = random.weighted([[random.int(20, 39), 30], [random.int(40, 64), 36], [later(96), 38]])
        return [lone(random.chance(age >= 65 ? 0.64 : 0.46) ? 'female' : 'male', age)]
      }
      case 'couple':
        addCouple(members, tradition, random.weighted([[random.int(21, 39), 30], [random.int(45, 64), 36], [later(91), 40]]))
        return members
      case 'sharers':
        for (let i = 0; i < extra; i += 1) {
          members.push(lone(random.chance(0.45) ? 'female' : 'male', random.int(19, 46)))
        }
        return members
      case 'family': {
        const ages = childAges(extra, youngestAtHome())
        addChildren(members, tradition, addCouple(members, tradition, parentAge(ages) + random.int(0, 3)), ages)
        return members
      }
      case 'lone-parent': {
        const ages = childAges(extra, youngestAtHome())
        const sex: Sex = random.chance(0.86) ? 'female' : 'male'
        const family = drawSurname(random, tradition)
        const familyName = sex === 'female' ? drawWifesSurname(random, tradition, family) : family
        add(sex, parentAge(ages), { familyName, tradition, avoid: members })
        addChildren(members, tradition, random.chance(0.35) ? drawSurname(random, tradition) : family, ages)
        return members
      }
      case 'grown-children': {
        const ages = childAges(extra, random.int(20, 36))
        addChildren(members, tradition, addCouple(members, tradition, parentAge(ages) + random.int(0, 3)), ages)
        return members
      }
      case 'three-generation': {
        const grandparents = extra >= 6 ? 2 : 1
        const parents = extra >= 5 ? 2 : 1
        const family = drawSurname(random, tradition)
        const ages = childAges(extra - grandparents - parents, random.int(0, 9))
        const middleAge = parentAge(ages) + 2
        const eldestAge = middleAge + random.int(20, 30)
        if (grandparents === 2) addCouple(members, tradition, eldestAge, family)
        else add('female', eldestAge, { familyName: drawWifesSurname(random, tradition, family), tradition, avoid: members })
        if (parents === 2) addCouple(members, tradition, middleAge, family)
        else add('female', middleAge, { familyName: surnameFor(family, 'female'), tradition, avoid: members })
        addChildren(members, tradition, family, ages)
        return members
      }
      case 'communal':
        throw new RangeError('A communal household is built by itself')
    }
  }

  const namesakeBorn = `${Number(referenceDay.slice(0, 4)) - NAMESAKES.age}-01-01`
  const special: Household[] = [
    { shape: 'single', communal: null, members: [{ ...NAMESAKES, born: namesakeBorn }] },
    { shape: 'single', communal: null, members: [{ ...NAMESAKES, born: namesakeBorn }] },
    { shape: 'single', communal: null, members: [lone('female', OLDEST_AGE, 'british')] },
    {
      shape: 'communal',
      communal: 'childrens-home',
      members: CHILDRENS_HOME_AGES.map((age) => lone(random.chance(0.4) ? 'female' : 'male', age)),
    },
    {
      shape: 'communal',
      communal: 'care-home',
      members: Array.from({ length: CARE_HOME_RESIDENTS }, (_, index) =>
        lone(random.chance(0.7) ? 'female' : 'male', index === 0 ? 75 : index === 1 ? 99 : random.int(78, 97),
          random.weighted([['british', 86], ['irish', 8], ['polish', 3], ['ukrainian', 3]]))),
    },
  ]
  let singlesInHand = special.filter(({ shape }) => shape === 'single').length
  const ordinary = PLAN.flatMap(({ shape, extra, count }) => {
    const wanted = shape === 'single' ? count - singlesInHand : count
    if (shape === 'single') singlesInHand = 0
    return Array.from({ length: wanted }, (): Household => ({ shape, communal: null, members: build(shape, extra) }))
  })
  return random.shuffle([...special, ...ordinary])
}

/** Makes members no two of whom have the same name and birthday, and none of whom was born on 1 January. */
function memberMaker(random: Random, referenceDay: Day) {
  const seen = new Set<string>()
  return (
    sex: Sex, age: number, tradition: NameTradition, familyName: string, household: readonly Member[], twin?: Member,
  ): Member => {
    const latest = addMonths(referenceDay, -12 * age)
    for (;;) {
      const born = twin?.born ?? addDays(latest, -random.int(0, 364))
      const father = household.find((each) => each.sex === 'male' && each.familyName === familyName && each.age >= age + 16)
      const afterFather = sex === 'male' && father !== undefined && random.chance(0.02)
      const givenName = afterFather ? father.givenName : drawGivenName(random, tradition, sex, Number(born.slice(0, 4)))
      const nameUsed = household.some((each) => each.givenName === givenName)
      const key = `${givenName}|${familyName}|${born}`
      if (born.endsWith('-01-01') || isLeftOut(givenName, familyName) || seen.has(key)) continue
      if (givenName === NAMESAKES.givenName && familyName === NAMESAKES.familyName) continue
      if (nameUsed && !afterFather) continue
      seen.add(key)
      return { sex, age, tradition, givenName, familyName, born }
    }
  }
}
