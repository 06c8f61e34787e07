import { Tag } from '#app/ui/furniture.tsx'
import type { CheckState } from './check.rules.ts'
import { EXTRACT_WORDS } from './receipt.words.ts'
import { CHECK_STATE_WORDS, UNDER_WAY_WORDS } from './release.words.ts'
import type { ToldCount } from './small-numbers.rules.ts'

const COLOURS = { complete: 'green', refused: 'orange', incomplete: 'red' } as const satisfies Record<CheckState, string>

export function CheckStateTag({ state, isUnderWay }: { readonly state: CheckState; readonly isUnderWay: boolean }) {
  return isUnderWay ? <Tag colour="blue">{UNDER_WAY_WORDS.label}</Tag> : <Tag colour={COLOURS[state]}>{CHECK_STATE_WORDS[state].label}</Tag>
}

/** A count as people read it: 1,250; fewer than 5. */
export function Figure({ value }: { readonly value: ToldCount | null }) {
  return <>{figureWords(value)}</>
}

export function figureWords(value: ToldCount | null): string {
  return value === null ? '–' : value === 'few' ? EXTRACT_WORDS.few : value.toLocaleString('en-GB')
}
