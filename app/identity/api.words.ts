import type { ApiProblemCode } from './api-problem.rules.ts'

export const API_PROBLEM_WORDS = {
  'key-missing': { title: 'A key is needed', detail: 'Send the header "Authorization: Bearer" followed by your key.' },
  'key-unknown': { title: 'The key is not known', detail: 'The key is mistyped, or it has been revoked. Ask whoever looks after keys in your organisation.' },
  'key-ended': { title: 'The key has ended', detail: 'The day on which the key ends has passed. Ask whoever looks after keys in your organisation for a new one.' },
  'too-many-requests': { title: 'Too many requests', detail: 'Wait for as many seconds as the header Retry-After says, then send the request again.' },
  'request-id-malformed': { title: 'X-Request-ID is not a UUID', detail: 'Send a UUID, such as one from "uuidgen", or leave the header out.' },
  'request-id-reused': { title: 'The X-Request-ID was used before', detail: 'An earlier request with this id asked something else. Send a new id with a new request.' },
  'request-in-progress': { title: 'The same request is being answered', detail: 'A request with this X-Request-ID is under way. Wait for as many seconds as the header Retry-After says, then send it again.' },
  'method-not-allowed': { title: 'This address does not take that method', detail: 'The header Allow says which method it takes.' },
  'not-found': { title: 'There is nothing here', detail: 'Check the address and the reference in it. What belongs to other organisations looks the same as what is not there.' },
  'not-allowed': { title: 'The key does not allow this', detail: 'The key names neither this flow nor this kind of request. Ask for a key that does.' },
  'body-type-not-taken': { title: 'This kind of body is not taken', detail: 'Send the Content-Type that /openapi.json gives for this address, in UTF-8 and without a Content-Encoding.' },
  'body-too-long': { title: 'The body is too long', detail: 'Send less at once. The number of bytes that this address takes is in "limit".' },
  'body-not-readable': { title: 'The body cannot be read', detail: 'It breaks off, or it is not what its Content-Type says. Send it again, whole.' },
  'body-wrong': { title: 'The body is not what is asked for', detail: 'What is wrong is said place by place in "errors".' },
  'answer-type-not-offered': { title: 'No answer of that kind', detail: 'Send the Accept that /openapi.json gives for this address, or leave it out.' },
  'try-again': { title: 'The database cannot be reached', detail: 'Nothing was decided. Send the same request again after as many seconds as the header Retry-After says.' },
  fault: { title: 'Something went wrong here', detail: 'Nothing was decided. Tell whoever runs Concordat the reference.' },
  'from-another-site': { title: 'Sent from another site', detail: 'The header Origin names another site. Programs send none, and pages of other sites may not call this address.' },
} as const satisfies Record<ApiProblemCode, { readonly title: string; readonly detail: string }>

/** The head of /openapi.json. */
export const ABOUT_API = [
  'Concordat governs the sharing of health and care information in England. Before data leaves, a pipeline puts its list to the gate; the answer says, row by row, what may go on.',
  'NHS numbers stand in bodies alone: never in an address, a log or an error. Those in the examples are from the 999 test range.',
  'What went wrong is `application/problem+json` (RFC 9457) with a stable `code`; FHIR endpoints answer an OperationOutcome.',
].join('\n\n')
