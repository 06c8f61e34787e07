import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inForce } from '#app/approvals/in-force.rules.ts'
import { flowHistories, standingAt, type StandingHistory } from '#app/approvals/standing-history.rules.ts'
import { someFacts } from '#tests/factories/facts.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

const HASH = 'a'.repeat(64)
const day = (offset: number) => new Date(Date.UTC(2026, 4, 1, 12) + offset * 86_400_000)

test('the history of a flow from a group says at every instant what the gate would have said, whenever members sign and their assurance lapses', () => {
  const base = someFacts()
  const sender = base.flows[0]!.fromCode
  const member = fc.record({ signed: fc.option(fc.integer({ min: 0, max: 120 })), published: fc.option(fc.constantFrom('2024-06-20', '2025-06-20', '2026-06-20')) })
  fc.assert(fc.property(fc.array(member, { minLength: 1, maxLength: 4 }), fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 6 }), (given, asked) => {
    const facts: ProjectFacts = {
      ...base, flows: base.flows.map((flow) => ({ ...flow, confidentiality: 'legal-duty' as const })),
      parties: base.parties.map((party) => (party.organisationCode === sender ? {
        ...party, members: given.map(({ published }, index) => ({ code: `M${index}`, name: `M${index}`, ...(published ? { assurance: { status: 'met' as const, publishedOn: published } } : {}) })),
      } : { ...party, assurance: { status: 'not-said' as const, publishedOn: '' as const } })),
    }
    const signature = (organisationCode: string, offset: number) => ({ organisationCode, contentHash: HASH, signedAt: day(offset), schedules: [], versionId: 'v' })
    const history: StandingHistory = {
      project: { id: 'p', ref: 'p', endedAt: null, factsSaved: [{ version: 1, savedAt: day(-2) }], factsAt: new Map([[1, facts]]) },
      papers: {
        versions: [{ projectId: 'p', documentId: 'd', documentRef: 'p-protocol', kind: 'protocol', about: '', versionId: 'v', number: 1, factsVersion: 1, contentHash: HASH, madeAt: day(-1), madeBy: 'u', clauses: [] }],
        restatements: [], memberActs: [], stops: [], protocolFacts: new Map([['v', facts]]),
        signatures: [...base.parties.filter(({ organisationCode }) => organisationCode !== sender).map(({ organisationCode }) => signature(organisationCode, 0)), ...given.flatMap(({ signed }, index) => (signed === null ? [] : [signature(`M${index}`, signed)]))],
      },
      decisions: [], conditions: [], suspensions: [],
    }
    const ref = facts.flows[0]!.ref
    const { periods } = flowHistories(history, day(-1)).find((one) => one.ref === ref)!
    for (const at of asked.map(day)) {
      const open = inForce(standingAt(history, at), ref, at)
      const period = periods.find(({ from, until }) => from <= at && (until === null || at < until))
      expect(period?.why?.kind ?? null).toBe(open.ok ? null : open.refusal.kind)
    }
  }), { numRuns: 300 })
})
