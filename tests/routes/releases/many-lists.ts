import type { Pilot } from '#tests/factories/pilot.ts'
import { testNumber } from '#tests/factories/pilot.ts'

/** Chance from a seed: whole numbers from 0 to less than `below`. The same seed gives the same on every machine. */
export function chanceFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

export const TYPES = ['text/plain', 'text/csv', 'application/x-ndjson'] as const
export type Type = (typeof TYPES)[number]

/** What stands where a number should: blank, short, long, Unicode, a wrong check digit, and what looks like one. */
const ODD = ['', ' ', '999000001', '99900000018', '９９９００００００１８', '9990000019', '0000000000', 'é', 'NULL', '999 000 0018']

/** A list of numbers of people who are on the register, who are not, and of nobody, in no order and some of them again and again. */
export function listOf(type: Type, rows: number, below: (below: number) => number): Buffer<ArrayBuffer> {
  const number = () => (below(40) === 0 ? (ODD[below(ODD.length)] as string) : testNumber(below(60)))
  const line = {
    'text/plain': () => `${number()}${below(9) === 0 ? ',' : ''}`,
    'text/csv': () => `${below(1000)},${number()}${below(9) === 0 ? ',"a, ""b""\r\nc"' : ',x'}`,
    'application/x-ndjson': () => (below(9) === 0 ? JSON.stringify({ nhs_number: number(), more: 1 }) : `{"nhs_number":${JSON.stringify(number())}}`),
  }[type]
  const lines = Array.from({ length: rows }, () => `${line()}${below(5) === 0 ? '\r\n' : '\n'}`)
  return Buffer.from(`${type === 'text/csv' ? 'local_id,nhs_number,postcode\n' : ''}${lines.join('')}`)
}

/** An answer without what differs from one check to the next: its summary. */
export function rowsOf(answer: Buffer): Buffer {
  const at = answer.lastIndexOf('{"summary":')
  return at < 0 ? answer : answer.subarray(0, at)
}

export const pathOf = (pilot: Pilot): string => `/api/v1/flows/${pilot.flowRef}/checks`
