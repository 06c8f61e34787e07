export type RotationRefusal = 'no-previous-key' | 'wrong-keys'

export const ROTATION_REFUSAL_WORDS = {
  'no-previous-key': 'IDENTIFIER_KEY_PREVIOUS is not set, so there is nothing to change from. Set IDENTIFIER_KEY to the new key and IDENTIFIER_KEY_PREVIOUS to the one before it, for every portal and for this command.',
  'wrong-keys': 'Neither key is the one that this database was set up with. Set IDENTIFIER_KEY_PREVIOUS to the key that was used before.',
} as const satisfies Record<RotationRefusal, string>

const LEFT_WORDS: Readonly<Record<string, (count: string) => string>> = {
  'nhs_numbers.lookup': (count) => `nhs_numbers: ${count} of which only the hash is kept, for a national check. They go when that check is purged, 21 days after it was sent at the latest.`,
  'api_keys.key_hash': (count) => `api_keys: ${count} that no program has used since keys were kept another way. Have each used once, or revoke it and make another.`,
  portals: () => 'A portal or a command is running that writes under the previous key. Start it again with the new IDENTIFIER_KEY.',
}

/** What is left under the previous key in one place, and what to do about it. */
export function leftSentence({ where, count }: { readonly where: string; readonly count: number }): string {
  const figure = count.toLocaleString('en-GB')
  const words = LEFT_WORDS[where]
  return words ? words(figure) : `${where.replace('.', ', column ')}: ${figure} not under the new key. Run this again. What is left then neither key opens, or another row has its hash.`
}
