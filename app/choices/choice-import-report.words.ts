import { CHOICE_ROLES, type ChoiceRole } from './choice-codes.rules.ts'
import type { ImportCounts, RejectColumn } from './choice-import.rules.ts'
import { IMPORT_NOTE_WORDS, REJECT_COLUMN_WORDS } from './choice-import.words.ts'

/** Each kind of entry as a heading of counts. */
export const ROLE_COUNT_WORDS = {
  T1_DISSENT: 'Type 1 opt-outs',
  T1_WITHDRAW: 'Type 1 opt-outs taken back',
  T2_DISSENT: 'Type 2 opt-outs (shown, never deciding)',
  T2_WITHDRAW: 'Type 2 opt-outs taken back (shown, never deciding)',
  SHARED_CARE_SUMMARY_DISSENT: 'Summary care record refusals (shown, never deciding)',
  SHARED_CARE_LOCAL_DISSENT: 'Local shared care record refusals (shown, never deciding)',
  SHARED_CARE_AUDIT_DISSENT: 'National clinical audit refusals (shown, never deciding)',
  PROJECT_OPT_OUT: 'Project opt-outs',
  PROJECT_OPT_OUT_WITHDRAWN: 'Project opt-outs taken back',
  CONSENT: 'Consents',
  CONSENT_REFUSED: 'Consents refused',
  CONSENT_WITHDRAWN: 'Consents withdrawn',
} as const satisfies Record<ChoiceRole, string>

const figure = (count: number): string => count.toLocaleString('en-GB')

/** Counts of entries by what they say, in a fixed order, for those that are there. */
export function roleCounts(counts: ImportCounts): readonly { readonly words: string; readonly count: number }[] {
  return (Object.keys(CHOICE_ROLES) as ChoiceRole[]).flatMap((role) => (counts.roles[role] ? [{ words: ROLE_COUNT_WORDS[role], count: counts.roles[role] }] : []))
}

export function rejectCounts(counts: ImportCounts): readonly { readonly words: string; readonly count: number }[] {
  return (Object.keys(REJECT_COLUMN_WORDS) as RejectColumn[]).flatMap((column) => (counts.rejected[column] ? [{ words: REJECT_COLUMN_WORDS[column], count: counts.rejected[column] }] : []))
}

export function importNotes(counts: ImportCounts): readonly string[] {
  return (Object.keys(IMPORT_NOTE_WORDS) as (keyof typeof IMPORT_NOTE_WORDS)[]).flatMap((note) => (counts[note] > 0 ? [IMPORT_NOTE_WORDS[note](counts[note])] : []))
}

interface Report {
  readonly reference: string | null
  readonly rows: number
  readonly settledBefore: number
  readonly tally: { readonly kept: number; readonly repeated: number; readonly rejected: number; readonly counts: ImportCounts }
  readonly ignored: readonly string[]
}

/** What an import came to, line by line, for a terminal. */
export function reportLines(report: Report, more: { readonly isTrial: boolean; readonly rejectedPlace: string | null }): string[] {
  const { tally, rows, settledBefore } = report
  const line = (words: string, count: number) => `${words.padEnd(62, ' ')} ${figure(count).padStart(10, ' ')}`
  return [
    more.isTrial ? 'Trial run: nothing was kept.' : settledBefore >= rows && rows > 0 ? `Import ${report.reference}: this file was imported before, and nothing was changed.` : `Import ${report.reference}`,
    ...(settledBefore > 0 && settledBefore < rows ? [`Gone on from row ${figure(settledBefore)}, where an earlier run stopped.`] : []),
    line('Rows', rows),
    line(more.isTrial ? 'Would be kept' : 'Kept', tally.kept),
    ...roleCounts(tally.counts).map(({ words, count }) => line(`  ${words}`, count)),
    line('Repeated (there already, nothing added)', tally.repeated),
    line('Rejected', tally.rejected),
    ...rejectCounts(tally.counts).map(({ words, count }) => line(`  ${words}`, count)),
    ...importNotes(tally.counts),
    ...(report.ignored.length > 0 ? [`Columns left alone: ${report.ignored.join(', ')}`] : []),
    ...(more.rejectedPlace ? [`The rejected rows, with reasons, are in ${more.rejectedPlace}`] : []),
  ]
}

/** The format, as the page explains it. */
export const CHOICE_COLUMN_HELP = {
  nhs_number: '10 digits. Spaces and hyphens may stand in it.',
  code_system: 'snomed, ctv3, read2 or concordat.',
  code: 'The code as your system has it, capitals kept. For concordat: project-opt-out:REF, project-opt-out-withdrawn:REF, consent:REF, consent-refused:REF or consent-withdrawn:REF, where REF is the project’s reference.',
  effective: 'From when it holds: 2026-03-10, or 2026-03-10T09:00. London time unless it says otherwise. May be blank.',
  recorded: 'When it was written down, in the same form. May be blank.',
  source: 'The ODS code of the practice whose record it is: your own.',
  sequence: 'The row number in your system. May be blank.',
  end_reason: 'Blank, or entered-in-error.',
} as const
