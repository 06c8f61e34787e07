import { CHOICE_CODES, CHOICE_ROLES, CODE_LIST_VERSION, CODE_SOURCES, PROJECT_CODES, type ChoiceRole, type CodeSystem } from './choice-codes.rules.ts'
import { FLAG_WORDS, reasonSentence, ROLE_WORDS, SET_ASIDE_WORDS } from './choice.words.ts'
import {
  EXCLUDING_REASONS, EXEMPTIONS, RULE_SOURCES, RULES_VERSION, type Confidentiality, type DrawnOn, type Exemption, type Purpose,
} from './exemptions.rules.ts'

/** One table of the published rules. The page and `docs/rules.md` are both made from it, and it from the data that decides. */
export interface PublishedTable {
  readonly id: string
  readonly title: string
  readonly words: readonly string[]
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const ROUTE_WORDS = {
  'direct-care': 'own care', consent: 'consent', 'section-251': 'section 251 support', 'legal-duty': 'a legal duty', 'communicable-disease': 'communicable disease',
  'public-interest': 'public interest', anonymised: 'anonymised data', 'not-confidential': 'nothing in it being confidential', none: 'no basis',
} as const satisfies Record<Confidentiality, string>

const DRAWN_ON_WORDS = {
  gp: 'the GP record', hospital: 'hospital records', 'adult-social-care': 'adult social care', 'childrens-social-care': 'children’s social care', council: 'council records', education: 'education records',
  justice: 'police, court, prison and probation records', other: 'records of no health, care or council service',
} as const satisfies Record<DrawnOn, string>

const PURPOSE_WORDS = { 'direct-care': 'own care', secondary: 'any use beyond own care' } as const satisfies Record<Purpose, string>

const oneOf = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`)

function whenWords({ applies, never }: Pick<Exemption, 'applies' | 'never'>): string {
  switch (applies.when) {
    case 'confidentiality': return `The flow relies on ${ROUTE_WORDS[applies.is]}${never ? `, and draws on none of these: ${never.map((source) => DRAWN_ON_WORDS[source]).join('; ')}` : ''}`
    case 'disapplied': return `On the days the approval names, where the flow relies on ${oneOf(applies.under.map((route) => ROUTE_WORDS[route]))}`
    case 'drawn-only-from': return `The flow draws on nothing but ${oneOf(applies.sources.map((source) => DRAWN_ON_WORDS[source]))}`
    case 'number-range': return `The number was issued in ${oneOf(applies.ranges.map((range) => RANGE_WORDS[range] ?? range))}`
    case 'named': return `The flow’s signed terms name it, with dates, under ${oneOf(applies.under.map((route) => ROUTE_WORDS[route]))}`
    case 'named-and-no-number': return `As above, and the row has no NHS number; under ${oneOf(applies.under.map((route) => ROUTE_WORDS[route]))}`
  }
}

const RANGE_WORDS: Readonly<Record<string, string>> = { scotland: 'Scotland', 'northern-ireland': 'Northern Ireland', ireland: 'Ireland' }

const NATIONAL_WORDS = { applies: 'Applies', 'does-not-apply': 'Does not apply' } as const satisfies Record<Exemption['nationalOptOut'], string>

function type1Words(type1: Exemption['type1']): string {
  return type1 === null ? 'As the flow’s basis says' : { applies: 'Applies', 'does-not-apply': 'Does not apply', 'if-extended': 'Applies unless the flow’s terms say otherwise' }[type1]
}

function liftsWords(liftsFor: Exemption['liftsFor']): string {
  return liftsFor === null ? 'As the flow’s basis says' : liftsFor.length === 0 ? 'Nothing' : oneOf(liftsFor.map((purpose) => PURPOSE_WORDS[purpose]))
}

const CONFIDENCE_WORDS = { high: 'Sure', medium: 'Likely', low: 'Unsure' } as const satisfies Record<Exemption['confidence'], string>
const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

const SYSTEM_WORDS = { snomed: 'SNOMED CT', ctv3: 'CTV3 (Read v3)', read2: 'Read v2', concordat: 'Concordat' } as const satisfies Record<CodeSystem, string>

const DECIDES: Readonly<Record<ChoiceRole, boolean>> = Object.fromEntries(
  Object.entries(CHOICE_ROLES).map(([role, { stream }]) => [role, stream !== 'type-2' && stream !== 'shared-care']),
) as Record<ChoiceRole, boolean>

const SOURCES: readonly string[] = [...new Set([...Object.values(RULE_SOURCES), ...Object.values(CODE_SOURCES)])]
/** Where a source stands in the list at the end. */
const sourceNumber = (words: string): string => String(SOURCES.indexOf(words) + 1)

/** Every rule of the decision that is data, as tables to read. */
export function publishedRules(): readonly PublishedTable[] {
  return [
    {
      id: 'which-choices-apply', title: 'Which choices apply to which flow', words: [
        'A flow relies on one basis. It says whether the duty of confidence is lifted at all, and which opt-outs then apply. Rows further down speak only where their condition holds. What the flow’s terms leave out is taken to be the value that lets fewer people in.',
        'A type 1 opt-out bears on data from the GP record. A choice about one project binds that project, whatever the basis. The numbers of sources are those of the list at the end.',
      ],
      head: ['Basis', 'When', 'Lifts confidence for', 'National data opt-out', 'Type 1 opt-out', 'Sources', 'How sure'],
      rows: EXEMPTIONS.map((row) => [
        `${row.basis} (${row.id})`, whenWords(row), capital(liftsWords(row.liftsFor)), NATIONAL_WORDS[row.nationalOptOut], type1Words(row.type1),
        row.sources.map((source) => sourceNumber(RULE_SOURCES[source])).join(', '), CONFIDENCE_WORDS[row.confidence],
      ]),
    },
    {
      id: 'reasons-to-leave-out', title: 'Why someone is left out', words: ['One reason is enough. All that hold are given, in this order. Programs are told only that a row is left out, unless they have been allowed the reason.'],
      head: ['Reason', 'What it means'], rows: EXCLUDING_REASONS.map((reason) => [reason, reasonSentence(reason)]),
    },
    {
      id: 'reasons-to-include', title: 'What is said about someone who is included', words: ['Silence is never called consent.'],
      head: ['Reason', 'What it means'],
      rows: [
        ...(Object.keys(SET_ASIDE_WORDS) as (keyof typeof SET_ASIDE_WORDS)[]).filter((id) => EXEMPTIONS.some((row) => row.id === id && row.nationalOptOut === 'does-not-apply'))
          .map((id) => [`NDO_NOT_APPLICABLE:${id}`, reasonSentence(`NDO_NOT_APPLICABLE:${id}`)]),
        ['NO_OBJECTION', reasonSentence('NO_OBJECTION')],
      ],
    },
    {
      id: 'which-entry-counts', title: 'Which entry counts', words: [
        'Entries are never changed or removed. The latest one by the time it holds from wins, in the record of the organisation that shares the data; a whole day cannot be told from a time within it. An entry made in error does not count, and stays to be seen. A no that another practice recorded holds until the practice that shares the data has recorded what the person wants now.',
        'Nobody’s yes lifts the no of another. A no on the word of one person with parental responsibility is lifted only on that person’s word, or on the young person’s own from 13: not by the other parent, nor by a list or a coded extract.',
      ],
      head: ['What was found', 'What it means'], rows: Object.entries(FLAG_WORDS).map(([flag, words]) => [flag, words]),
    },
    {
      id: 'codes', title: 'What each code means', words: [
        'A code lifts only a no of its own kind. Codes about type 2 and about shared care records are kept and shown, and never decide.',
        'SNOMED CT ids are text, and their check digit is verified. Read codes keep their capitals, and have five characters. REF is a project’s reference.',
      ],
      head: ['Code', 'What it means', 'Role', 'Decides', 'Source', 'How sure'],
      rows: [
        ...CHOICE_CODES.map((entry) => [`${SYSTEM_WORDS[entry.system]} ${entry.code}`, entry.meaning, entry.role, DECIDES[entry.role] ? 'Yes' : 'No', sourceNumber(CODE_SOURCES[entry.source]), CONFIDENCE_WORDS[entry.confidence]]),
        ...Object.entries(PROJECT_CODES).map(([name, role]) => [`${SYSTEM_WORDS.concordat} ${name}:REF`, ROLE_WORDS[role], role, 'Yes', 'Our own', 'Sure']),
      ],
    },
    { id: 'sources', title: 'Sources', words: ['Laws and guidance change, and so do the names of bodies. The tables are kept as data, so that they can follow.'], head: ['Number', 'Source'], rows: SOURCES.map((words, index) => [String(index + 1), words]) },
  ]
}

export const PUBLISHED_RULES_WORDS = {
  title: 'Who is included, and why',
  intro: 'This is how it is decided, row by row, whether someone’s data may be included in a flow. The tables below are the ones the decision itself reads.',
  versions: `Rules version ${RULES_VERSION}. Code list version ${CODE_LIST_VERSION}. Every check and every import says which version it was made by.`,
} as const

const cell = (words: string): string => words.replaceAll('|', '\\|')

/** The same tables as Markdown, for `docs/rules.md`. */
export function rulesAsMarkdown(): string {
  const table = ({ title, words, head, rows }: PublishedTable): string => [
    `## ${title}`, ...words, [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n'),
  ].join('\n\n')
  return `${[
    `# ${PUBLISHED_RULES_WORDS.title}`, PUBLISHED_RULES_WORDS.intro, PUBLISHED_RULES_WORDS.versions,
    'Made by `npm run rules:print`; a test fails when it differs from the rules.', ...publishedRules().map(table),
  ].join('\n\n')}\n`
}
