import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addressBlock } from '#app/letters/address.rules.ts'
import { layOutText, LETTER_TEMPLATE, type CampaignLetters, type LetterRecipient } from '#app/letters/compose-letter.server.ts'
import { campaignFacts } from '#app/letters/letter-facts.rules.ts'
import { lintLetter } from '#app/letters/letter-lint.rules.ts'
import { measureText } from '#app/letters/letter-measure.server.ts'
import { QUERY_LETTER_TEMPLATE, queryLetterText, type QueryLetterAbout } from '#app/letters/query-letter.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'

const PUBLIC_URL = 'https://concordat.example.nhs.uk'
const practice = {
  code: 'Y90001', name: 'Hill Top Surgery', kind: 'gp-practice' as const, addressLines: ['Hill Top Surgery', '14 Copsterdell Close', 'Hill Top', 'Oldham'],
  postcode: 'OL8 9AB', telephone: '0161 496 0101', email: 'office@hill-top-surgery.example',
}
const facts = campaignFacts(
  oldhamFacts({ councilCode: 'Y9C', practiceCode: 'Y90001', startDate: '2026-05-01', reviewDate: '2027-05-01', endDate: '2028-05-01' }),
  practice, { letterDate: '2026-04-02', closingDate: '2026-03-30' }, PUBLIC_URL, null,
)
if (!facts) throw new Error('The demo facts lack what a letter says')
const campaign: CampaignLetters = { template: LETTER_TEMPLATE, facts, practice, publicUrl: PUBLIC_URL }
const adult: LetterRecipient = {
  givenName: 'Wiesława', familyName: 'Łuczak', addressLines: ['17 Bobbinlee Road', 'Oldham'], postcode: 'OL8 9ZZ', addressee: 'self', variant: 'standard', code: 'K7XM3FGH9PQR', reference: '3F9A 12BC 77DE',
}
const child: LetterRecipient = { ...adult, givenName: 'Christopher-James', familyName: 'Featherstonehaugh-Winterbottom', addressee: 'parent-or-carer' }
const optOut: QueryLetterAbout = { isOptOut: true, receivedDay: '2026-03-27' }
const text = (recipient: LetterRecipient, about = optOut) => queryLetterText(campaign, recipient, about)
const said = (recipient: LetterRecipient, about = optOut) => text(recipient, about).blocks.flatMap((block) => block.runs.map((run) => run.text)).join(' ')

describe('the letter that asks about a slip without a signature', () => {
  test('says what came and when, that it is not counted, and every way to answer', () => {
    for (const part of [
      'Dear Wiesława Łuczak', 'reached us on 27 March 2026', 'your name on it, and no signature', 'We have not counted it as a choice', 'does not change the care',
      '0161 496 0101', 'In person', 'K7XM-3FGH-9PQR', 'concordat.example.nhs.uk/your-choice', 'need not do anything', 'change your mind', 'another language', 'Priya Nair',
    ]) expect(said(adult)).toContain(part)
    expect(said(adult)).not.toMatch(/consent|by not replying/i)
  })

  test('says which way the slip went, and its own slip says the same', () => {
    expect(said(adult)).toMatch(/must\s+not\s+be shared/)
    expect(text(adult).slip.tick).toContain('do not want')
    const takenBack = { ...optOut, isOptOut: false }
    expect(said(adult, takenBack)).toMatch(/information\s+may\s+be shared/)
    expect(text(adult, takenBack).slip.tick).toContain('have changed my mind')
  })

  test('of a child it speaks to the parent or carer', () => {
    expect(said(child)).toContain('To the parent or carer of Christopher-James Featherstonehaugh-Winterbottom')
    expect(said(child)).not.toMatch(/Dear |your name on it/)
    expect(text(child).slip.fields).toEqual(['Your name', 'Are you the parent or the carer?', 'Your signature', 'Today’s date'])
  })

  test.each([['an adult', adult], ['a child with a very long name', child], ['someone who needs large print', { ...adult, variant: 'large-print' }]] as const)('to %s has no fault that Notify would find', (_who, recipient) => {
    const plan = layOutText(campaign, recipient, text(recipient))
    if (!plan.ok) throw new Error(plan.refusal.kind)
    expect(lintLetter(plan.value, addressBlock(recipient, recipient.addressee === 'parent-or-carer'), measureText)).toEqual([])
  })

  test('is a fault when anything is left out, and its example leaves out nothing', () => {
    const example = JSON.parse(readFileSync('templates/letters/reply-query/example.json', 'utf8')) as Record<string, unknown>
    const renders = (data: object) => { try { return renderTemplate(QUERY_LETTER_TEMPLATE, data, 'none') } catch { return null } }
    expect(renders(example)).not.toMatch(/undefined|\[object|\{\{/)
    for (const key of Object.keys(example).filter((name) => name !== 'isChild' && name !== 'isOptOut')) {
      const { [key]: _left, ...rest } = example
      expect([false, true].map((isChild) => renders({ ...rest, isChild })), key).toContain(null)
    }
  })
})
