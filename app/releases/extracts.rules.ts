import type { CheckStage } from './check-stages.rules.ts'
import { isSmall, type ToldCount } from './small-numbers.rules.ts'

/** A complete check that names an extract. */
export interface ExtractCheck {
  readonly id: string
  readonly flow: string
  readonly extract: string
  readonly stage: CheckStage
  readonly answeredAt: Date
  readonly rows: number
  readonly included: number
}

/** How an extract stands: whether it was checked at both stages, the later one on no more than was let through to the earlier. */
export const EXTRACT_STANDINGS = ['linkage-only', 'release-only', 'release-not-later', 'release-larger', 'both'] as const
export type ExtractStanding = (typeof EXTRACT_STANDINGS)[number]

export interface Extract {
  readonly extract: string
  readonly flow: string
  readonly linkage: ExtractCheck | null
  readonly release: ExtractCheck | null
  readonly standing: ExtractStanding
  /** Rows that were let through before linkage and were not before release; null unless there are both checks and it is not fewer. */
  readonly leftOutBetween: ToldCount | null
}

/**
 * A project's extracts, that with the newest check first. Of several checks of one extract at one stage the newest counts,
 * because it is the one to go by.
 */
export function extractsOf(checks: readonly ExtractCheck[]): Extract[] {
  const newestFirst = [...checks].sort((a, b) => b.answeredAt.getTime() - a.answeredAt.getTime() || (a.id < b.id ? -1 : 1))
  const byName = new Map<string, ExtractCheck[]>()
  for (const check of newestFirst) {
    const name = `${check.flow} ${check.extract}`
    byName.set(name, [...(byName.get(name) ?? []), check])
  }
  return [...byName.values()].map((ofOne) => {
    const { extract, flow } = ofOne[0] as ExtractCheck
    const linkage = ofOne.find(({ stage }) => stage === 'linkage') ?? null
    const release = ofOne.find(({ stage }) => stage === 'release') ?? null
    return { extract, flow, linkage, release, standing: standingOf(linkage, release), leftOutBetween: leftOut(linkage, release) }
  })
}

function standingOf(linkage: ExtractCheck | null, release: ExtractCheck | null): ExtractStanding {
  if (!release) return 'linkage-only'
  if (!linkage) return 'release-only'
  if (release.answeredAt <= linkage.answeredAt) return 'release-not-later'
  return release.rows > linkage.rows ? 'release-larger' : 'both'
}

function leftOut(linkage: ExtractCheck | null, release: ExtractCheck | null): ToldCount | null {
  if (!linkage || !release || release.answeredAt <= linkage.answeredAt || release.included > linkage.included) return null
  const count = linkage.included - release.included
  return isSmall(count) ? 'few' : count
}
