/**
 * Whether an address can be printed on a letter and delivered: GOV.UK Notify's rules for letters, with its own names for
 * what is wrong (https://docs.notifications.service.gov.uk). The lines are those of the address block, the name first and
 * the postcode last.
 */
export const ADDRESS_CODES = [
  'address-is-empty', 'not-enough-address-lines', 'too-many-address-lines', 'not-a-real-uk-postcode', 'invalid-char-in-address',
  'has-country-for-bfpo-address', 'no-fixed-abode-address', 'invalid-address-line-1-or-2',
] as const
export type AddressCode = (typeof ADDRESS_CODES)[number]

export const ADDRESS_LINES_LEAST = 3
export const ADDRESS_LINES_MOST = 7

const FORBIDDEN_FIRST = /^[@()=[\]"\\/,<>~]/
const NO_FIXED_ABODE = /\b(?:no fixed (?:abode|address)|nfa)\b/i
const BFPO = /\bbfpo\b/i
const COUNTRY_LINE = /^(?:united kingdom|uk|england|wales|scotland|northern ireland|great britain|gb)$/i
/** ZZ99 codes stand in records for no fixed abode and for abroad: no letter reaches them (NHS postcode directory). */
const STAND_IN = /^ZZ99/i

export function lintAddress(lines: readonly string[]): AddressCode[] {
  const given = lines.map((line) => line.trim()).filter(Boolean)
  if (given.length === 0) return ['address-is-empty']
  const codes: AddressCode[] = []
  const isBfpo = given.some((line) => BFPO.test(line))
  if (given.length < ADDRESS_LINES_LEAST) codes.push('not-enough-address-lines')
  if (given.length > ADDRESS_LINES_MOST) codes.push('too-many-address-lines')
  if (isBfpo && given.some((line) => COUNTRY_LINE.test(line))) codes.push('has-country-for-bfpo-address')
  if (!isDeliverablePostcode(given[given.length - 1] as string) && !(isBfpo && /\bbfpo\s*\d+\b/i.test(given[given.length - 1] as string))) codes.push('not-a-real-uk-postcode')
  if (given.some((line) => FORBIDDEN_FIRST.test(line))) codes.push('invalid-char-in-address')
  if (given.some((line) => NO_FIXED_ABODE.test(line))) codes.push('no-fixed-abode-address')
  if (given.slice(0, 2).some((line) => !/[\p{L}\p{N}]/u.test(line))) codes.push('invalid-address-line-1-or-2')
  return codes
}

function isDeliverablePostcode(line: string): boolean {
  const compact = line.replace(/\s/g, '')
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}$/i.test(compact) && !STAND_IN.test(compact)
}

/** The lines of an address block. A child's letter goes to the parent or carer; only names and addresses show in the window. */
export function addressBlock(
  person: { readonly givenName: string; readonly familyName: string; readonly addressLines: readonly string[]; readonly postcode: string },
  isChild: boolean,
): string[] {
  const name = `${person.givenName} ${person.familyName}`
  return [isChild ? `The parent or carer of ${name}` : name, ...person.addressLines, person.postcode].map((line) => line.trim()).filter(Boolean)
}
