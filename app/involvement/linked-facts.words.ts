import { FACT_SECTIONS, SECTION_KEYS, type FactSection } from '#app/projects/facts.rules.ts'

/** The facts that what people say is apt to change, by their paths in `fact-leaves.rules.ts`, as the question that each answers. */
export const LINKED_FACTS: Readonly<Record<string, string>> = {
  'purpose.purpose': 'What the project is for',
  'purpose.plainSummary': 'What it is for, in plain English',
  'purpose.benefits': 'The good it does',
  'datasets[].fields[].meaning': 'Which data is used',
  'flows[].toCode': 'Who receives the data',
  'flows[].use': 'What the data is used for',
  'flows[].projectOptOut': 'Whether people can opt out',
  'linkage.keys': 'How records are matched',
  'linkage.depersonalised': 'How names are taken out',
  'linkage.smallNumbers': 'What is done with small numbers',
  'safeguards.retentionMonths': 'How long data is kept',
  'safeguards.securityMeasures': 'How data is kept safe',
  'people.concerns': 'What people have been concerned about',
  'tellingPeople.notShared': 'What is not shared',
  'tellingPeople.noticeAddress': 'How people are told',
  'tellingPeople.questionsTo': 'Whom people can ask',
  'rights.objections': 'How an objection is decided',
  'rights.publication': 'Which papers are published',
  'involvement.plan': 'How the public is asked',
  'worth.costs[].pounds': 'What it costs',
  'worth.benefits[].measure': 'How the good it does is measured',
  'section251.dissent': 'How dissent is kept',
}

/** The section of the facts in which a fact is answered. */
export function sectionOfFact(path: string): FactSection | null {
  const key = path.split(/[.[]/)[0]
  return FACT_SECTIONS.find((section) => SECTION_KEYS[section] === key) ?? null
}
