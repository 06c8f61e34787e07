import type { Problem } from '#app/kernel/result.ts'
import type { PeopleListColumn } from './people-list.rules.ts'
import { COLUMN_WORDS } from './people-list.words.ts'

type MappingReading =
  | { readonly ok: true; readonly value: ReadonlyMap<PeopleListColumn, number>; readonly typed: Record<string, string> }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly typed: Record<string, string> }

/** Which of the file's columns, by place from 0, was chosen for each of ours that is wanted. Each may be chosen once. */
export function readMappedColumns(wanted: readonly PeopleListColumn[], chosen: (name: string) => string): MappingReading {
  const value = new Map<PeopleListColumn, number>()
  const typed: Record<string, string> = {}
  const problems: Problem[] = []
  const taken = new Map<number, PeopleListColumn>()
  for (const column of wanted) {
    const text = chosen(column)
    typed[column] = text
    const place = /^\d{1,4}$/.test(text) ? Number(text) : null
    const other = place === null ? undefined : taken.get(place)
    if (place === null) problems.push({ field: column, message: `Choose the column that holds: ${COLUMN_WORDS[column]}` })
    else if (other) problems.push({ field: column, message: `You chose the same column for ${COLUMN_WORDS[other]} and ${COLUMN_WORDS[column]}. Choose another for one of them.` })
    else {
      taken.set(place, column)
      value.set(column, place)
    }
  }
  return problems.length > 0 ? { ok: false, problems, typed } : { ok: true, value, typed }
}
