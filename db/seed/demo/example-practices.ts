import type { Organisation } from '#app/organisations/organisation.rules.ts'

/** Many invented practices in real places, the same each time: one for each place and name, places first. */
export interface PracticesAsked {
  readonly places: readonly string[]
  readonly names: readonly string[]
  /** The code without its three last digits, such as `Y9C`. */
  readonly stem: string
  readonly postcode: string
  readonly domain: string
  /** From which of the telephone numbers that are kept for stories they are counted. */
  readonly firstNumber: number
}

export function examplePractices({ places, names, stem, postcode, domain, firstNumber }: PracticesAsked): Organisation[] {
  return names.flatMap((name, round) => places.map((place, index): Organisation => {
    const at = round * places.length + index
    const number = String(at + 1).padStart(3, '0')
    return {
      code: `${stem}${number}`, name: `${place} ${name}`, kind: 'gp-practice', addressLines: [`${place} ${name}`, `${at + 1} Surgery Road`, place], postcode,
      telephone: `01632 960${String(firstNumber + at).padStart(3, '0')}`, email: `manager.${number}@${domain}.example`,
    }
  }))
}

/** The practices as members of one group. */
export const membersFrom = (practices: readonly Organisation[]) => practices.map(({ code, name }) => ({ code, name }))
