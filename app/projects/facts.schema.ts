import { z } from 'zod'
import type { Typed } from '#app/kernel/form-data.ts'
import { dayParts, manyOfList, oneOfList, optionalDayParts, optionalText, partsOfDay, requiredText } from '#app/kernel/fields.ts'
import { ODS_CODE_PATTERN, referenceSchema } from '#app/kernel/ids.ts'
import { owesConfidence } from './confidence.rules.ts'
import { ASSURANCE_STATUSES, PUBLISHED_STATUSES, type Assurance } from './assurance.rules.ts'
import {
  ARTICLE_6, ARTICLE_9, CONFIDENTIALITY_ROUTES, DATASET_LEVELS, FIELD_KINDS, PARTY_ROLES, PURPOSE_KINDS, SOURCES, type Dataset, type Flow, type Party, type PurposeFacts, type SafeguardFacts, type TellingPeopleFacts,
} from './facts.rules.ts'
import { TOLD } from './further-facts.rules.ts'
import { GATEWAY_IDS } from './gateways.rules.ts'
import { membersOf } from './groups.rules.ts'
import { membersSchema, textOfMembers } from './members.schema.ts'
import { linesOf, rowsOf } from './project.schema.ts'
import { REFERENCE_RESERVED } from './project.rules.ts'

/** Forms about facts: what was typed becomes a fact, and a fact becomes what the boxes hold. */

export const purposeSchema = z.object({
  purpose: requiredText('what the sharing is for', 2000),
  benefits: requiredText('the good it does', 2000),
  plainSummary: requiredText('the purpose in plain English', 600),
  necessity: requiredText('why less would not do', 3000),
  startDate: dayParts('The start date'),
  reviewDate: dayParts('The review date'),
  endDate: dayParts('The end date'),
}).superRefine((purpose, issues) => {
  if (purpose.reviewDate < purpose.startDate) issues.addIssue({ code: 'custom', path: ['reviewDate'], message: 'The review date must be the start date or after it' })
  if (purpose.endDate < purpose.startDate) issues.addIssue({ code: 'custom', path: ['endDate'], message: 'The end date must be the start date or after it' })
  else if (purpose.reviewDate > purpose.endDate) issues.addIssue({ code: 'custom', path: ['reviewDate'], message: 'The review date must be the end date or before it' })
})

export function typedFromPurpose(purpose: PurposeFacts | null): Typed {
  return purpose
    ? { ...purpose, startDate: partsOfDay(purpose.startDate), reviewDate: partsOfDay(purpose.reviewDate), endDate: partsOfDay(purpose.endDate) }
    : {}
}

export const partySchema = z.object({
  organisationCode: z.string({ error: 'Select the organisation' }).min(1, 'Select the organisation').regex(ODS_CODE_PATTERN, 'Select an organisation from the list'),
  role: oneOfList(PARTY_ROLES, 'the organisation’s role'),
  does: requiredText('what the organisation does in the project', 1000),
  contactName: requiredText('the name of the person to contact', 120),
  contactJobTitle: requiredText('the job title of the person to contact', 120),
  contactEmail: requiredText('the e-mail address of the person to contact', 254)
    .pipe(z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an e-mail address in the right form, such as name@example.nhs.uk')),
  registration: optionalText('The registration number', 20)
    .pipe(z.string().regex(/^(?:Z[A-Z0-9]{5,8})?$/, 'Enter the number as the Information Commissioner’s register has it, such as ZA123456')),
  address: optionalText('The postal address', 300),
  assurance: z.object({ status: oneOfList(ASSURANCE_STATUSES, 'how the assessment ended').default('not-said'), publishedOn: optionalDayParts('The day on which it was published').transform((day) => day ?? '') })
    .default({ status: 'not-said', publishedOn: '' })
    .superRefine((assurance, issues) => {
      const isPublished = (PUBLISHED_STATUSES as readonly string[]).includes(assurance.status)
      if (isPublished && assurance.publishedOn === '') issues.addIssue({ code: 'custom', path: ['publishedOn'], message: 'Enter the day on which the assessment was published, such as 24 6 2026' })
      if (!isPublished && assurance.publishedOn !== '') issues.addIssue({ code: 'custom', path: ['status'], message: 'Select how the published assessment ended, or clear its day' })
    }),
  members: membersSchema,
})

export function typedFromParty(party: Party | undefined): Typed {
  return party ? { ...party, assurance: typedFromAssurance(party.assurance), members: textOfMembers(membersOf(party)) } : { assurance: { status: 'not-said' } }
}

export const typedFromAssurance = ({ status, publishedOn }: Assurance): Typed => ({ status, publishedOn: partsOfDay(publishedOn) })

export const FIELDS_MAX = 100
const HEADING = /^[a-z][a-z0-9_]*$/

const fieldSchema = z.object({
  name: requiredText('the field’s heading', 60).pipe(z.string().regex(HEADING, 'A heading must begin with a lower-case letter and hold only lower-case letters, numbers and underscores, such as family_name')),
  meaning: requiredText('what the field is', 200),
  kind: oneOfList(FIELD_KINDS, 'what the field says about a person'),
  why: requiredText('why the field is needed', 300),
})

export const BLANK_FIELD = { name: '', meaning: '', kind: '', why: '' } as const

export const datasetSchema = z.object({
  name: requiredText('the dataset’s name', 100),
  controllerCode: z.string({ error: 'Select the controller' }).min(1, 'Select the controller').max(9, 'Select the controller from the list'),
  source: requiredText('where the data comes from', 300),
  aboutWhom: requiredText('whom the data is about', 300),
  level: oneOfList(DATASET_LEVELS, 'what one row is about').default('person'),
  period: optionalText('The period', 200),
  fields: rowsOf(fieldSchema, { one: 'Field', least: 1, most: FIELDS_MAX }),
}).superRefine((dataset, issues) => {
  dataset.fields.forEach((field, index) => {
    if (dataset.fields.findIndex((other) => other.name === field.name) < index) {
      issues.addIssue({ code: 'custom', path: ['fields', index, 'name'], message: `Field ${index + 1}: the heading ${field.name} is there already` })
    }
  })
})

export function typedFromDataset(dataset: Dataset | undefined): Typed {
  return dataset
    ? { name: dataset.name, controllerCode: dataset.controllerCode, source: dataset.source, aboutWhom: dataset.aboutWhom, level: dataset.level, period: dataset.period, fields: dataset.fields.map((field) => ({ ...field })) }
    : { level: 'person', fields: [{ ...BLANK_FIELD }] }
}

const yesOrNo = (what: string) => z.enum(['yes', 'no'], { error: `Select ${what}` }).transform((answer) => answer === 'yes')

export const flowSchema = z.object({
  ref: referenceSchema.refine((reference) => reference !== REFERENCE_RESERVED, 'Choose another reference: “new” has another meaning here'),
  name: requiredText('the flow’s name', 120),
  fromCode: z.string({ error: 'Select who sends the data' }).min(1, 'Select who sends the data').max(9),
  toCode: z.string({ error: 'Select who receives the data' }).min(1, 'Select who receives the data').max(9),
  datasetId: z.string({ error: 'Select the dataset' }).min(1, 'Select the dataset').max(60),
  drawsOn: manyOfList(SOURCES, 'the records that the data comes from'),
  purposeKind: oneOfList(PURPOSE_KINDS, 'what kind of purpose the flow has'),
  use: requiredText('what the recipient does with the data', 1500),
  article6: oneOfList(ARTICLE_6, 'a lawful basis under Article 6'),
  article9: oneOfList(ARTICLE_9, 'a condition under Article 9'),
  legalPower: requiredText('the legal power or duty', 600),
  gateways: manyOfList(GATEWAY_IDS, 'a gateway', 0),
  confidentiality: oneOfList(CONFIDENTIALITY_ROUTES, 'what lifts the duty of confidence'),
  confidentialityWhy: requiredText('why that applies', 1500),
  transport: requiredText('how the data travels', 500),
  frequency: requiredText('how often the data goes', 300),
  projectOptOut: yesOrNo('whether people may opt out of this flow'),
  includesDeceased: yesOrNo('whether people who have died are included'),
}).superRefine((flow, issues) => {
  if (flow.fromCode === flow.toCode) issues.addIssue({ code: 'custom', path: ['toCode'], message: 'The data must go to another organisation than it comes from' })
  if (flow.confidentiality === 'none') issues.addIssue({ code: 'custom', path: ['confidentiality'], message: 'Select what lifts the duty of confidence: without it the data may not be shared' })
  if (flow.confidentiality === 'direct-care' && flow.purposeKind !== 'direct-care') {
    issues.addIssue({ code: 'custom', path: ['confidentiality'], message: 'Care of the person lifts confidence only for a flow whose purpose is the person’s own care' })
  }
  if (owesConfidence(flow)) {
    issues.addIssue({ code: 'custom', path: ['confidentiality'], message: 'Records of health and social care were told in confidence: select what lifts that duty' })
  }
})

export function typedFromFlow(flow: Flow | undefined): Typed {
  return flow
    ? { ...flow, drawsOn: [...flow.drawsOn], gateways: [...flow.gateways], projectOptOut: flow.projectOptOut ? 'yes' : 'no', includesDeceased: flow.includesDeceased ? 'yes' : 'no' }
    : {}
}

export const RETENTION_MONTHS_MAX = 600

export const safeguardsSchema = z.object({
  retentionMonths: requiredText('how many months the data is kept', 4)
    .pipe(z.string().regex(/^\d+$/, 'The number of months must be a whole number, such as 6'))
    .transform(Number)
    .pipe(z.number().min(1, 'The number of months must be 1 or more').max(RETENTION_MONTHS_MAX, `The number of months must be ${RETENTION_MONTHS_MAX} or fewer`)),
  retentionFrom: requiredText('from when the months run', 300),
  retentionEnd: requiredText('what happens to the data then', 600),
  securityMeasures: linesOf('the security measures, one to a line'),
  breach: requiredText('what happens after a breach', 1500),
})

export function typedFromSafeguards(safeguards: SafeguardFacts | null): Typed {
  return safeguards
    ? { ...safeguards, retentionMonths: String(safeguards.retentionMonths), securityMeasures: safeguards.securityMeasures.join('\n') }
    : {}
}

export const REPLY_DAYS_LEAST = 14

export const tellingPeopleSchema = z.object({
  notShared: linesOf('what is not shared, one thing to a line', 12),
  replyDays: requiredText('how many days people have to reply', 3)
    .pipe(z.string().regex(/^\d+$/, 'The number of days must be a whole number, such as 28'))
    .transform(Number)
    .pipe(z.number().min(REPLY_DAYS_LEAST, `Give people at least ${REPLY_DAYS_LEAST} days to reply`).max(365, 'The number of days must be 365 or fewer')),
  noticeAddress: requiredText('the address of the privacy notice', 300)
    .pipe(z.url({ protocol: /^https?$/, error: 'Enter a whole web address, such as https://example.nhs.uk/privacy' })),
  questionsTo: requiredText('whom people may ask', 300),
  complaintsTo: requiredText('whom people may complain to', 300),
  told: oneOfList(TOLD, 'how people are told').default('not-said'),
})

export function typedFromTellingPeople(telling: TellingPeopleFacts | null): Typed {
  return telling ? { ...telling, told: telling.told ?? 'not-said', replyDays: String(telling.replyDays), notShared: telling.notShared.join('\n') } : {}
}

/** Taking something away asks for nothing but that. */
export const removalSchema = z.object({ remove: z.literal('yes') })
