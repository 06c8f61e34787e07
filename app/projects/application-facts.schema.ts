import { z } from 'zod'
import { dayParts, manyOfList, oneOfList, optionalDayParts, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import {
  COMMERCIAL, SUPPORT_CLASSES, type ConsentFacts, type InvolvementFacts, type NationalDataFacts, type Section251Facts, type WorthFacts,
} from './further-facts.rules.ts'
import { linesOf, rowsOf, wholeNumber } from './project.schema.ts'
import { MONTHS_MAX } from './further-facts.schema.ts'

/** Forms about people's agreement and involvement, what the project is worth, and what applications ask for. */

export const consentSchema = z.object({
  statements: linesOf('what people are asked to agree to, one thing to a line', 12),
  withdrawal: requiredText('how people take their consent back', 1500),
  record: requiredText('how it is recorded that a person agreed', 1500),
})

export function typedFromConsent(consent: ConsentFacts | null): Typed {
  return consent ? { ...consent, statements: consent.statements.join('\n') } : {}
}

export const BLANK_ACTIVITY = { who: '', people: '', how: '', said: '', changed: '' } as const

export const involvementSchema = z.object({
  plan: requiredText('how the public is asked', 3000),
  reportDue: optionalDayParts('The day on which a report is due').transform((day) => day ?? ''),
  activities: rowsOf(z.object({
    day: dayParts('The day'),
    who: requiredText('who was asked', 300),
    people: wholeNumber('how many people took part', { least: 0, most: 1_000_000, example: '12' }),
    how: requiredText('how they were asked', 600),
    said: requiredText('what they said', 2000),
    changed: requiredText('what that changed', 2000),
  }), { one: 'Activity', most: 40 }).default([]),
})

export function typedFromInvolvement(involvement: InvolvementFacts | null): Typed {
  return involvement
    ? {
        plan: involvement.plan, reportDue: partsOfDay(involvement.reportDue || null),
        activities: involvement.activities.map((activity) => ({ ...activity, day: partsOfDay(activity.day), people: String(activity.people) })),
      }
    : {}
}

export const BLANK_COST = { what: '', pounds: '', paidBy: '' } as const
export const BLANK_BENEFIT = { what: '', forWhom: '', measure: '', by: '' } as const

export const worthSchema = z.object({
  costs: rowsOf(z.object({
    what: requiredText('what it is', 300), pounds: wholeNumber('how many pounds it costs', { least: 0, most: 1_000_000_000, example: '12,500' }), paidBy: requiredText('who pays', 200),
  }), { one: 'Cost', most: 60 }).default([]),
  benefits: rowsOf(z.object({
    what: requiredText('what the benefit is', 600), forWhom: requiredText('for whom it is', 300), measure: requiredText('how it is measured', 600), by: requiredText('by when it is expected', 120),
  }), { one: 'Benefit', least: 1, most: 60 }),
})

export function typedFromWorth(worth: WorthFacts | null): Typed {
  return worth
    ? { costs: worth.costs.map((cost) => ({ ...cost, pounds: String(cost.pounds) })), benefits: worth.benefits.map((benefit) => ({ ...benefit })) }
    : { costs: [{ ...BLANK_COST }], benefits: [{ ...BLANK_BENEFIT }] }
}

export const section251Schema = z.object({
  medicalPurpose: requiredText('the medical purpose', 2000),
  cohort: requiredText('whose records are asked for', 1500),
  classes: manyOfList(SUPPORT_CLASSES, 'what the support is for'),
  whyNoConsent: requiredText('why consent cannot be asked for', 3000),
  whyIdentifiable: requiredText('why data that identifies nobody would not do', 3000),
  dissent: requiredText('how objections are honoured', 2000),
  exit: requiredText('when support will no longer be needed', 1500),
  reference: optionalText('The reference', 60),
})

export function typedFromSection251(support: Section251Facts | null): Typed {
  return support ? { ...support, classes: [...support.classes] } : {}
}

export const nationalDataSchema = z.object({
  products: linesOf('the national datasets, one to a line'),
  outputs: requiredText('what will be made from the data', 3000),
  outputsBy: requiredText('by when', 200),
  commercial: oneOfList(COMMERCIAL, 'whether anyone uses the data commercially'),
  commercialWhat: optionalText('who gains what', 2000),
  onward: requiredText('whether data is passed on', 1500),
  territory: requiredText('where the data is kept and used', 300),
  termMonths: wholeNumber('for how many months the data is asked for', { least: 1, most: MONTHS_MAX, example: '36' }),
  ethics: requiredText('what ethics review there has been', 1500),
  reference: optionalText('The reference', 60),
}).superRefine((national, issues) => {
  if (national.commercial === 'some' && !national.commercialWhat) issues.addIssue({ code: 'custom', path: ['commercialWhat'], message: 'Enter who gains what from the commercial use' })
  if (national.commercial === 'none' && national.commercialWhat) issues.addIssue({ code: 'custom', path: ['commercialWhat'], message: 'Leave this empty, or select that the data is used commercially as well' })
})

export function typedFromNationalData(national: NationalDataFacts | null): Typed {
  return national ? { ...national, products: national.products.join('\n'), termMonths: String(national.termMonths) } : {}
}
