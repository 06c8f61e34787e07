import { writeFileSync } from 'node:fs'
import { rulesAsMarkdown } from '#app/choices/published-rules.words.ts'

const HELP = `Usage: npm run rules:print [-- --show]

Writes docs/rules.md from the tables that the decision reads. With --show it writes nothing, and prints them.
`

const asked = process.argv.slice(2)
if (asked.includes('--help') || asked.includes('-h')) process.stdout.write(HELP)
else if (asked.includes('--show')) process.stdout.write(rulesAsMarkdown())
else if (asked.length > 0) {
  process.stderr.write(`"${asked[0]}" is not something this command takes: see npm run rules:print -- --help\n`)
  process.exitCode = 1
} else {
  writeFileSync('docs/rules.md', rulesAsMarkdown())
  process.stdout.write('Wrote docs/rules.md.\n')
}
