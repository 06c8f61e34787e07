import { Tag } from '#app/ui/furniture.tsx'
import type { KeyState } from './api-key.rules.ts'
import { KEY_STATE_WORDS } from './api-key.words.ts'

const COLOURS = { 'in-use': 'green', ended: 'grey', revoked: 'red' } as const satisfies Record<KeyState, string>

export function KeyTag({ state }: { readonly state: KeyState }) {
  return <Tag colour={COLOURS[state]}>{KEY_STATE_WORDS[state]}</Tag>
}
