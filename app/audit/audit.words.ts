import type { AuditVerdict } from './audit.rules.ts'

type Fault = Extract<AuditVerdict, { holds: false }>['fault']

/** What is wrong with the first entry that does not hold. */
export const CHAIN_FAULT_WORDS = {
  missing: 'it is missing',
  changed: 'it was changed after it was written',
  'chain-broken': 'it does not follow from the entry before it',
  'head-differs': 'it is not the newest entry that was written down',
} as const satisfies Record<Fault, string>

export function verdictWords(verdict: AuditVerdict): string {
  if (verdict.holds) return `The record holds: all ${verdict.entries.toLocaleString('en-GB')} entries are there, unchanged and in order.`
  return `The record does not hold at entry ${verdict.seq.toLocaleString('en-GB')}: ${CHAIN_FAULT_WORDS[verdict.fault]}.`
}
