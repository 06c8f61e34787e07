import { describe, expect, test } from 'vitest'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { wholeNoticeLines } from '#app/documents/read-preflight.server.ts'
import { heaviestSentences, proseOf, readingOf } from '#app/documents/reading-age.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { hardText, NOTICES } from '#app/documents/whole-text.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const HARD = 'The multidisciplinary organisational configuration necessitates comprehensive longitudinal pseudonymised epidemiological investigation.'
const easy = ['We keep this safe.', 'You can say no.', 'Ask us at any time.']

describe('the sentences that make a text hard to read', () => {
  test('are those without which the rest is easiest, hardest first', () => {
    const middling = 'Organisational configuration necessitates epidemiological investigation.'
    expect(heaviestSentences([...easy, middling, HARD], 3)).toEqual([HARD, middling])
    expect(heaviestSentences([HARD], 3)).toEqual([HARD])
    expect(heaviestSentences([], 3)).toEqual([])
  })

  test('taken out one after another, leave the text easier each time', () => {
    let rest = WORKED_EXAMPLES.flatMap(({ ref, facts }) => proseOf(paperBlocks(notice('privacy-notice', facts, ref)))).slice(0, 60)
    for (let times = 0; times < 10; times += 1) {
      const [worst] = heaviestSentences(rest, 1)
      const before = readingOf(rest).grade
      rest = rest.map((passage) => passage.replace(worst!, '').trim()).filter(Boolean)
      expect(readingOf(rest).grade).toBeLessThanOrEqual(before)
    }
  })
})

const notice = (kind: (typeof NOTICES)[number], facts = someFacts(), ref = 'pilot') =>
  renderPaper(kind, { projectRef: ref, documentRef: `${ref}-${kind}`, about: '', facts, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })

describe('a whole notice', () => {
  const hard = someFacts({ purpose: { ...someFacts().purpose!, plainSummary: `${HARD.slice(4, -1)}; ${HARD.slice(4, -1)}; ${HARD.slice(4, -1)}` } })

  test('that is hard to read is found, with the sentences that weigh most and the fact that they are', () => {
    const lines = NOTICES.flatMap((kind) => wholeNoticeLines(kind, hard, notice(kind, hard)))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      expect(line).toMatchObject({ href: 'purpose', box: 'plainSummary', weight: 'should' })
      expect(line.sentence).toMatch(/^The .*notice as a whole asks for a reading age of (?:1[1-9]|[2-9]\d)(?:\.\d)?, .* weighs? most: “.*multidisciplinary/)
    }
  })

  test('that most people can read is not', () => {
    expect(hardText(easy, someFacts(), ['purpose.*'])).toBeNull()
    expect(wholeNoticeLines('protocol', hard, notice('privacy-notice', hard))).toEqual([])
  })

  test.each(WORKED_EXAMPLES.flatMap(({ ref, facts }) => NOTICES.map((kind) => [ref, kind, facts] as const)))('of %s, the %s is as it says', (ref, kind, facts) => {
    const content = notice(kind, facts, ref)
    const lines = wholeNoticeLines(kind, facts, content)
    expect(lines.length > 0).toBe(readingOf(proseOf(paperBlocks(content))).age > 11)
  })
})
