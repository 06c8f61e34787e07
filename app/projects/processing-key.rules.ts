import type { ProjectFacts } from './facts.rules.ts'
import type { Processing } from './further-facts.rules.ts'

/**
 * What tells a processor's terms from others: the processor's code, and where it works for a further controller of the
 * project, that controller's code behind it. The controller of its first terms stands in no key.
 */
export function processingKey(item: Pick<Processing, 'processorCode' | 'controllerCode'>, all: ProjectFacts['processing']): string {
  const first = all.find((terms) => terms.processorCode === item.processorCode)
  return !first || first.controllerCode === item.controllerCode ? item.processorCode : `${item.processorCode}-${item.controllerCode}`
}

/** A processor's terms by their key. */
export function processingOf(facts: ProjectFacts, key: string): Processing | undefined {
  return facts.processing.find((item) => processingKey(item, facts.processing) === key)
}

/** Whose terms they are, and for whom where it works for more than one controller. */
export function processingName(facts: ProjectFacts, item: Processing, nameOf: (code: string) => string): string {
  const worksForMore = facts.processing.some((terms) => terms.processorCode === item.processorCode && terms.controllerCode !== item.controllerCode)
  return worksForMore ? `${nameOf(item.processorCode)}, for ${nameOf(item.controllerCode)}` : nameOf(item.processorCode)
}

/** The processor of terms by their key. An organisation's code has no hyphen. */
export function processorOfKey(key: string): string {
  return key.split('-')[0] ?? key
}
