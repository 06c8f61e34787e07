import { Tag, type TagColour } from '#app/ui/furniture.tsx'
import type { UploadState } from './person.rules.ts'

const COLOURS: Record<UploadState, TagColour> = { received: 'grey', reading: 'blue', done: 'green', failed: 'red' }

export function UploadTag({ state, words }: { readonly state: UploadState; readonly words: string }) {
  return <Tag colour={COLOURS[state]}>{words}</Tag>
}
