import { fieldId } from '#app/ui/field-id.ts'

/** The way from a part of a paper to the fact behind it, and back when it is mended. */
export interface BackToPaper {
  readonly documentRef: string
  /** The part's address within the page of the paper; empty for the paper as a whole. */
  readonly anchor: string
}

/** Where a fact is mended: its page, its box, and with `back` the paper that whoever mends it came from. */
export function mendHref(projectRef: string, line: { readonly href: string; readonly box: string }, back: BackToPaper | null = null): string {
  const query = back ? `?paper=${back.documentRef}${back.anchor ? `&at=${back.anchor}` : ''}` : ''
  return `/projects/${projectRef}/facts/${line.href}${query}${line.box ? `#${fieldId(line.box)}` : ''}`
}

/** The paper that an address of a facts page says its reader came from; null for none, and for anything that is no such name. */
export function readBack(query: URLSearchParams): BackToPaper | null {
  const documentRef = query.get('paper') ?? ''
  if (!/^[a-z0-9][a-z0-9-]{0,199}$/.test(documentRef)) return null
  const anchor = query.get('at') ?? ''
  return { documentRef, anchor: /^at-[a-z0-9-]{1,120}$/.test(anchor) ? anchor : '' }
}

/** The newest version of that paper, at the part. */
export function backHref({ documentRef, anchor }: BackToPaper, done = ''): string {
  return `/documents/${documentRef}${done ? `?done=${done}` : ''}${anchor ? `#${anchor}` : ''}`
}
