import { BODIES } from './bodies.rules.ts'

/** Every name that each body has had, by its id: people look for the one they remember. */
export const BODY_NAMES: Readonly<Record<string, string>> = Object.fromEntries(BODIES.map(({ id, names }) => [id, names.map(({ name, short }) => `${name} ${short}`).join(' ')]))
