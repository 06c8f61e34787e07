import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#app/kernel/uk-date.ts'
import { isAssured } from '#app/projects/assurance.rules.ts'
import { WSDP_CODES } from '#db/seed/demo/example-organisations.ts'
import { wsdpDays } from '#db/seed/demo/wsdp-days.ts'
import { wsdpFacts } from '#db/seed/demo/wsdp-facts.ts'

test('on whatever day the demo world is loaded, every party of the whole systems project is assured from its draft to that day', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4000 }), (after) => {
    const today = addDays('2026-01-01', after)
    const days = wsdpDays(today)
    const facts = wsdpFacts({ codes: WSDP_CODES, startDate: days.start, reviewDate: days.review, endDate: days.end, drafted: days.drafted, reportDue: days.reportDue })
    for (const { assurance } of facts.parties) expect([isAssured(assurance, days.drafted), isAssured(assurance, today)]).toEqual([true, true])
    for (const { day } of facts.involvement!.activities) expect(day < days.drafted).toBe(true)
    const told = [days.drafted, days.boardSits, days.supported, days.birthsAgreed, days.dataApproved, days.signed, days.start, days.reportSent, days.reportDue, days.linked, today, days.review, days.end]
    expect(told).toEqual([...told].sort())
    expect(new Set(told).size).toBe(told.length)
  }), { numRuns: 300 })
})
