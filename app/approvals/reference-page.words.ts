import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import { DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { BODIES, bodyById, OUTCOME_MEANINGS, type Body, type Citation } from './bodies.rules.ts'
import { FLOW_CATEGORIES } from './flow-category.rules.ts'
import { FLOW_CATEGORY_WORDS, OUTCOME_MEANING_WORDS, periodWords, RULE_WORDS, SHOWN_BY_WORDS, stepWords } from './route-finder.words.ts'
import { OPT_OUT_SOURCES, sourceOf, STEP_RULES, type OptOutRuleId, type RuleId, type StepRule } from './route-rules.rules.ts'

/** What /reference/approvals prints: every rule of the route finder and every body, as the code has them. */
export const REFERENCE_PAGE_WORDS = {
  title: 'Approvals: who must look at what, and by which rule',
  intro: 'A project’s facts decide what it needs before data may flow: which papers, which sign-offs, which approvals from outside, and which opt-outs are kept. These are the rules by which that is worked out, each with the law or guidance that it rests on.',
  kept: 'Rules and bodies are kept as data with their dates. A body that is given another name keeps its decisions; a rule that ends speaks until its last day.',
  checked: 'The text of the law decides, and a body’s own words about its decisions do. Follow the links, and ask whoever advises your organisation when in doubt.',
} as const

export interface ReferenceRow {
  readonly key: string
  readonly value: string
}
export interface ReferenceEntry {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly source: Citation
  readonly rows: readonly ReferenceRow[]
}
export interface ReferenceSection {
  readonly id: string
  readonly title: string
  readonly entries: readonly ReferenceEntry[]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const ruleEntry = (id: RuleId, title: string, rows: readonly ReferenceRow[] = []): ReferenceEntry => ({ id, title, says: RULE_WORDS[id], source: sourceOf(id), rows })

function stepEntry(rule: StepRule): ReferenceEntry {
  const newest = rule.bodyId ? bodyById(rule.bodyId).names.at(-1)?.name : null
  const post = rule.post ? OFFICER_POST_WORDS[rule.post] : null
  const period = periodWords(rule)
  return ruleEntry(rule.id, stepWords({ rule: rule.id, documents: [] }), [
    { key: 'Who', value: newest ?? post ?? 'Every party that decides or receives' },
    { key: 'Looks at', value: rule.documents.map((kind) => DOCUMENT_KIND_WORDS[kind]).join('; ') },
    ...(rule.after.length > 0 ? [{ key: 'After', value: rule.after.map((id) => stepWords({ rule: id, documents: [] })).join('; ') }] : []),
    { key: 'Before data may flow', value: rule.isNeededToFlow ? 'Needed: its flows may not run without a decision that holds' : 'Not by itself' },
    { key: 'Shown by', value: SHOWN_BY_WORDS[rule.shownBy] },
    ...(period ? [{ key: 'In force', value: capital(period) }] : []),
  ])
}

function bodyEntry(body: Body): ReferenceEntry {
  const words = (meaning: (typeof OUTCOME_MEANINGS)[number]) => body.outcomes.filter((outcome) => outcome.meaning === meaning)
    .map((outcome) => (periodWords(outcome) ? `${outcome.word} (${periodWords(outcome)})` : outcome.word)).join('; ')
  const newest = body.names[body.names.length - 1]!
  return {
    id: body.id, title: newest.name === newest.short ? newest.name : `${newest.name} (${newest.short})`, says: `It ${body.does}.`, source: body.source,
    rows: [
      { key: 'Kind', value: body.kind === 'national' ? 'National' : 'Local' },
      ...(body.names.length > 1 ? [{ key: 'Names', value: body.names.map((name) => `${name.name} (${periodWords(name)})`).join('; ') }] : []),
      ...OUTCOME_MEANINGS.flatMap((meaning) => (words(meaning) ? [{ key: OUTCOME_MEANING_WORDS[meaning], value: words(meaning) }] : [])),
    ],
  }
}

const OPT_OUT_TITLES = { 'opt-out-project': 'Opt-out from a project', 'opt-out-type-1': 'Type 1 opt-out', 'opt-out-national': 'National data opt-out' } as const satisfies Record<OptOutRuleId, string>

/** Everything that the route finder goes by, in the order in which it is asked. */
export function referenceSections(): ReferenceSection[] {
  return [
    { id: 'flows', title: 'What a flow is', entries: FLOW_CATEGORIES.map((category) => ruleEntry(`flow-${category}`, FLOW_CATEGORY_WORDS[category])) },
    { id: 'papers', title: 'Papers', entries: DOCUMENT_KINDS.map((kind) => ruleEntry(`paper-${kind}`, DOCUMENT_KIND_WORDS[kind])) },
    { id: 'sign-offs', title: 'Sign-offs', entries: STEP_RULES.filter((rule) => rule.kind === 'sign-off').map(stepEntry) },
    { id: 'outside', title: 'Outside the parties', entries: STEP_RULES.filter((rule) => rule.kind === 'outside-approval').map(stepEntry) },
    { id: 'opt-outs', title: 'Opt-outs', entries: (Object.keys(OPT_OUT_SOURCES) as OptOutRuleId[]).map((id) => ruleEntry(id, OPT_OUT_TITLES[id])) },
    { id: 'bodies', title: 'Bodies, their names and their outcomes', entries: BODIES.map(bodyEntry) },
  ]
}
