import { Table } from '#app/ui/furniture.tsx'
import { publishedRules } from './published-rules.words.ts'

export function PublishedRules() {
  const tables = publishedRules()
  return (
    <>
      <ul>{tables.map(({ id, title }) => <li key={id}><a href={`#${id}`}>{title}</a></li>)}</ul>
      {tables.map(({ id, title, words, head, rows }) => (
        <section key={id} id={id}>
          <h2 className="nhsuk-heading-m">{title}</h2>
          {words.map((sentence) => <p className="nhsuk-u-reading-width" key={sentence}>{sentence}</p>)}
          <Table caption={title} hideCaption head={head} rows={rows} />
        </section>
      ))}
    </>
  )
}
