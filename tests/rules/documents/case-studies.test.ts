import { describe, expect, test } from 'vitest'
import { findRoute } from '#app/approvals/route-finder.rules.ts'
import { documentRefOf } from '#app/documents/document.rules.ts'
import { missingForPaper, packOf } from '#app/documents/pack.rules.ts'
import { paperBlocks } from '#app/documents/paper-blocks.rules.ts'
import { preflight } from '#app/documents/preflight.rules.ts'
import { findingSentence } from '#app/documents/preflight.words.ts'
import { renderPaper } from '#app/documents/render-paper.server.ts'
import { readFacts } from '#app/projects/facts-json.schema.ts'
import { DEMO_ORGANISATIONS } from '#db/seed/demo/example-organisations.ts'
import { CASE_STUDIES } from '#tests/factories/worked-examples.ts'

const kinds = new Map(DEMO_ORGANISATIONS.map((organisation) => [organisation.code, organisation.kind]))

describe.each(CASE_STUDIES.map((study) => [study.ref, study.facts] as const))('the case study %s', (ref, facts) => {
  test('has every answer that its papers ask for, each as its page would take it', () => {
    expect(readFacts(facts)).toMatchObject({ ok: true })
    expect(packOf(facts).flatMap((paper) => missingForPaper(facts, paper.kind).map((section) => `${paper.kind} ${paper.about} lacks ${section}`))).toEqual([])
  })

  test('would not be returned by a reviewer, nor asked about', () => {
    const findings = preflight({ facts, kindOf: (code) => kinds.get(code) ?? null, today: facts.purpose!.startDate })
    expect(findings.map((finding) => `${finding.place.join('.')}: ${findingSentence(finding)}`)).toEqual([])
  })

  test('makes papers with no place left unfilled', () => {
    for (const { kind, about } of packOf(facts)) {
      const documentRef = documentRefOf(ref, kind, about)
      const html = renderPaper(kind, { projectRef: ref, documentRef, about, facts, versions: [{ number: 1, day: '2026-11-02', changes: [] }] })
      expect(html, `${kind} ${about}`).not.toMatch(/undefined|\[object|NaN|\{\{|<td><\/td>|\(\)|\s,|\.\.(?!\.)/)
      expect(paperBlocks(html).length, `${kind} ${about}`).toBeGreaterThan(3)
    }
  })

  test('names the officers whom its route asks, and nobody who would accept a risk and guard against it at once', () => {
    const holder = (code: string | null, post: string | null) => facts.officers.find((officer) => officer.organisationCode === code && officer.post === post)?.name
    const asked = findRoute(facts, facts.purpose!.startDate).steps.filter((step) => step.organisationCode !== null && step.post !== null)
    expect(asked.filter((step) => holder(step.organisationCode, step.post) === undefined).map((step) => step.id)).toEqual([])
    for (const { organisationCode } of facts.parties) {
      const siro = holder(organisationCode, 'siro')
      if (siro !== undefined) expect(holder(organisationCode, 'caldicott-guardian'), organisationCode).not.toBe(siro)
    }
  })
})
