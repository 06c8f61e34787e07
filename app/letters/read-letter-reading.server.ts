import { proseOf } from '#app/documents/reading-age.rules.ts'
import { lineOfHardText, type FindingLine } from '#app/documents/read-preflight.server.ts'
import { usesOfLetters } from '#app/documents/fact-uses.rules.ts'
import { hardText } from '#app/documents/whole-text.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { sendersOf } from '#app/projects/groups.rules.ts'
import { suggestedClosingDate } from './campaign.rules.ts'
import { letterText } from './compose-letter.server.ts'
import { lettersFromFacts } from './read-campaign-letters.server.ts'
import { sampleRecipient } from './sample-recipients.rules.ts'
import type { LetterText } from './letter-text.rules.ts'

/** The letters of practices that stand for the others alike are all read alike: one of each group, and no more than these. */
const LETTERS_READ_MOST = 6

/**
 * What a reviewer would say of the letters that these facts make: of the hardest to read, when it asks for more than the
 * public's reading age. The project is the reader's own, or one that they take part in.
 */
export async function readLetterFindings(context: Context<StaffActor>, facts: ProjectFacts): Promise<FindingLine[]> {
  const { runtime } = context
  const senders = [...new Set(facts.flows.map((flow) => sendersOf(facts, flow)[0] ?? ''))].filter(Boolean)
  const practices = (await readOrganisationsByCode(runtime.db, senders)).filter(({ kind }) => kind === 'gp-practice').slice(0, LETTERS_READ_MOST)
  const letterDate = londonDay(context.now)
  const dates = { letterDate, closingDate: suggestedClosingDate(letterDate, facts.tellingPeople?.replyDays ?? 0) }
  const uses = usesOfLetters()
  const hard = await Promise.all(practices.map(async ({ code, name }) => {
    const letters = await lettersFromFacts(runtime, runtime.db, code, facts, dates, null)
    const found = letters && hardText(proseOfLetter(letterText(letters, sampleRecipient('adult'))), facts, uses)
    return found ? [{ name, found }] : []
  }))
  const [hardest] = hard.flat().sort((a, b) => b.found.age - a.found.age)
  return hardest ? [lineOfHardText(`The letter from ${hardest.name}`, hardest.found, facts, [])] : []
}

/** The sentences of a letter: its headings and the labels of its slip are too short to say how hard it is to read. */
export function proseOfLetter(text: LetterText): string[] {
  return proseOf(text.blocks.map((block) => ({ kind: 'paragraph', text: block.runs.map((run) => run.text).join('') })))
}
