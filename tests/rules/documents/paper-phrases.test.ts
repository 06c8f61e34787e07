import { describe, expect, test } from 'vitest'
import { documentRefOf, type DocumentKind } from '#app/documents/document.rules.ts'
import { packOf } from '#app/documents/pack.rules.ts'
import { sharingAgreementData } from '#app/documents/papers/sharing-agreement.rules.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { theBody } from '#app/kernel/body-names.ts'
import { workedExample } from '#tests/factories/worked-examples.ts'

const wsdp = workedExample('wsdp')
const sourceOf = (kind: DocumentKind, about = '') => ({ projectRef: 'wsdp', documentRef: documentRefOf('wsdp', kind, about), about, facts: wsdp, versions: [{ number: 1, day: '2026-04-02', changes: [] }] })
const said = (kind: DocumentKind, about = '') => renderPaper(kind, sourceOf(kind, about)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const withArticle = wsdp.parties.map(({ name }) => name).filter((name) => theBody(name) !== name)

describe('a body’s name in a sentence', () => {
  test('has its article wherever a template puts it in one', () => {
    expect(withArticle.length).toBeGreaterThan(2)
    for (const { kind, about } of packOf(wsdp)) {
      const words = said(kind, about)
      for (const name of withArticle) expect(words, `${kind} ${about}`).not.toMatch(new RegExp(`(?:Held by|done by|matched by|processor for|signs the form for) ${name}|From ${name} to `))
    }
    expect(said('protocol')).toMatch(/sign this version\. A council/)
    expect(said('protocol')).toContain('the London Borough of Tower Hamlets')
  })
})

describe('the agreement about one flow', () => {
  const ref = 'wsdp-emergency-department'
  const agreement = sharingAgreementData(sourceOf('sharing-agreement', ref))

  test('says of a haven that it is a processor here, and lists the officers in the order of the parties', () => {
    expect(agreement.parties.filter(({ role }) => role === 'Processor (data haven)')).toHaveLength(1)
    const order = [...new Set(agreement.officers.map(({ party }) => party))]
    expect(order).toEqual(agreement.parties.map(({ name }) => name).filter((name) => order.includes(name)))
  })

  test('says what a dataset is without a full stop beside names, and its law with one', () => {
    for (const value of [agreement.dataset.source, agreement.dataset.aboutWhom, agreement.dataset.period]) expect(value).not.toMatch(/[^.]\.$/)
    expect(renderPaper('sharing-agreement', sourceOf('sharing-agreement', ref))).toMatch(/Article 6<\/th><td>[^<]*\.<\/td>/)
  })
})

test('the notice leaves its versions to the list at its end, and says of every use who does what', () => {
  const notice = renderPaper('privacy-notice', sourceOf('privacy-notice'))
  expect(notice).not.toContain('<caption>Versions</caption>')
  expect(notice).toContain('<th scope="row">What is done with it</th>')
})

test('no paper calls section 251 support a power or a duty in a sentence of its own', () => {
  const bare = JSON.stringify(wsdp)
  for (const { kind, about } of packOf(wsdp).filter((paper) => paper.kind !== 'sharing-agreement' || paper.about === 'wsdp-deaths')) {
    for (const sentence of said(kind, about).match(/[^.]*section 251 (?:support|approval)[^.]*\./g) ?? []) {
      if (!bare.includes(sentence.trim().slice(0, 60))) expect(sentence, kind).not.toMatch(/section 251 (?:support|approval) (?:is|gives) (?:a|the) (?:legal )?(?:power|duty)/)
    }
  }
})
