import { Tag, type TagColour } from '#app/ui/furniture.tsx'
import type { ImportState } from './choice-import.rules.ts'
import { IMPORT_STATE_WORDS, IMPORT_UNDONE_WORDS } from './choice-import.words.ts'

const COLOURS: Record<ImportState, TagColour> = { received: 'grey', reading: 'blue', done: 'green' }

export function ImportTag({ state, isUndone }: { readonly state: ImportState; readonly isUndone: boolean }) {
  return isUndone ? <Tag colour="orange">{IMPORT_UNDONE_WORDS}</Tag> : <Tag colour={COLOURS[state]}>{IMPORT_STATE_WORDS[state]}</Tag>
}
