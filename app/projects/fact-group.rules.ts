/** Facts as rows of key and value, for checking answers and for setting what is saved beside what was typed. */
export interface FactRow {
  readonly key: string
  /** Several values are shown as a list. */
  readonly value: string | readonly string[]
}

export interface FactGroup {
  readonly title: string
  /** Where it is changed, within the project's facts. */
  readonly href: string
  readonly rows: readonly FactRow[]
}
