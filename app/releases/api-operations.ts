import { READ_CAPABILITIES, SEARCH_CONSENTS } from '#app/choices/consents.operation.ts'
import type { ApiOperation } from '#app/identity/api-operation.schema.ts'
import { READ_FLOW, READ_PROJECT } from './arrangements.operation.ts'
import { EVALUATE, EVALUATE_MANY, READ_AUTHZEN_CONFIGURATION } from './evaluations.operation.ts'
import { ASK_BY_PSEUDONYM } from './pseudonym-check.operation.ts'
import { COUNT_PEOPLE } from './counts.operation.ts'
import { ASK_GATE, READ_CHECK } from './gate.operation.ts'
import { BEGIN_PRIVATE_CHECK, EVALUATE_BLINDED } from './private-check.operation.ts'
import { READ_CONSISTENCY, READ_HEAD, READ_HEADS, READ_INCLUSION, READ_KEYS, READ_RECEIPT } from './proof.operation.ts'
import { READ_HEALTH, READ_OPENAPI, READ_READINESS } from './portal.operation.ts'

/** Every call that a program can make, in the order in which /openapi.json shows them. A house test compares it with the routes. */
export const API_OPERATIONS: readonly ApiOperation[] = [
  ASK_GATE, READ_CHECK, BEGIN_PRIVATE_CHECK, EVALUATE_BLINDED, COUNT_PEOPLE, ASK_BY_PSEUDONYM,
  READ_FLOW, READ_PROJECT,
  SEARCH_CONSENTS, READ_CAPABILITIES,
  EVALUATE, EVALUATE_MANY, READ_AUTHZEN_CONFIGURATION,
  READ_RECEIPT, READ_KEYS, READ_HEADS, READ_HEAD, READ_INCLUSION, READ_CONSISTENCY,
  READ_OPENAPI, READ_HEALTH, READ_READINESS,
]
