import { z } from 'zod'
import { consistencySchema, headsSchema, inclusionSchema, keySetSchema } from '#app/audit/proof.schema.ts'
import { apiProblems, listProblems, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { PROOF_PROBLEM_STATUS, type PROOF_PROBLEMS } from './proof-problem.rules.ts'
import { PROOF_PROBLEM_WORDS } from './receipt.words.ts'

const size = z.int().nonnegative()
const problems = (...codes: (typeof PROOF_PROBLEMS)[number][]) => listProblems(codes, PROOF_PROBLEM_STATUS, PROOF_PROBLEM_WORDS)
const busy = apiProblems('too-many-requests')

/** GET /api/v1/checks/{id}/receipt */
export const READ_RECEIPT = {
  id: 'readReceipt',
  method: 'GET',
  path: '/api/v1/checks/{id}/receipt',
  group: 'proof',
  summary: 'Get the signed receipt of a check',
  description: [
    'A compact JWS (EdDSA) that says what the check was asked and what came of it: the flow, its terms, the protocol, counts, digests of the list and of the answer,',
    'and the audit entry that holds it. `scripts/verify-receipt.mjs` checks one without a network. A check that is not complete has none.',
  ].join(' '),
  action: 'check',
  parameters: [{ in: 'path', name: 'id', description: 'The id of a check, as `Concordat-Check-Id` gave it.', schema: z.uuid() }],
  answers: { 200: { description: 'The receipt.', content: { 'application/jose': { schema: z.string() } } } },
  problems: [...apiProblems('not-found'), ...problems('no-receipt')],
} as const satisfies ApiOperation

/** GET /.well-known/jwks.json */
export const READ_KEYS = {
  id: 'readKeys',
  method: 'GET',
  path: '/.well-known/jwks.json',
  group: 'proof',
  summary: 'The public keys that receipts and heads are signed with',
  description: 'Every key that was ever used, so that what an older one signed can still be checked.',
  action: 'public',
  answers: { 200: { description: 'A key set (RFC 7517).', content: { 'application/json': { schema: keySetSchema } } } },
} as const satisfies ApiOperation

/** GET /.well-known/concordat/heads */
export const READ_HEADS = {
  id: 'readHeads',
  method: 'GET',
  path: '/.well-known/concordat/heads',
  group: 'proof',
  summary: 'Signed heads of the audit record, newest first',
  description: 'Each says how many entries there were and the root of the Merkle tree over them (RFC 6962). Keep one: nothing before it can be changed without that being seen.',
  action: 'public',
  parameters: [{ in: 'query', name: 'before', description: 'Those of fewer entries than this.', schema: size }],
  answers: { 200: { description: 'A hundred heads, or as many as there are.', content: { 'application/json': { schema: headsSchema } } } },
  problems: [...problems('proof-call-malformed'), ...busy],
} as const satisfies ApiOperation

/** GET /.well-known/concordat/heads/{size} */
export const READ_HEAD = {
  id: 'readHead',
  method: 'GET',
  path: '/.well-known/concordat/heads/{size}',
  group: 'proof',
  summary: 'One signed head',
  description: 'The head of the tree at a size at which it was signed, or `newest`.',
  action: 'public',
  parameters: [{ in: 'path', name: 'size', description: 'A number of entries, or `newest`.', schema: z.union([size, z.literal('newest')]), example: 'newest' }],
  answers: { 200: { description: 'A compact JWS (EdDSA).', content: { 'application/jose': { schema: z.string() } } } },
  problems: [...problems('no-such-head'), ...busy],
} as const satisfies ApiOperation

/** GET /.well-known/concordat/inclusion */
export const READ_INCLUSION = {
  id: 'readInclusion',
  method: 'GET',
  path: '/.well-known/concordat/inclusion',
  group: 'proof',
  summary: 'Proof that an entry is in the audit record',
  description: 'The path from the entry’s leaf to the root. It says nothing of what the entry is.',
  action: 'public',
  parameters: [
    { in: 'query', name: 'entry', description: 'The number of the entry: `audit.seq` of a receipt.', schema: z.int().positive(), required: true, example: 214 },
    { in: 'query', name: 'size', description: 'Of the tree. Left out: that of the newest signed head.', schema: size },
  ],
  answers: { 200: { description: 'The proof.', content: { 'application/json': { schema: inclusionSchema } } } },
  problems: [...problems('proof-call-malformed', 'entry-not-in-tree', 'size-not-reached', 'no-head-yet'), ...busy],
} as const satisfies ApiOperation

/** GET /.well-known/concordat/consistency */
export const READ_CONSISTENCY = {
  id: 'readConsistency',
  method: 'GET',
  path: '/.well-known/concordat/consistency',
  group: 'proof',
  summary: 'Proof that the audit record was only added to',
  description: 'That the tree at one size begins with the tree at a smaller one.',
  action: 'public',
  parameters: [
    { in: 'query', name: 'from', description: 'The smaller size.', schema: size, required: true, example: 214 },
    { in: 'query', name: 'to', description: 'The larger size. Left out: that of the newest signed head.', schema: size },
  ],
  answers: { 200: { description: 'The proof.', content: { 'application/json': { schema: consistencySchema } } } },
  problems: [...problems('proof-call-malformed', 'sizes-not-in-order', 'size-not-reached', 'no-head-yet'), ...busy],
} as const satisfies ApiOperation
