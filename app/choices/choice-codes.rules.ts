import { REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { ChoiceKind } from './choice.rules.ts'

/** Raise with every change to the lists below: checks and receipts quote it. */
export const CODE_LIST_VERSION = '1.0.0'

/** The five kinds of choice, each with its own history. Only the first three ever decide; the rest are shown and explained. */
export const CHOICE_STREAMS = ['type-1', 'project-opt-out', 'project-consent', 'type-2', 'shared-care'] as const
export type ChoiceStream = (typeof CHOICE_STREAMS)[number]

/**
 * What a coded entry means: the stream it belongs to, and whether it says no or lifts a no.
 * A code lifts only what stands in its own stream (and, for a project's choices, its own project).
 */
export const CHOICE_ROLES = {
  T1_DISSENT: { stream: 'type-1', says: 'no' },
  T1_WITHDRAW: { stream: 'type-1', says: 'yes' },
  T2_DISSENT: { stream: 'type-2', says: 'no' },
  T2_WITHDRAW: { stream: 'type-2', says: 'yes' },
  SHARED_CARE_SUMMARY_DISSENT: { stream: 'shared-care', says: 'no' },
  SHARED_CARE_LOCAL_DISSENT: { stream: 'shared-care', says: 'no' },
  SHARED_CARE_AUDIT_DISSENT: { stream: 'shared-care', says: 'no' },
  PROJECT_OPT_OUT: { stream: 'project-opt-out', says: 'no' },
  PROJECT_OPT_OUT_WITHDRAWN: { stream: 'project-opt-out', says: 'yes' },
  CONSENT: { stream: 'project-consent', says: 'yes' },
  CONSENT_REFUSED: { stream: 'project-consent', says: 'no' },
  CONSENT_WITHDRAWN: { stream: 'project-consent', says: 'no' },
} as const satisfies Record<string, { stream: ChoiceStream; says: 'no' | 'yes' }>
export type ChoiceRole = keyof typeof CHOICE_ROLES

export const CODE_SYSTEMS = ['snomed', 'ctv3', 'read2', 'concordat'] as const
export type CodeSystem = (typeof CODE_SYSTEMS)[number]

export const CODE_SOURCES = {
  'practice-type-1-page': 'The Good Practice, type 1 opt-out page (CTV3 and SNOMED CT codes)',
  'cegedim': 'Cegedim knowledge base (Read v2 code)',
  'doncaster-lmc': 'Doncaster LMC, guidance for practices on opt-outs',
  'ardens': 'Ardens support article 31000146591',
  'nw-london-discovery': 'Discovery North West London, published opt-out code list',
  'unconfirmed': 'No published list found; confirm in the TRUD release before relying on it',
} as const

export interface ListedCode {
  readonly system: Exclude<CodeSystem, 'concordat'>
  /** SNOMED CT ids are text, never numbers; Read codes are five characters, dots included, case kept. */
  readonly code: string
  readonly role: ChoiceRole
  readonly meaning: string
  readonly source: keyof typeof CODE_SOURCES
  readonly confidence: 'high' | 'medium'
}

const T1 = 'No use of the GP record beyond own care (type 1)'
const T1_OFF = 'Type 1 opt-out withdrawn'
const T2 = 'No release by the national body of what it holds (type 2, ended 2018)'
const T2_OFF = 'Type 2 opt-out withdrawn'
const LOCAL_RECORD = 'No upload to a local shared care record'
const SUMMARY_RECORD = 'No upload to the national summary care record'

export const CHOICE_CODES: readonly ListedCode[] = [
  { system: 'read2', code: '9Nu0.', role: 'T1_DISSENT', meaning: T1, source: 'cegedim', confidence: 'high' },
  { system: 'ctv3', code: 'XaZ89', role: 'T1_DISSENT', meaning: T1, source: 'practice-type-1-page', confidence: 'high' },
  { system: 'snomed', code: '827241000000103', role: 'T1_DISSENT', meaning: T1, source: 'practice-type-1-page', confidence: 'high' },
  { system: 'read2', code: '9Nu1.', role: 'T1_WITHDRAW', meaning: T1_OFF, source: 'unconfirmed', confidence: 'medium' },
  { system: 'ctv3', code: 'XaZ8A', role: 'T1_WITHDRAW', meaning: T1_OFF, source: 'unconfirmed', confidence: 'medium' },
  { system: 'snomed', code: '827261000000102', role: 'T1_WITHDRAW', meaning: T1_OFF, source: 'unconfirmed', confidence: 'medium' },
  { system: 'read2', code: '9Nu4.', role: 'T2_DISSENT', meaning: T2, source: 'doncaster-lmc', confidence: 'high' },
  { system: 'ctv3', code: 'XaaVL', role: 'T2_DISSENT', meaning: T2, source: 'doncaster-lmc', confidence: 'high' },
  { system: 'snomed', code: '881561000000100', role: 'T2_DISSENT', meaning: T2, source: 'doncaster-lmc', confidence: 'high' },
  { system: 'read2', code: '9Nu5.', role: 'T2_WITHDRAW', meaning: T2_OFF, source: 'unconfirmed', confidence: 'medium' },
  { system: 'ctv3', code: 'XaaVM', role: 'T2_WITHDRAW', meaning: T2_OFF, source: 'ardens', confidence: 'high' },
  { system: 'snomed', code: '881581000000109', role: 'T2_WITHDRAW', meaning: T2_OFF, source: 'unconfirmed', confidence: 'medium' },
  { system: 'read2', code: '93C3.', role: 'SHARED_CARE_SUMMARY_DISSENT', meaning: SUMMARY_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'read2', code: '9Ndo.', role: 'SHARED_CARE_SUMMARY_DISSENT', meaning: SUMMARY_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'snomed', code: '416308001', role: 'SHARED_CARE_SUMMARY_DISSENT', meaning: SUMMARY_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'read2', code: '93C1.', role: 'SHARED_CARE_LOCAL_DISSENT', meaning: LOCAL_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'read2', code: '9Nd1.', role: 'SHARED_CARE_LOCAL_DISSENT', meaning: LOCAL_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'read2', code: '9NdH.', role: 'SHARED_CARE_LOCAL_DISSENT', meaning: LOCAL_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'read2', code: '9NdJ.', role: 'SHARED_CARE_LOCAL_DISSENT', meaning: LOCAL_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'snomed', code: '416409005', role: 'SHARED_CARE_LOCAL_DISSENT', meaning: LOCAL_RECORD, source: 'nw-london-discovery', confidence: 'medium' },
  { system: 'read2', code: '9M1..', role: 'SHARED_CARE_AUDIT_DISSENT', meaning: 'No part in a national clinical audit', source: 'nw-london-discovery', confidence: 'medium' },
]

/** The portal's own codes: `name:REF`, where REF is the project's reference. */
export const PROJECT_CODES = {
  'project-opt-out': 'PROJECT_OPT_OUT',
  'project-opt-out-withdrawn': 'PROJECT_OPT_OUT_WITHDRAWN',
  'consent': 'CONSENT',
  'consent-refused': 'CONSENT_REFUSED',
  'consent-withdrawn': 'CONSENT_WITHDRAWN',
} as const satisfies Record<string, ChoiceRole>

/** The role of an event the register itself holds; null for the one that takes another event back. */
export const ROLE_OF_KIND = {
  'project-opt-out': 'PROJECT_OPT_OUT',
  'project-opt-out-withdrawn': 'PROJECT_OPT_OUT_WITHDRAWN',
  'consent': 'CONSENT',
  'consent-refused': 'CONSENT_REFUSED',
  'consent-withdrawn': 'CONSENT_WITHDRAWN',
  'type-1-dissent': 'T1_DISSENT',
  'type-1-withdrawn': 'T1_WITHDRAW',
  'type-2-dissent': 'T2_DISSENT',
  'type-2-withdrawn': 'T2_WITHDRAW',
  'shared-care-summary-dissent': 'SHARED_CARE_SUMMARY_DISSENT',
  'shared-care-local-dissent': 'SHARED_CARE_LOCAL_DISSENT',
  'shared-care-audit-dissent': 'SHARED_CARE_AUDIT_DISSENT',
  'entered-in-error': null,
} as const satisfies Record<ChoiceKind, ChoiceRole | null>

export const KIND_OF_ROLE = Object.fromEntries(
  Object.entries(ROLE_OF_KIND).flatMap(([kind, role]) => (role === null ? [] : [[role, kind]])),
) as Readonly<Record<ChoiceRole, Exclude<ChoiceKind, 'entered-in-error'>>>

export type CodeFault = 'unknown-system' | 'read-shape' | 'snomed-shape' | 'snomed-check-digit' | 'project-code' | 'not-listed'

export type CodeReading =
  | { readonly ok: true; readonly role: ChoiceRole; readonly code: string; readonly project: string | null }
  | { readonly ok: false; readonly fault: CodeFault }

const LISTED = new Map(CHOICE_CODES.map((entry) => [`${entry.system} ${entry.code}`, entry.role]))

/** What a code from a file means, or why it cannot be used. */
export function readChoiceCode(system: string, text: string): CodeReading {
  const given = text.trim()
  switch (system) {
    case 'snomed': {
      if (!isSnomedShape(given)) return { ok: false, fault: 'snomed-shape' }
      if (!hasVerhoeffDigit(given)) return { ok: false, fault: 'snomed-check-digit' }
      return listed(system, given)
    }
    case 'read2':
    case 'ctv3': {
      const code = normaliseReadCode(given)
      return code === null ? { ok: false, fault: 'read-shape' } : listed(system, code)
    }
    case 'concordat':
      return readProjectCode(given)
    default:
      return { ok: false, fault: 'unknown-system' }
  }
}

function listed(system: CodeSystem, code: string): CodeReading {
  const role = LISTED.get(`${system} ${code}`)
  return role === undefined ? { ok: false, fault: 'not-listed' } : { ok: true, role, code, project: null }
}

function readProjectCode(code: string): CodeReading {
  const colon = code.indexOf(':')
  const name = code.slice(0, Math.max(colon, 0))
  const project = code.slice(colon + 1)
  if (!Object.hasOwn(PROJECT_CODES, name) || project.length > REFERENCE_MAX || !REFERENCE_PATTERN.test(project)) {
    return { ok: false, fault: 'project-code' }
  }
  return { ok: true, role: PROJECT_CODES[name as keyof typeof PROJECT_CODES], code, project }
}

/**
 * A Read code as five characters: a two-character term code at the end is dropped (`9Nu0.00`), dots a list has
 * left off are put back (`9Nu0`), and case is kept because 9NdH and 9Ndh differ. Null when it is not a Read code.
 */
export function normaliseReadCode(text: string): string | null {
  const code = text.trim()
  const match = /^([A-Za-z0-9.]{5})[A-Za-z0-9]{2}$/.exec(code)
  const five = (match?.[1] ?? code).padEnd(5, '.')
  return /^[A-Za-z0-9](?=.{4}$)[A-Za-z0-9]+\.*$/.test(five) ? five : null
}

/** 6 to 18 digits whose partition (third and second from the end) says concept. */
export function isSnomedShape(text: string): boolean {
  return /^[1-9][0-9]{2,14}[01]0[0-9]$/.test(text)
}

const VERHOEFF_MULTIPLY = [
  '0123456789', '1234067895', '2340178956', '3401289567', '4012395678',
  '5987604321', '6598710432', '7659821043', '8765932104', '9876543210',
] as const
const VERHOEFF_PERMUTE = [
  '0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258',
] as const

/** Whether the last digit is the Verhoeff check digit of the rest, as SNOMED CT asks. */
export function hasVerhoeffDigit(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const permuted = Number((VERHOEFF_PERMUTE[i % 8] as string)[digit])
    check = Number((VERHOEFF_MULTIPLY[check] as string)[permuted])
  }
  return check === 0
}

/** Type 2 codes dated up to this day were turned into national data opt-outs; later ones did nothing. */
export const TYPE_2_CONVERTED_UP_TO: Day = '2018-10-11'

/** What became of a type 2 code, for the person's page. Neither answer decides: only the national check does. */
export function type2Fate(effective: Day | null): 'converted' | 'no-effect' | 'unknown' {
  if (effective === null) return 'unknown'
  return effective <= TYPE_2_CONVERTED_UP_TO ? 'converted' : 'no-effect'
}
