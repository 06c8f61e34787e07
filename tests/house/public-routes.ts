/** Routes that anyone may reach, each with the reason. Every other loader and action names a permission. */
export const PUBLIC_ROUTES: Readonly<Record<string, string>> = {
  _index: 'the front door',
  $: 'the page for addresses that lead nowhere',
  'sign-in': 'how staff come in',
  'sign-out': 'its loader only leads home; its action asks for a session',
  healthz: 'asked by the machine that runs the portal',
  readyz: 'asked by the machine that runs the portal',
  '[.]well-known.authzen-configuration': 'programs find the evaluation endpoints before they have a key',
  'fhir.R4.metadata': 'what a FHIR endpoint can do is for everyone to read',
  'openapi[.]json': 'what programs can ask is for everyone to read',
  '[.]well-known.jwks[.]json': 'whoever holds a receipt must be able to check who signed it',
  '[.]well-known.concordat.heads': 'the record’s signed heads are for everyone to keep',
  '[.]well-known.concordat.heads_.$size': 'the record’s signed heads are for everyone to keep',
  '[.]well-known.concordat.inclusion': 'whoever holds a receipt must be able to find it in the record; hashes alone',
  '[.]well-known.concordat.consistency': 'anyone may see that the record was only added to; hashes alone',
  'help.accessibility': 'the accessibility statement is for everyone',
  'reference.approvals': 'who must look at what, by which rule, is for everyone to read',
  'reference.who-may-do-what': 'who may do what with an approval is for everyone to read',
  'reference.gateways': 'the laws that councils and the NHS share under are for everyone to read',
  rules: 'how it is decided who is included is for everyone to see',
  verify: 'whoever holds a receipt may ask whether it holds; nothing is shown but what the receipt says',
  'verify_.paper': 'whoever holds a signed paper may ask whether it is as it was signed; nothing is shown but what the paper says',
  'verify_.certificates[.]pem': 'whoever holds a signed paper must be able to check who signed it',
  'calendar.$secret[.]ics': 'a calendar program cannot sign in; the secret in the address stands for its person, and opens their dates and nothing else',
  'help.privacy': 'the privacy page is for everyone',
}

/** Residents' pages: reached with the code of a letter, not with an account. */
export const RESIDENT_ROUTES = /^your-choice/
/** Programs' endpoints: reached with a key. */
export const KEY_ROUTES = /^(?:api|access|fhir)\./
/** Everything that programs call: each has an operation in `releases/api-operations.ts`. */
export const API_ROUTES = /^(?:api|access|fhir)\.|^\[\.\]well-known\.|^openapi\[\.\]json$|^(?:healthz|readyz)$/
