/** Which paper replies a second person reads, and what came of it. */
export interface SampleSetting {
  /** One in this many of what each member of staff enters. */
  readonly oneIn: number
  /** But at least so many of each one's, or all where there are fewer. */
  readonly atLeast: number
  /** Misread more often than one in this many, all should be checked … */
  readonly boundOneIn: number
  /** … once so many have been checked. */
  readonly enough: number
}

export const SAMPLE_DEFAULT: SampleSetting = { oneIn: 20, atLeast: 10, boundOneIn: 100, enough: 20 }
export const SAMPLE_LIMITS = { oneIn: { min: 1, max: 100 }, atLeast: { min: 1, max: 500 }, boundOneIn: { min: 2, max: 1000 }, enough: { min: 1, max: 500 } } as const

export interface ReplyToDraw {
  readonly id: string
  /** A number from 0 up to 1 that was drawn when it was recorded. */
  readonly draw: number
  /** Once read by a second person, a reply stays in the sample. */
  readonly isChecked: boolean
}

/** Of what one member of staff entered for one campaign, the ids that a second person reads. `isAll`: the sample was enlarged to all of them. */
export function sampleOf(entered: readonly ReplyToDraw[], { oneIn, atLeast }: SampleSetting, isAll: boolean): ReadonlySet<string> {
  if (isAll) return new Set(entered.map(({ id }) => id))
  const inOrder = [...entered].sort((a, b) => a.draw - b.draw || (a.id < b.id ? -1 : 1))
  return new Set(inOrder.filter(({ draw, isChecked }, index) => isChecked || draw < 1 / oneIn || index < atLeast).map(({ id }) => id))
}

export const CHECK_STATES = ['waiting', 'agrees', 'differs', 'was-right', 'corrected', 'paper-missing'] as const
/** `differs` waits to be settled; then what was entered `was-right`, or it was `corrected`. */
export type CheckState = (typeof CHECK_STATES)[number]

export interface SampleFigures {
  readonly sampled: number
  readonly checked: number
  readonly waiting: number
  readonly paperMissing: number
  /** Differences that nobody has settled. Until then each counts as misread. */
  readonly unsettled: number
  readonly misread: number
  /** Misread of checked, and the 95% interval about it; null while nothing is checked. */
  readonly rate: { readonly share: number; readonly low: number; readonly high: number } | null
  readonly isAboveBound: boolean
}

export function sampleFigures(states: readonly CheckState[], { boundOneIn, enough }: SampleSetting): SampleFigures {
  const count = (...which: readonly CheckState[]): number => states.filter((state) => which.includes(state)).length
  const [misread, checked] = [count('differs', 'corrected'), count('agrees', 'differs', 'was-right', 'corrected')]
  return {
    sampled: states.length, checked, waiting: count('waiting'), paperMissing: count('paper-missing'), unsettled: count('differs'), misread,
    rate: checked === 0 ? null : { share: misread / checked, ...wilson(misread, checked) },
    isAboveBound: checked >= enough && misread * boundOneIn > checked,
  }
}

/**
 * Whether someone's whole work is read from now on: too much of it was misread, as settled. A difference that nobody has
 * settled counts in the figures, and may still turn out to be nothing.
 */
export function mustReadAll({ checked, misread, unsettled }: SampleFigures, { boundOneIn, enough }: SampleSetting): boolean {
  return checked >= enough && (misread - unsettled) * boundOneIn > checked
}

/** Wilson's score interval of a share, 95% unless told. It keeps within 0 and 1, and says something of small counts and of none. */
export function wilson(hits: number, of: number, z = 1.959964): { readonly low: number; readonly high: number } {
  const share = hits / of
  const middle = share + (z * z) / (2 * of)
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) }
}
