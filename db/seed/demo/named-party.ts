import type { Party } from '#app/projects/facts.rules.ts'

/** A party without its address, its registration and its assurance. */
export type NamedParty = Omit<Party, 'registration' | 'address' | 'assurance'>
