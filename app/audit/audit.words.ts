import type { AuditVerdict, ENTRY_FAULTS, HEAD_FAULTS, HeadSource } from './audit.rules.ts'

/** What is wrong with the first entry that does not hold. */
export const CHAIN_FAULT_WORDS = {
  missing: 'it is missing',
  changed: 'it was changed after it was written',
  'chain-broken': 'it does not follow from the entry before it',
  'head-differs': 'it is not the newest entry that was written down',
  'tree-differs': 'it is not the entry that the tree over the record was made of, so it was rewritten together with the hashes after it',
  'tree-damaged': 'the tree over it was changed after it was written',
} as const satisfies Record<(typeof ENTRY_FAULTS)[number], string>

const figure = (count: number): string => count.toLocaleString('en-GB')
const where = (source: HeadSource): string => (source.kept ? '' : ` in line ${figure(source.line)} of the file`)
const entries = (from: number, to: number): string => (from === to ? `entry ${figure(from)}` : `one of the entries ${figure(from)} to ${figure(to)}`)

type HeadVerdict = Extract<AuditVerdict, { fault: (typeof HEAD_FAULTS)[number] }>

/** What is wrong with a signed head, or with the record under it. */
export const HEAD_FAULT_WORDS = {
  'head-forged': ({ size, source }) => `The signed head of ${figure(size)} entries${where(source)} does not hold: it is not what this portal signed.`,
  'head-mismatch': ({ seq, to, size, source }) => `The record does not hold at ${entries(seq, to)}: it is not what was there when the head of ${figure(size)} entries${where(source)} was signed.`,
  'head-beyond': ({ seq, to, source }) => `The record does not hold at entry ${figure(seq)}: it is missing, and so is everything up to entry ${figure(to)}, over which a head${where(source)} was signed.`,
  'head-gone': ({ size, source }) => `The signed head of ${figure(size)} entries${where(source)} is not kept any more.`,
  'line-unreadable': ({ source }) => `A signed head${where(source)} cannot be read.`,
} as const satisfies Record<(typeof HEAD_FAULTS)[number], (verdict: HeadVerdict) => string>

export function verdictWords(verdict: AuditVerdict): string {
  if (verdict.holds) {
    const heads = verdict.heads === 0 ? '' : ` So do the ${figure(verdict.heads)} heads signed over it, the newest over ${figure(verdict.newestHead ?? 0)} entries.`
    return `The record holds: all ${figure(verdict.entries)} entries are there, unchanged and in order.${heads}`
  }
  if ('source' in verdict) return HEAD_FAULT_WORDS[verdict.fault](verdict)
  return `The record does not hold at entry ${figure(verdict.seq)}: ${CHAIN_FAULT_WORDS[verdict.fault]}.`
}
