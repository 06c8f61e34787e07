import { z } from 'zod'
import { manyOfList, oneOfList, optionalText, requiredText } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import {
  AUTOMATED, MATCH_METHODS, OFFICER_POSTS, PEOPLE_GROUPS, STAGE_ROLES, TRANSFERS,
  type FrameworkFacts, type LinkageFacts, type Officer, type PeopleFacts, type Processing, type RightsFacts, type Stage,
} from './further-facts.rules.ts'
import { linesOf, rowsOf, wholeNumber } from './project.schema.ts'

/** Forms about the facts that other papers than the protocol ask for, as `facts.schema.ts` has those of the protocol. */

export const MONTHS_MAX = 600
const months = (what: string) => wholeNumber(what, { least: 1, most: MONTHS_MAX, example: '12' })
const emailBox = (what: string) => requiredText(what, 254)
  .pipe(z.string().regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Enter an e-mail address in the right form, such as name@example.nhs.uk'))
/** A party by its code; whether it is a party is the facts' business. `what` continues "Select …". */
export const partyBox = (what: string) => z.string({ error: `Select ${what}` }).min(1, `Select ${what}`).max(9, `Select ${what} from the list`)

export const peopleSchema = z.object({
  howMany: wholeNumber('about how many people the data is about', { least: 1, most: 100_000_000, example: '9,500' }),
  area: requiredText('where the people live', 300),
  groups: manyOfList(PEOPLE_GROUPS, 'who is among them'),
  relationship: requiredText('how the people stand to the parties', 1000),
  expectation: requiredText('whether people would expect this', 2000),
  concerns: requiredText('what people have been concerned about before', 2000),
  novelty: requiredText('what is new in how it is done', 2000),
})

export function typedFromPeople(people: PeopleFacts | null): Typed {
  return people ? { ...people, howMany: String(people.howMany), groups: [...people.groups] } : {}
}

export const officerSchema = z.object({
  organisationCode: partyBox('the party'),
  post: oneOfList(OFFICER_POSTS, 'the post'),
  name: requiredText('the officer’s name', 120),
  email: emailBox('the officer’s e-mail address'),
})

export function typedFromOfficer(officer: Officer | undefined): Typed {
  return officer ? { ...officer } : {}
}

export const BLANK_ROLE = { organisationCode: '', role: '' } as const

export const stageSchema = z.object({
  name: requiredText('the stage’s name', 100),
  does: requiredText('what happens in this stage', 1500),
  roles: rowsOf(z.object({ organisationCode: partyBox('the party'), role: oneOfList(STAGE_ROLES, 'its role') }), { one: 'Role', least: 1, most: 60 }),
}).superRefine((stage, issues) => {
  stage.roles.forEach((role, index) => {
    if (stage.roles.findIndex((other) => other.organisationCode === role.organisationCode) < index) {
      issues.addIssue({ code: 'custom', path: ['roles', index, 'organisationCode'], message: `Role ${index + 1}: this party has a role in this stage already` })
    }
  })
})

export function typedFromStage(stage: Stage | undefined): Typed {
  return stage ? { name: stage.name, does: stage.does, roles: stage.roles.map((role) => ({ ...role })) } : { roles: [{ ...BLANK_ROLE }] }
}

export const BLANK_SCENARIO = { name: '', does: '', basis: '' } as const

export const frameworkSchema = z.object({
  coverage: requiredText('whom the framework covers', 600),
  principles: linesOf('the principles, one to a line'),
  scenarios: rowsOf(z.object({
    name: requiredText('the scenario’s name', 120), does: requiredText('what is shared in it, and for what', 1500), basis: requiredText('on what basis', 1000),
  }), { one: 'Scenario', least: 1, most: 30 }),
  governance: requiredText('who runs the framework', 2000),
  joining: requiredText('how a body joins', 1500),
  leaving: requiredText('how a body leaves', 1500),
})

export function typedFromFramework(framework: FrameworkFacts | null): Typed {
  return framework
    ? { ...framework, principles: framework.principles.join('\n'), scenarios: framework.scenarios.map((scenario) => ({ ...scenario })) }
    : { scenarios: [{ ...BLANK_SCENARIO }] }
}

export const linkageSchema = z.object({
  method: oneOfList(MATCH_METHODS, 'how records are matched'),
  keys: linesOf('the fields that are compared, one to a line'),
  byCode: partyBox('the party that matches'),
  where: requiredText('where the matching is done', 600),
  quality: requiredText('how the matching is checked', 2000),
  depersonalised: linesOf('the steps that stop the data identifying people, one to a line'),
  clockMonths: months('within how many months all that identifies people is destroyed'),
  clockFrom: requiredText('from when those months run', 300),
  reidentification: requiredText('who may turn a pseudonym back, and when', 1500),
  leastCount: wholeNumber('the smallest count that is passed on', { least: 1, most: 1000, example: '5' }),
  smallNumbers: requiredText('what is done with smaller counts', 1000),
})

export function typedFromLinkage(linkage: LinkageFacts | null): Typed {
  return linkage
    ? {
        ...linkage, keys: linkage.keys.join('\n'), depersonalised: linkage.depersonalised.join('\n'),
        clockMonths: String(linkage.clockMonths), leastCount: String(linkage.leastCount),
      }
    : {}
}

export const processingSchema = z.object({
  processorCode: partyBox('the processor'),
  controllerCode: partyBox('the controller that it works for'),
  subject: requiredText('what the processor is asked to do', 1000),
  nature: requiredText('how it does that', 1500),
  duration: requiredText('how long it lasts', 500),
  subProcessors: requiredText('which other processors it may use', 1000),
  place: requiredText('where the data is kept', 300),
  atEnd: requiredText('what becomes of the data at the end', 1000),
}).superRefine((processing, issues) => {
  if (processing.processorCode === processing.controllerCode) {
    issues.addIssue({ code: 'custom', path: ['controllerCode'], message: 'The controller must be another party than the processor' })
  }
})

export function typedFromProcessing(processing: Processing | undefined): Typed {
  return processing ? { ...processing } : {}
}

export const rightsSchema = z.object({
  requestsTo: requiredText('whom people write to', 500),
  requestsHow: requiredText('how requests are answered', 2000),
  objections: requiredText('how an objection is decided', 2000),
  erasure: requiredText('whether a record can still be taken out', 2000),
  automated: oneOfList(AUTOMATED, 'whether a computer alone decides about people'),
  automatedWhat: optionalText('what the computer decides', 2000),
  transfers: oneOfList(TRANSFERS, 'whether the data leaves the United Kingdom'),
  transfersWhat: optionalText('where the data goes', 2000),
  publication: requiredText('which papers are published, and where', 1000),
}).superRefine((rights, issues) => {
  if (rights.automated === 'some' && !rights.automatedWhat) issues.addIssue({ code: 'custom', path: ['automatedWhat'], message: 'Enter what is decided by a computer alone, how, and what it does' })
  if (rights.automated === 'none' && rights.automatedWhat) issues.addIssue({ code: 'custom', path: ['automatedWhat'], message: 'Leave this empty, or select that some decisions are made by a computer alone' })
  if (rights.transfers !== 'none' && !rights.transfersWhat) issues.addIssue({ code: 'custom', path: ['transfersWhat'], message: 'Enter where the data goes, and under what safeguard' })
  if (rights.transfers === 'none' && rights.transfersWhat) issues.addIssue({ code: 'custom', path: ['transfersWhat'], message: 'Leave this empty, or select that the data goes to another country' })
})

export function typedFromRights(rights: RightsFacts | null): Typed {
  return rights ? { ...rights } : {}
}
