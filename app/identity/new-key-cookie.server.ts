import { shownOnce } from './shown-once.server.ts'

/** Carries a new key from the form to the page that shows it. */
export const { carry: carryNewKey, take: takeNewKey } = shownOnce({ name: 'concordat_new_key', path: '/settings/keys', purpose: 'api-key' })
