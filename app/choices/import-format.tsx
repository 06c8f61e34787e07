import { Details, Table } from '#app/ui/furniture.tsx'
import { CHOICE_COLUMN_HELP } from './choice-import-report.words.ts'

export function ImportFormat() {
  return (
    <Details summary="What the file should hold">
      <p>A CSV file in UTF-8. The first row names the columns, and each is needed, though some may be blank.</p>
      <Table caption="Columns" hideCaption head={['Column', 'What it holds']} rows={Object.entries(CHOICE_COLUMN_HELP).map(([column, help]) => [<code key="column">{column}</code>, help])} />
    </Details>
  )
}
