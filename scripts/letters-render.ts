import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findCampaignForScript } from '#app/letters/read-campaign-page.server.ts'
import { drawLetters } from '#app/letters/letter-pdf.server.ts'
import { aboutPrintFile, eachRenderedLetter, Manifest, writePrintFile } from '#app/letters/render-letters.server.ts'
import { connectForScript, runScript } from './connect.ts'

const HELP = `Usage: npm run letters:render -- --campaign REF --out DIR [--separate]

Writes a campaign's letters as they are to be printed, both sides of the paper, each letter on a fresh sheet.

  --campaign  the campaign's reference, such as oldham-gp-pilot-letters
  --out       the folder to write to; it is made if it is not there
  --separate  also one PDF a letter, in the folder "letters", named by position and letter reference
  --help      this text

Writes letters.pdf and manifest.csv (position, letter_reference, pages, sheets, first_page, last_page, format, language,
addressee, letters_to_address). Neither the names of files nor the manifest say whose a letter is; the letters do.
Uses the database that DATABASE_URL names, or else the demo's (CONCORDAT_DATA names its folder).
`

await runScript(async () => {
  const { campaign: ref, out, separate, help } = readOptions()
  if (help) {
    process.stdout.write(HELP)
    return 0
  }
  if (!ref) throw new Error('Give --campaign with the reference of a campaign; see --help.')
  if (!out) throw new Error('Give --out with the name of a folder; see --help.')
  const runtime = await connectForScript()
  try {
    const campaign = await findCampaignForScript(runtime.db, ref)
    if (!campaign) throw new Error(`There is no campaign ${ref}.`)
    if (campaign.state !== 'made' && campaign.state !== 'posted') throw new Error(`The letters of ${ref} have not been made yet: make them on the campaign's page first.`)
    mkdirSync(out, { recursive: true })
    const manifest = new Manifest()
    const progress = progressLine(campaign.lettersTotal)
    await writePrintFile(runtime, campaign, createWriteStream(path.join(out, 'letters.pdf')), (done, letter) => {
      manifest.add(letter)
      progress('Drawing', done)
    })
    writeFileSync(path.join(out, 'manifest.csv'), manifest.csv())
    if (separate) {
      const folder = path.join(out, 'letters')
      mkdirSync(folder, { recursive: true })
      let done = 0
      for await (const letter of eachRenderedLetter(runtime, campaign)) {
        done += 1
        const name = `${String(done).padStart(5, '0')}-${letter.reference.replaceAll(' ', '')}.pdf`
        await drawLetters([letter], createWriteStream(path.join(folder, name)), { ...aboutPrintFile(campaign), title: `Letter ${letter.reference}` })
        progress('Writing separately', done)
      }
    }
    progress('', 0)
    process.stdout.write(`${manifest.letters} letters on ${manifest.pages / 2} sheets, in ${path.resolve(out)}\n`)
    return 0
  } finally {
    await runtime.connections.close()
  }
})

function readOptions() {
  try {
    return parseArgs({
      options: { campaign: { type: 'string' }, out: { type: 'string' }, separate: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    throw new Error(`${(error as Error).message.split(/\.\s|\n/)[0]}; see --help.`)
  }
}

/** One line that counts up, where someone is watching. An empty word clears it. */
function progressLine(total: number): (word: string, done: number) => void {
  if (!process.stderr.isTTY) return () => {}
  return (word, done) => {
    if (word === '') process.stderr.write('\r\x1b[K')
    else if (done % 20 === 0) process.stderr.write(`\r\x1b[K${word}: ${done} of at most ${total}`)
  }
}
