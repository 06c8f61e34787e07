import { InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import { mayKeep, type CheckedRow } from './member-list.rules.ts'
import { ROW_STANDING_WORDS, rowAdvice } from './member-list.words.ts'

/** How each row of a list stands, those that have to be mended first. */
export function MemberListFound({ found }: {
  readonly found: { readonly rows: readonly (CheckedRow & { readonly knownName: string })[]; readonly joining: number; readonly toMend: number }
}) {
  const rows = [...found.rows.filter((row) => !mayKeep(row)), ...found.rows.filter(mayKeep)]
  return (
    <>
      <InsetText>
        <p>{found.rows.length === 1 ? '1 row' : `${found.rows.length} rows`}: {found.joining} to join, {found.rows.length - found.joining - found.toMend} that are members already, {found.toMend} to mend.</p>
      </InsetText>
      <Table caption="How each row stands" head={['Row', 'Code', 'Practice', 'E-mail of who signs', 'Security assurance', 'Standing', 'What to do']} rows={rows.map((row) => [
        String(row.line), row.code, row.knownName || row.name, row.email, [row.status, row.published].filter(Boolean).join(', '), <Tag key="standing" colour={ROW_STANDING_WORDS[row.standing].colour}>{ROW_STANDING_WORDS[row.standing].label}</Tag>, rowAdvice(row),
      ])} />
    </>
  )
}
