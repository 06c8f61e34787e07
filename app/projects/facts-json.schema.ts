import type { z } from 'zod'
import { readTyped, type Typed } from '#app/kernel/form-data.ts'
import { ODS_CODE_PATTERN, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { readDay } from '#app/kernel/uk-date.ts'
import {
  consentSchema, involvementSchema, nationalDataSchema, section251Schema, typedFromConsent, typedFromInvolvement, typedFromNationalData, typedFromSection251,
  typedFromWorth, worthSchema,
} from './application-facts.schema.ts'
import { FACT_LEAVES, type FactLeaf } from './fact-leaves.rules.ts'
import { NOT_SAID_OF_PARTY, type ProjectFacts } from './facts.rules.ts'
import {
  datasetSchema, flowSchema, partySchema, purposeSchema, safeguardsSchema, tellingPeopleSchema, typedFromDataset, typedFromFlow, typedFromParty,
  typedFromPurpose, typedFromSafeguards, typedFromTellingPeople,
} from './facts.schema.ts'
import {
  frameworkSchema, linkageSchema, officerSchema, peopleSchema, processingSchema, rightsSchema, stageSchema, typedFromFramework, typedFromLinkage,
  typedFromOfficer, typedFromPeople, typedFromProcessing, typedFromRights, typedFromStage,
} from './further-facts.schema.ts'
import { assuranceOfCells } from './member-assurance.rules.ts'
import { MEMBERS_MAX } from './groups.rules.ts'
import { processingKey } from './processing-key.rules.ts'
import { LIST_SECTIONS, officerKey, TITLE_MAX } from './project.rules.ts'

/** Facts as a file: the whole of them, nothing else, and every fact under the name it has here. */
export const FACTS_FORMAT = 'concordat-facts/1'
/** No file of facts is larger, in characters. */
export const FACTS_FILE_MAX = 2_000_000

export interface FactProblem {
  /** Where, such as `datasets[0].fields[2].kind`; empty for the file as a whole. */
  readonly path: string
  readonly message: string
}

/** Which state of which project's facts a file was made from; a file written by hand may not say. */
export interface MadeFrom {
  readonly project: string
  readonly factsVersion: number
}

export type FactsReading = { readonly ok: true; readonly facts: ProjectFacts; readonly madeFrom?: MadeFrom } | { readonly ok: false; readonly problems: readonly FactProblem[] }

/** The same facts give the same text. `factsVersion` is the state that they are of, so that the file can be told from later ones. */
export function factsFile(projectRef: string, facts: ProjectFacts, factsVersion?: number): string {
  return `${JSON.stringify({ format: FACTS_FORMAT, project: projectRef, factsVersion, facts: inOrder(facts, SHAPE) }, null, 2)}\n`
}

/** Reads what `factsFile` writes. Every problem is said, by its path; a file with one is not used at all. */
export function readFactsFile(text: string): FactsReading {
  const problem = (path: string, message: string): FactsReading => ({ ok: false, problems: [{ path, message }] })
  if (text.length > FACTS_FILE_MAX) return problem('', 'The file is too big to be one of facts. Check that you chose the right file')
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return problem('', 'The file is not JSON. Choose a file that was made by “Facts as a file”')
  }
  if (!isObject(file) || file.format !== FACTS_FORMAT) return problem('format', `The file must say that its format is ${FACTS_FORMAT}`)
  const extra = Object.keys(file).filter((key) => !['format', 'project', 'factsVersion', 'facts'].includes(key))
  if (extra.length > 0) return problem(extra[0] as string, 'There is nothing of this name in a file of facts. Take it out')
  const { project, factsVersion } = file
  if (factsVersion !== undefined && !(Number.isSafeInteger(factsVersion) && Number(factsVersion) > 0)) return problem('factsVersion', 'This must be a whole number from 1, as “Facts as a file” wrote it')
  const reading = readFacts(file.facts)
  return reading.ok && typeof project === 'string' && typeof factsVersion === 'number' ? { ...reading, madeFrom: { project, factsVersion } } : reading
}

/** The same of facts that have been parsed: right in shape, each answer one that its page would take, and no two things of one name. */
export function readFacts(given: unknown): FactsReading {
  const problems: FactProblem[] = []
  const whole = withWhatWasNotAsked(given)
  checkShape(whole, SHAPE, '', problems)
  if (problems.length > 0) return { ok: false, problems }
  const facts = whole as ProjectFacts
  for (const { path, schema, typed } of formsOf(facts)) {
    const reading = readTyped(typed, schema)
    if (!reading.ok) problems.push(...reading.problems.map((problem) => ({ path: [path, problem.field.replace(/\.(\d+)(?=\.|$)/g, '[$1]')].filter(Boolean).join('.'), message: problem.message })))
  }
  if (facts.title.trim() === '' || facts.title.length > TITLE_MAX) problems.push({ path: 'title', message: `Give a title of 1 to ${TITLE_MAX} characters` })
  problems.push(...keyProblems(facts))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, facts }
}

/** A file may be older than some of the questions: what it could not say of a party, or of how people are told, has no answer yet. */
function withWhatWasNotAsked(given: unknown): unknown {
  if (!isObject(given) || !Array.isArray(given.parties)) return given
  const telling = isObject(given.tellingPeople) ? { tellingPeople: { told: 'not-said', ...given.tellingPeople } } : {}
  return { ...given, ...telling, parties: given.parties.map((party: unknown) => (isObject(party) ? { ...NOT_SAID_OF_PARTY, ...party } : party)) }
}

type Shape = { readonly leaf: FactLeaf } | { readonly rows: Shape } | { readonly object: Record<string, Shape>; readonly mayBeNull: boolean }

const SHAPE = shapeFromLeaves()

function shapeFromLeaves(): Shape {
  const root: Record<string, Shape> = {}
  for (const [path, leaf] of Object.entries(FACT_LEAVES)) {
    let at = root
    const steps = path.split('.')
    steps.forEach((step, index) => {
      const name = step.replace('[]', '')
      if (index === steps.length - 1) at[name] = { leaf }
      else if (step.endsWith('[]')) {
        at[name] ??= { rows: { object: {}, mayBeNull: false } }
        at = ((at[name] as { rows: { object: Record<string, Shape> } }).rows).object
      } else {
        at[name] ??= { object: {}, mayBeNull: index === 0 }
        at = (at[name] as { object: Record<string, Shape> }).object
      }
    })
  }
  return { object: root, mayBeNull: false }
}

/** The same value with its names in the order of the facts, however it was kept. */
function inOrder(value: unknown, shape: Shape): unknown {
  if ('rows' in shape) return Array.isArray(value) ? value.map((row) => inOrder(row, shape.rows)) : value
  if ('leaf' in shape || !isObject(value)) return value
  return Object.fromEntries(Object.entries(shape.object).map(([name, part]) => [name, inOrder(value[name], part)]))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function checkShape(value: unknown, shape: Shape, path: string, problems: FactProblem[]): void {
  const say = (message: string, at = path) => problems.push({ path: at, message })
  if ('leaf' in shape) {
    const wrong = wrongWith(value, shape.leaf)
    if (wrong) say(wrong)
  } else if ('rows' in shape) {
    if (!Array.isArray(value)) say('This must be a list')
    else value.forEach((row, index) => checkShape(row, shape.rows, `${path}[${index}]`, problems))
  } else if (value === null && shape.mayBeNull) return
  else if (!isObject(value)) say(shape.mayBeNull ? 'This must be an object, or null where nothing has been answered' : 'This must be an object')
  else {
    const inner = (name: string) => (path === '' ? name : `${path}.${name}`)
    for (const name of Object.keys(value)) if (!Object.hasOwn(shape.object, name)) say('There is no such fact. Take it out, or correct its name', inner(name))
    for (const [name, part] of Object.entries(shape.object)) {
      if (!Object.hasOwn(value, name)) say('This is missing', inner(name))
      else checkShape(value[name], part, inner(name), problems)
    }
  }
}

function wrongWith(value: unknown, leaf: FactLeaf): string | null {
  const isText = typeof value === 'string'
  switch (leaf.kind) {
    case 'text': case 'optional-text': case 'party': case 'dataset': case 'id':
      return !isText ? 'This must be text' : value !== value.trim() || value.includes('\r') || value.includes('\u0000') ? 'Take out spaces at the beginning and the end, and characters that nobody can type' : null
    case 'members': return areMembers(value) ? null : `This must be a list of at most ${MEMBERS_MAX}, each {"code": …, "name": …} and, where it is known, "assurance": {"status": …, "publishedOn": …}`
    case 'day': return isText && readDay(value) !== null ? null : 'This must be a day, such as "2026-05-01"'
    case 'optional-day': return isText && (value === '' || readDay(value) !== null) ? null : 'This must be a day, such as "2026-05-01", or empty'
    case 'number': return Number.isSafeInteger(value) ? null : 'This must be a whole number'
    case 'yes-no': return typeof value === 'boolean' ? null : 'This must be true or false'
    case 'lines': return Array.isArray(value) && value.every((line) => typeof line === 'string' && line.trim() === line && line !== '' && !/[\r\n\u0000]/.test(line)) ? null : 'This must be a list of texts, each of one line'
    case 'one-of': return isText && leaf.options.includes(value) ? null : `This must be one of: ${leaf.options.join(', ')}`
    case 'some-of': return Array.isArray(value) && value.every((one, index) => leaf.options.includes(one as string) && value.indexOf(one) === index) ? null : `This must be a list of some of: ${leaf.options.join(', ')}`
  }
}

const areMembers = (value: unknown): boolean => Array.isArray(value) && value.length <= MEMBERS_MAX && value.every((member) =>
  isObject(member) && ['code,name', 'assurance,code,name'].includes(Object.keys(member).sort().join()) && (member.assurance === undefined || isSaid(member.assurance)) && typeof member.name === 'string' && member.name.trim() === member.name && !/[\r\n\t\u0000]/.test(member.name) &&
  typeof member.code === 'string' && ODS_CODE_PATTERN.test(member.code))

/** What can be said of a member: nothing is said by leaving it out. */
const isSaid = (value: unknown): boolean => isObject(value) && Object.keys(value).sort().join() === 'publishedOn,status' && typeof value.status === 'string' && typeof value.publishedOn === 'string'
  && assuranceOfCells([value.status, value.publishedOn]).ok && value.status !== 'not-said'

interface Form { readonly path: string; readonly schema: z.ZodType; readonly typed: Typed }

/** Every form that the facts could have been entered in, filled in with them. */
function formsOf(facts: ProjectFacts): Form[] {
  const one = <T>(path: string, value: T | null, schema: z.ZodType, typed: (value: T) => Typed): Form[] => (value === null ? [] : [{ path, schema, typed: typed(value) }])
  const each = <T>(path: string, values: readonly T[], schema: z.ZodType, typed: (value: T) => Typed): Form[] => values.map((value, index) => ({ path: `${path}[${index}]`, schema, typed: typed(value) }))
  return [
    ...one('purpose', facts.purpose, purposeSchema, typedFromPurpose), ...each('parties', facts.parties, partySchema, typedFromParty),
    ...each('datasets', facts.datasets, datasetSchema, typedFromDataset), ...each('flows', facts.flows, flowSchema, typedFromFlow),
    ...one('safeguards', facts.safeguards, safeguardsSchema, typedFromSafeguards), ...one('tellingPeople', facts.tellingPeople, tellingPeopleSchema, typedFromTellingPeople),
    ...one('people', facts.people, peopleSchema, typedFromPeople), ...each('officers', facts.officers, officerSchema, typedFromOfficer),
    ...each('stages', facts.stages, stageSchema, typedFromStage), ...one('framework', facts.framework, frameworkSchema, typedFromFramework),
    ...one('linkage', facts.linkage, linkageSchema, typedFromLinkage), ...each('processing', facts.processing, processingSchema, typedFromProcessing),
    ...one('rights', facts.rights, rightsSchema, typedFromRights), ...one('consent', facts.consent, consentSchema, typedFromConsent),
    ...one('involvement', facts.involvement, involvementSchema, typedFromInvolvement), ...one('worth', facts.worth, worthSchema, typedFromWorth),
    ...one('section251', facts.section251, section251Schema, typedFromSection251), ...one('nationalData', facts.nationalData, nationalDataSchema, typedFromNationalData),
  ]
}

/** No two things of a list have one name, and names that stand in addresses can. */
function keyProblems(facts: ProjectFacts): FactProblem[] {
  const keys: Record<(typeof LIST_SECTIONS)[number], readonly (readonly [string, string])[]> = {
    parties: facts.parties.map((party) => [party.organisationCode, 'organisationCode']), officers: facts.officers.map((officer) => [officerKey(officer), 'post']),
    stages: facts.stages.map((stage) => [stage.id, 'id']), datasets: facts.datasets.map((dataset) => [dataset.id, 'id']), flows: facts.flows.map((flow) => [flow.ref, 'ref']),
    processing: facts.processing.map((terms) => [processingKey(terms, facts.processing), 'processorCode']),
  }
  return LIST_SECTIONS.flatMap((section) => keys[section].flatMap(([key, name], index): FactProblem[] => {
    const path = `${section}[${index}].${name}`
    if (keys[section].findIndex(([other]) => other === key) < index) return [{ path, message: `There is already one of this name in the list: ${key}` }]
    return name === 'id' && (!REFERENCE_PATTERN.test(key) || key === 'new' || key.length > 60) ? [{ path, message: 'This must be lower-case letters and numbers with single hyphens' }] : []
  }))
}
