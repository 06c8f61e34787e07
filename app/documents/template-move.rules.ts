/** Released templates never change: a new wording is a new file with the next number, `templates/documents/protocol/v2.hbs`. */
const NAME = /^templates\/documents\/[a-z0-9-]+\/v([1-9]\d*)\.hbs$/

/** The number of a template; null for what is no released template of ours. */
export function templateNumber(template: string): number | null {
  const match = NAME.exec(template)
  return match ? Number(match[1]) : null
}

/**
 * The template that the next version of a paper is drafted with: the one that its newest version was drafted with, until
 * whoever drafts says that it moves on. A paper's first version takes the newest, as does one whose template is no longer known.
 */
export function templateToDraftWith(newestVersion: { readonly template: string } | null, released: string, moves: boolean): string {
  return newestVersion && !moves && templateNumber(newestVersion.template) !== null ? newestVersion.template : released
}

/** From which number to which a paper could move; null when it has the newest words already. */
export function moveAhead(version: { readonly template: string }, released: string): { readonly from: number; readonly to: number } | null {
  const from = templateNumber(version.template)
  const to = templateNumber(released)
  return from !== null && to !== null && from < to ? { from, to } : null
}
