import { z } from 'zod'
import { ODS_CODE_PATTERN, REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { NHS_NUMBER_FAULT_WORDS, readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import type { Problem } from '#app/kernel/result.ts'
import { londonDay, londonTime, readDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { CODE_FAULT_WORDS } from './choice.words.ts'
import { readChoiceCode } from './choice-codes.rules.ts'
import type { ChoiceEvent, EventTime } from './choice-event.rules.ts'
import type { FlowTerms, Person } from './decision.rules.ts'
import { CONFIDENTIALITY, DRAWN_ON, EXEMPTION_IDS, PURPOSES } from './exemptions.rules.ts'

/** The columns of a file of coded choice events; every one must be in its header row. */
export const CHOICE_EVENT_COLUMNS = [
  'nhs_number', 'code_system', 'code', 'effective', 'recorded', 'source', 'sequence', 'end_reason',
] as const

export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i

/** An ISO 8601 date (the whole London day) or date-time (London time unless it says its offset); null when it is neither. */
export function readEventTime(text: string): EventTime | null {
  const day = readDay(text)
  if (day !== null) return { day, ms: null }
  const [, date = '', time = '', offset] = DATE_TIME.exec(text) ?? []
  if (readDay(date) === null) return null
  if (offset === undefined) return { day: date, ms: londonTime(date, time).getTime() }
  const zone = offset.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const seconds = time.length === 5 ? `${time}:00` : time.replace(/(\.\d{3})\d+$/, '$1')
  const ms = Date.parse(`${date}T${seconds}${zone}`)
  return Number.isNaN(ms) ? null : { day: londonDay(new Date(ms)), ms }
}

/** An instant; a bare day means its first moment in London. */
export function readInstant(text: string): Date | null {
  const time = readEventTime(text)
  if (time === null) return null
  return time.ms === null ? startOfLondonDay(time.day) : new Date(time.ms)
}

const DATE_HINT = 'Give a date such as 2026-03-10, or a date and time such as 2026-03-10T09:00'

const eventTime = z.string().trim().transform((text, ctx): EventTime | null => {
  if (text === '') return null
  const time = readEventTime(text)
  if (time === null) ctx.addIssue({ code: 'custom', message: DATE_HINT })
  return time
})

const nhsNumber = z.string().transform((text, ctx): string => {
  const reading = readTypedNhsNumber(text)
  if (reading.ok) return reading.nhsNumber
  ctx.addIssue({ code: 'custom', message: NHS_NUMBER_FAULT_WORDS[reading.fault] })
  return z.NEVER
})

const odsCode = z.string().trim().toUpperCase().regex(ODS_CODE_PATTERN, 'Give the ODS code of the organisation, such as A81001')

const eventRow = z.object({
  nhs_number: nhsNumber,
  effective: eventTime,
  recorded: eventTime,
  source: odsCode,
  sequence: z.string().trim()
    .refine((text) => /^\d*$/.test(text) && Number(text) <= Number.MAX_SAFE_INTEGER, 'Give the source’s row number as digits, or leave it blank')
    .transform((text) => (text === '' ? null : Number(text))),
  end_reason: z.string().trim().toLowerCase()
    .refine((text) => text === '' || text === 'entered-in-error', 'Leave it blank, or write entered-in-error'),
})

/** One row of a file of coded choice events, by column. Problems name the column and what to do, and quote nothing from the row. */
export function readChoiceEventRow(row: Readonly<Record<string, string | undefined>>): Reading<ChoiceEvent> {
  const filled = Object.fromEntries(CHOICE_EVENT_COLUMNS.map((column) => [column, row[column] ?? '']))
  const columns = eventRow.safeParse(filled)
  const code = readChoiceCode((row.code_system ?? '').trim().toLowerCase(), row.code ?? '')
  if (columns.success && code.ok) {
    const { nhs_number, effective, recorded, source, sequence, end_reason } = columns.data
    return {
      ok: true,
      value: {
        nhsNumber: nhs_number, role: code.role, project: code.project, effective, recorded, source, sequence,
        enteredInError: end_reason === 'entered-in-error',
      },
    }
  }
  const problems = columns.success ? [] : problemsOf(columns.error)
  if (!code.ok) problems.push({ field: code.fault === 'unknown-system' ? 'code_system' : 'code', message: CODE_FAULT_WORDS[code.fault] })
  return { ok: false, problems }
}

function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
}

const day = z.string('Give a day such as 2026-03-10').transform((text, ctx): string => {
  const read = readDay(text.trim())
  if (read !== null) return read
  ctx.addIssue({ code: 'custom', message: 'Give a day such as 2026-03-10' })
  return z.NEVER
})

const instant = z.string('Give a date and time such as 2026-03-10T09:00:00Z').transform((text, ctx): number => {
  const time = readEventTime(text.trim())
  if (time !== null && time.ms !== null) return time.ms
  ctx.addIssue({ code: 'custom', message: 'Give a date and time such as 2026-03-10T09:00:00Z' })
  return z.NEVER
})

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values, `Give one of ${values.join(', ')}`)
const trueOrFalse = z.boolean('Give true or false')
const reference = z.string('Give a reference in lower-case letters, digits and hyphens').trim()
  .max(REFERENCE_MAX, `Give a reference of at most ${REFERENCE_MAX} characters`)
  .regex(REFERENCE_PATTERN, 'Give a reference in lower-case letters, digits and hyphens')
const window = z.object({ from: day, to: day }, 'Give the days it holds, as from and to')
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Give a last day that is not before the first' })

const terms = z.object({
  flow: reference.nullish(),
  discloser: odsCode.nullish(),
  draws_on: z.array(oneOf(DRAWN_ON), 'Give a list').nullish(),
  purpose: oneOf(PURPOSES).nullish(),
  confidentiality: oneOf(CONFIDENTIALITY).nullish(),
  project: reference.nullish(),
  national_opt_out_disapplied: z.array(window, 'Give a list of from and to').nullish(),
  extend_type_1: trueOrFalse.nullish(),
  national_check_max_age_days: z.number('Give a number of days').min(0, 'Give 0 or more days').nullish(),
  england_only: trueOrFalse.nullish(),
  live: trueOrFalse.nullish(),
  notification: oneOf(['required', 'not-required']).nullish(),
  include_deceased: trueOrFalse.nullish(),
  exemption: z.object({ id: oneOf(EXEMPTION_IDS), from: day, to: day }, 'Give id, from and to').nullish(),
  datasets: z.array(z.string('Give the name of a dataset'), 'Give a list').nullish(),
  support: z.object({
    final_letter: day.nullish(), ends: day.nullish(), review_due: day.nullish(), overridden_until: day.nullish(),
    covers: z.array(z.string('Give the name of a dataset'), 'Give a list').nullish(),
  }, 'Give what the approval says').nullish(),
}, 'Give one JSON object')

/** A flow's terms as the contract writes them. A key left out stays undefined, so that the rules give it its safe value. */
export function readTerms(json: unknown): Reading<Partial<FlowTerms>> {
  const read = terms.safeParse(json)
  if (!read.success) return { ok: false, problems: problemsOf(read.error) }
  const given = read.data
  return {
    ok: true,
    value: {
      discloser: given.discloser ?? undefined,
      drawsOn: given.draws_on ?? undefined,
      purpose: given.purpose ?? undefined,
      confidentiality: given.confidentiality ?? undefined,
      project: given.project ?? undefined,
      nationalOptOutDisapplied: given.national_opt_out_disapplied ?? undefined,
      extendType1: given.extend_type_1 ?? undefined,
      nationalCheckMaxAgeDays: given.national_check_max_age_days ?? undefined,
      englandOnly: given.england_only ?? undefined,
      live: given.live ?? undefined,
      notification: given.notification ?? undefined,
      includeDeceased: given.include_deceased ?? undefined,
      exemption: given.exemption ?? undefined,
      datasets: given.datasets ?? undefined,
      support: given.support == null ? undefined : {
        finalLetter: given.support.final_letter ?? null, ends: given.support.ends ?? null,
        reviewDue: given.support.review_due ?? null, overriddenUntil: given.support.overridden_until ?? null,
        covers: given.support.covers ?? null,
      },
    },
  }
}

/** The keys of `json` that terms do not have. They change nothing, so a mistyped key leaves the safe value standing. */
export function unknownTerms(json: unknown): readonly string[] {
  return typeof json === 'object' && json !== null ? Object.keys(json).filter((key) => !Object.hasOwn(terms.shape, key)) : []
}

/** A number as given is kept even when it is not one: that person is decided, and left out, without stopping the others. */
const givenNumber = z.union([z.string(), z.number(), z.null()], 'Give the NHS number as text').optional().transform((given) => {
  const text = given == null ? '' : String(given)
  const reading = readTypedNhsNumber(text)
  return reading.ok ? reading.nhsNumber : text
})

const people = z.array(z.object({
  nhs_number: givenNumber,
  born: day.nullish(),
  died: day.nullish(),
  registrations: z.array(
    z.object({ practice: odsCode, from: day, to: day.nullish(), kind: oneOf(['regular', 'temporary']).nullish() }, 'Give practice and from'),
    'Give a list of registrations',
  ).nullish(),
  national_check: z.object({ answered: instant, cleared: trueOrFalse }, 'Give answered and cleared').nullish(),
  superseded_by: nhsNumber.nullish(),
  merge_confirmed: trueOrFalse.nullish(),
  split_unconfirmed: trueOrFalse.nullish(),
  invalidated: trueOrFalse.nullish(),
  ambiguous_match: trueOrFalse.nullish(),
  restricted: trueOrFalse.nullish(),
  notification: z.object({ told: instant.nullish(), returned: instant.nullish() }, 'Give told, and returned if it came back').nullish(),
}, 'Give one JSON object a person'), 'Give a list of people')

/**
 * People as the contract writes them. `superseded_by` is the national register's own word, so a join counts as
 * confirmed unless `merge_confirmed` says false.
 */
export function readPeople(json: unknown): Reading<readonly Person[]> {
  const read = people.safeParse(json)
  if (!read.success) return { ok: false, problems: problemsOf(read.error) }
  return {
    ok: true,
    value: read.data.map((given) => ({
      nhsNumber: given.nhs_number,
      onRegister: true,
      born: given.born ?? null,
      died: given.died ?? null,
      registrations: (given.registrations ?? []).map(({ practice, from, to, kind }) => ({ practice, from, to: to ?? null, kind: kind ?? 'regular' })),
      nationalChecks: given.national_check == null ? [] : [{ answeredAt: given.national_check.answered, cleared: given.national_check.cleared }],
      supersededBy: given.superseded_by ?? null,
      mergeConfirmed: given.merge_confirmed ?? given.superseded_by != null,
      splitUnconfirmed: given.split_unconfirmed ?? false,
      invalidated: given.invalidated ?? false,
      ambiguousMatch: given.ambiguous_match ?? false,
      restricted: given.restricted ?? false,
      notification: given.notification == null ? null : { told: given.notification.told ?? null, returned: given.notification.returned ?? null },
    })),
  }
}
