import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { longSentences, proseOf, readingOf, sentencesOf, syllablesOf, wordsOf } from '#app/documents/reading-age.rules.ts'

describe('how hard a text is to read', () => {
  test.each([
    ['the', 1], ['table', 2], ['people', 2], ['names', 1], ['shared', 1], ['needed', 2], ['used', 1], ['information', 4], ['council', 2], ['Commissioner', 4], ['guardian', 3],
    ['protection', 3], ['national', 3], ['destroyed', 2], ['organisations', 5], ['decision', 3], ['because', 2], ['idea', 3], ['various', 3], ['period', 3], ['usual', 3],
    ['individual', 5], ['changes', 2], ['boxes', 2], ['makes', 1], ['purposes', 3], ['equally', 3], ['patient', 2], ['client', 2], ['medicines', 3], ['safely', 2],
    ['statement', 2], ['statutory', 4], ['being', 2], ['married', 2], ['tried', 1], ['created', 3], ['people’s', 2], ['Council’s', 2], ['NHS', 3], ['GPs', 2], ['GDPR', 4],
    ['2025', 1], ['nhs.uk', 1], ['dpo@council.example', 1],
  ] as const)('“%s” has %i syllables', (word, syllables) => expect(syllablesOf(word)).toBe(syllables))

  test('sentences end with a stop and a capital after it, not within numbers, addresses and abbreviations', () => {
    expect(sentencesOf('Ask us. Do you want 2.5 copies? Go to nhs.uk/your-data now! “Yes.” So be it')).toEqual(['Ask us.', 'Do you want 2.5 copies?', 'Go to nhs.uk/your-data now!', '“Yes.”', 'So be it'])
    expect(sentencesOf('  ')).toEqual([])
    expect(wordsOf('an opt-out – at nhs.uk/x or a@b.example')).toEqual(['an', 'opt', 'out', 'at', 'nhs.uk/x', 'or', 'a@b.example'])
  })

  test('gives the grade that the formula gives by hand', () => {
    // 2 sentences, 9 words, 11 syllables: 0.39 × 4.5 + 11.8 × 11 ÷ 9 − 15.59 = 0.587
    expect(readingOf(['The cat sat on the table. People saw it'])).toEqual({ sentences: 2, words: 9, syllables: 11, grade: expect.closeTo(0.5872, 3) as number, age: 5.6 })
    expect(readingOf([]).words).toBe(0)
  })

  test('is harder for longer sentences and longer words', () => {
    const easy = readingOf(['We share your name. You can say no.'])
    const hard = readingOf(['Notwithstanding any objection communicated subsequently, identifiable demographic information will be disclosed to participating organisations.'])
    expect(easy.age).toBeLessThan(8)
    expect(hard.age).toBeGreaterThan(20)
    expect(longSentences(['One two three. One two three four.'], 3)).toEqual(['One two three four.'])
  })

  test('any text has an answer, and joining sentences makes none easier', () => {
    fc.assert(fc.property(fc.string(), (text) => Number.isFinite(readingOf([text]).age)))
    fc.assert(fc.property(fc.array(fc.constantFrom('we', 'share', 'data', 'information', 'with', 'you'), { minLength: 1, maxLength: 20 }), (words) => {
      const apart = readingOf(words.map((word) => `${word}.`)).grade
      expect(readingOf([words.join(' ')]).grade).toBeGreaterThanOrEqual(apart - 1e-9)
    }))
  })

  test('what is read as sentences is what ends like one', () => {
    expect(proseOf(paperBlocks('<h1>A heading</h1><p>A sentence.</p><ol class="clauses"><li><span class="clause">1.1</span> Another. <ul><li>a label</li><li>A third.</li></ul></li></ol><table><caption>A table</caption><tbody><tr><th>Label</th><td>A fourth.</td></tr></tbody></table>')))
      .toEqual(['A sentence.', 'Another.', 'A third.', 'A fourth.'])
  })
})
