import { ROLE_COUNT_WORDS } from '#app/choices/choice-import-report.words.ts'
import type { ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { ALARM_NEXT_STEPS, ALARM_TITLES, alarmSentence } from './alarm.words.ts'
import type { AlarmRecord } from './alarms.store.server.ts'
import type { Alarm } from './silent-loss.rules.ts'
import type { Supplier } from './watching.rules.ts'
import { SUPPLIER_WORDS } from './watching.words.ts'

/** An alarm as pages and e-mails tell it. */
export interface AlarmLine {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly sentence: string
  readonly nextStep: string
  readonly raisedAt: Date
  readonly found: string | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: string | null
}

export const codeWords = (code: string): string => ROLE_COUNT_WORDS[code as ChoiceRole] ?? code

export const alarmAboutWords = ({ kind, watched }: Pick<Alarm, 'kind' | 'watched'>): string => (kind === 'source-missing' ? 'All codes' : codeWords(watched.code))

export function alarmLine({ id, kind, facts, raisedAt, found, acknowledgedAt, acknowledgedBy }: AlarmRecord, nameOf: (code: string) => string): AlarmLine {
  const { level, name } = facts.watched
  const called = level === 'supplier' ? SUPPLIER_WORDS[name as Supplier] ?? name : nameOf(name)
  return {
    id, title: ALARM_TITLES[kind], about: alarmAboutWords(facts), sentence: alarmSentence(facts, called), nextStep: ALARM_NEXT_STEPS[kind],
    raisedAt, found, acknowledgedAt, acknowledgedBy,
  }
}

export async function namesOf({ runtime }: Pick<Context, 'runtime'>, codes: readonly string[]): Promise<(code: string) => string> {
  const names = new Map((await readOrganisationsByCode(runtime.db, [...new Set(codes)])).map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}
