import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { endorsementsIn } from '#app/approvals/read-endorsements.server.ts'
import { makeDocumentDocx } from '#app/documents/document-docx.server.ts'
import { makeDocumentPdf } from '#app/documents/document-pdf.server.ts'
import { endMatter, fileTitle, watermarkOf } from '#app/documents/end-matter.words.ts'
import { standalonePaper } from '#app/documents/paper-page.rules.ts'
import { readPapersOfProject, type Paper } from '#app/documents/read-document.server.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `npm run documents:render -- --project REF --out DIR

Writes every document of a project's pack, at its newest version, in every format:
  REF-protocol-vN.html  the paper as a page that needs nothing beside it
  REF-protocol-vN.pdf   the paper as a tagged PDF
  REF-protocol-vN.docx  the paper as a Word file
  REF-protocol-vN.json  the facts it states, its digest, its state and its signatures

A draft says so across its pages: the same version in the same standing gives the same bytes.

It reads the database that DATABASE_URL names, else the demo's (CONCORDAT_DATA, .data).
  --project REF  the project's reference, such as oldham-gp-pilot
  --out DIR      where to write; made when it is not there
  --help         this text
`

/** The arguments, or the sentence that says what is wrong with them. */
function readArguments(): { project: string; out: string } | 'help' {
  const { values } = parseArgs({ options: { project: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } }, strict: true })
  if (values.help) return 'help'
  if (!values.project) throw new Error('Name the project: --project REF (see --help)')
  if (!values.out) throw new Error('Name the folder to write to: --out DIR (see --help)')
  return { project: values.project, out: path.resolve(values.out) }
}

async function writePaper(paper: Paper, out: string): Promise<string[]> {
  const { documentRef: reference, number: version, content, contentHash, facts, madeAt, signing, standing } = paper
  const stem = `${reference}-v${version}`
  const page = standalonePaper({ title: fileTitle(paper), content, after: endMatter(paper), watermark: watermarkOf(standing.state) })
  const signatures = signing.map(({ organisationCode, party, signer }) => ({ organisationCode, party, signature: signer }))
  const json = { document: reference, version, project: paper.projectRef, state: standing.state, draftedAt: madeAt, contentHash, signatures, facts }
  const files: [string, string | Buffer][] = [
    [`${stem}.html`, page], [`${stem}.pdf`, await makeDocumentPdf(paper)], [`${stem}.docx`, await makeDocumentDocx(paper)], [`${stem}.json`, `${JSON.stringify(json, null, 2)}\n`],
  ]
  for (const [name, body] of files) writeFileSync(path.join(out, name), body)
  return files.map(([name]) => name)
}

await runScript(async () => {
  const given = readArguments()
  if (given === 'help') {
    process.stdout.write(HELP)
    return
  }
  const runtime = await connectForScript()
  try {
    const papers = await readPapersOfProject(runtime.db, given.project, endorsementsIn(runtime.db))
    if (papers === null) throw new Error(`There is no project called ${given.project}.`)
    if (papers.length === 0) throw new Error(`The project ${given.project} has no documents yet: none of its papers has been drafted.`)
    mkdirSync(given.out, { recursive: true })
    for (const paper of papers) {
      for (const name of await writePaper(paper, given.out)) process.stdout.write(`${path.join(given.out, name)}\n`)
    }
  } finally {
    await runtime.connections.close()
  }
})
