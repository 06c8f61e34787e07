const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'lady', 'rev'])

/**
 * What of a name tells whose it is from another's, however it was typed: capitals, accents, hyphens and titles left out. Null
 * for a name that could as well be someone else's: an initial, or a family name alone.
 */
export function nameKey(name: string): string | null {
  // Accents of Latin letters are left out; in other scripts the marks are vowels, and tell one name from another.
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/['’.]/g, '')
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)
  const own = words.filter((word, index) => index > 0 || !TITLES.has(word))
  const [first = ''] = own
  return own.length >= 2 && [...first].length >= 2 ? own.join(' ') : null
}
