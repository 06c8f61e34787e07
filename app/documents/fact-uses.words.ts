import type { FactUser, FactUsers } from './fact-uses.rules.ts'

/** Papers and others that go by a fact, short enough to stand beside every question. */
export const FACT_USER_WORDS = {
  protocol: 'protocol',
  framework: 'framework protocol',
  'sharing-agreement': 'sharing agreement',
  'processing-agreement': 'processing agreement',
  dpia: 'impact assessment',
  'privacy-notice': 'privacy notice',
  'privacy-notice-short': 'short privacy notice',
  'privacy-notice-easy-read': 'easy read privacy notice',
  'consent-form': 'consent form',
  'section-251': 'section 251 application',
  'national-data': 'NHS England data application',
  'involvement-report': 'involvement report',
  'processing-record': 'record of processing',
  'register-entry': 'public register entry',
  letters: 'letters',
  gate: 'gate',
} as const satisfies Record<FactUser, string>

/** The line beside a question; null where nothing goes by the answer. */
export function usedInSentence({ here, elsewhere }: FactUsers): string | null {
  const list = (users: readonly FactUser[]) => users.map((user) => FACT_USER_WORDS[user]).join(', ')
  if (here.length > 0) return `Used in: ${list(here)}`
  return elsewhere.length > 0 ? `Used in papers that these facts do not call for: ${list(elsewhere)}` : null
}
