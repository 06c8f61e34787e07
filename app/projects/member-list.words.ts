import type { CheckedRow, RowStanding } from './member-list.rules.ts'

/** How a row of an uploaded list stands, as people read it. */
export const ROW_STANDING_WORDS = {
  new: { label: 'Joins', colour: 'green' },
  member: { label: 'Member already', colour: 'grey' },
  'code-wrong': { label: 'Not a code', colour: 'red' },
  'email-wrong': { label: 'E-mail address', colour: 'red' },
  'assurance-wrong': { label: 'Security assurance', colour: 'red' },
  twice: { label: 'Twice', colour: 'red' },
  unknown: { label: 'Not known', colour: 'red' },
  merged: { label: 'Merged', colour: 'red' },
  party: { label: 'In the project', colour: 'red' },
} as const satisfies Record<RowStanding, { readonly label: string; readonly colour: string }>

/** What to do about a row; empty where there is nothing to do. */
export function rowAdvice({ standing, about }: Pick<CheckedRow, 'standing' | 'about'>): string {
  switch (standing) {
    case 'new': return ''
    case 'member': return ''
    case 'code-wrong': return 'Begin the row with the practice’s code of up to 9 letters and digits, such as Y12345'
    case 'email-wrong': return 'Mend the e-mail address, such as manager@practice.example, or leave it out'
    case 'assurance-wrong': return 'Say how its newest assessment in the toolkit ended, such as Standards met, and the day on which it was published, such as 24/6/2026; or leave out both'
    case 'twice': return `Take it out: row ${about} has the same code`
    case 'unknown': return 'Check the code. If it is right, ask whoever runs this installation to add the practice'
    case 'merged': return `It has merged. List ${about} in its place`
    case 'party': return `Take it out: it is in the project already, as ${about} or one of its members`
  }
}

export const MEMBER_LIST_WORDS = {
  nothing: 'Choose a file or paste a list, with one practice on each row',
  tooMany: 'Give 2,000 rows or fewer',
  tooLarge: 'Choose a file of 1 MB or less',
  notText: 'Save the list as CSV in UTF-8 and choose it again: this file is not text',
  mend: (rows: number) => `Mend ${rows === 1 ? '1 row' : `${rows} rows`} first. Nothing has been kept`,
  done: 'The list is kept. Each practice in it can sign now.',
} as const
