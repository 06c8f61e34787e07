import { Tag, type TagColour } from '#app/ui/furniture.tsx'
import type { RunState } from './national-check.rules.ts'
import { RUN_STATE_WORDS } from './national-check.words.ts'

const COLOURS = {
  drafted: 'grey', exported: 'blue', receipted: 'blue', answered: 'green', alerted: 'orange', blocked: 'red', rejected: 'red', expired: 'orange', purged: 'grey',
} as const satisfies Record<RunState, TagColour>

export function RunStateTag({ state }: { readonly state: RunState }) {
  return <Tag colour={COLOURS[state]}>{RUN_STATE_WORDS[state]}</Tag>
}
