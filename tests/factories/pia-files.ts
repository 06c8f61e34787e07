import fc from 'fast-check'

interface PiaShape {
  readonly pia: Record<string, unknown>
  readonly answers: { readonly reference_to: number; readonly data: { text: string | null; gauge: number | null; list: string[] }; readonly [name: string]: unknown }[]
  readonly measures: Record<string, unknown>[]
  readonly evaluations: Record<string, unknown>[]
  readonly comments: Record<string, unknown>[]
  readonly attachments: unknown
}

/** A file in the shape of the CNIL's PIA software, about an invented use; every sentence is ours. */
export const SOME_PIA: PiaShape = {
  pia: {
    status: 0, is_example: 0, is_archive: 0, created_at: '2026-02-01T09:00:00.000Z', name: 'Falls register', category: 'Community health', author_name: 'Ana Bell', evaluator_name: 'Cy Dale', validator_name: 'Eli Fox',
    dpo_status: 1, dpo_opinion: '<p>Go on, once the tablets are locked.</p>', dpos_names: 'Gus Hale', concerned_people_searched_opinion: true, concerned_people_opinion: '<p>Nine of ten would want it.</p><p>One feared her landlord.</p>',
    concerned_people_searched_content: '', people_names: 'Ten people over 75', updated_at: '2026-03-01T09:00:00.000Z', id: 7, progress: 67.5, structure_id: '', dbVersion: 201707071818,
  },
  answers: [
    { pia_id: 7, reference_to: 111, data: { text: '<p>A list of people who <strong>fell</strong> &amp; may fall again.</p>', gauge: null, list: [] }, created_at: '2026-02-01T09:00:00.000Z', id: 1 },
    { pia_id: 7, reference_to: 321, data: { text: null, gauge: null, list: ['A thief learns who lives alone', 'Shame'] }, created_at: '2026-02-01T09:00:00.000Z', id: 2 },
    { pia_id: 7, reference_to: 322, data: { text: null, gauge: null, list: ['A tablet is left on a bus'] }, created_at: '2026-02-01T09:00:00.000Z', id: 3 },
    { pia_id: 7, reference_to: 323, data: { text: null, gauge: null, list: ['Staff', 'A thief'] }, created_at: '2026-02-01T09:00:00.000Z', id: 4 },
    { pia_id: 7, reference_to: 324, data: { text: null, gauge: null, list: ['Encryption', 'Training'] }, created_at: '2026-02-01T09:00:00.000Z', id: 5 },
    { pia_id: 7, reference_to: 325, data: { text: 'People on their own<br />are in danger.', gauge: 3, list: [] }, created_at: '2026-02-01T09:00:00.000Z', id: 6, updated_at: '2026-02-02T09:00:00.000Z' },
    { pia_id: 7, reference_to: 326, data: { text: '', gauge: 2, list: [] }, created_at: '2026-02-01T09:00:00.000Z', id: 7 },
    { pia_id: 7, reference_to: 345, data: { text: null, gauge: 1, list: [] }, created_at: '2026-02-01T09:00:00.000Z', id: 8 },
    { pia_id: 7, reference_to: 346, data: { text: null, gauge: 4, list: [] }, created_at: '2026-02-01T09:00:00.000Z', id: 9 },
  ],
  measures: [
    { title: 'Encryption', pia_id: 7, content: '<p>The tablets&rsquo; drives are encrypted.</p>', placeholder: 'knowledge_base.slugs.PIA_TEC_CHIF.placeholder', created_at: '2026-02-01T09:00:00.000Z', id: 101 },
    { title: 'Backups', pia_id: 7, content: 'Each night.', placeholder: 'measures.default_placeholder', created_at: '2026-02-01T09:00:00.000Z', id: 102 },
  ],
  evaluations: [
    { status: 3, global_status: 2, pia_id: 7, reference_to: '1.1', evaluation_comment: 'Clear.', gauges: { x: 0, y: 0 }, created_at: '2026-02-03T09:00:00.000Z', id: 1 },
    { status: 2, global_status: 2, pia_id: 7, reference_to: '3.2', action_plan_comment: 'Lock each tablet to its user.', evaluation_comment: 'Not yet enough.', gauges: { x: 3, y: 1 }, estimated_implementation_date: '2026-09-30T23:00:00.000Z', person_in_charge: 'Head of IT', created_at: '2026-02-03T09:00:00.000Z', id: 2 },
    { status: 2, global_status: 2, pia_id: 7, reference_to: '3.1.102', action_plan_comment: 'Try a backup out.', gauges: { x: 0, y: 0 }, estimated_implementation_date: null, person_in_charge: null, id: 3 },
  ],
  comments: [{ description: 'Ask the wardens too.', pia_id: 7, reference_to: 111, for_measure: false, created_at: '2026-02-04T09:00:00.000Z', id: 1 }],
  attachments: [{ name: 'plan.pdf', file: 'data:application/pdf;base64,AAAA' }],
}
export const SOME_PIA_TEXT = JSON.stringify(SOME_PIA, null, 1)

const words = fc.oneof(
  fc.string({ maxLength: 30 }), fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '<p>One.</p><ul><li>Two</li><li>Three &amp; four</li></ul>', 'Where it could come from:', '\u0000', '\ud800', 'Line\nline', '&eacute;&nbsp;', '- ', '<'),
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const gauge = fc.oneof(fc.constantFrom(null, 0, 1, 2, 3, 4, ''), fc.constantFrom('1', '3'))
const REFERENCES = [111, 112, 113, 121, 122, 123, 211, 212, 213, 214, 215, 221, 222, 223, 224, 225, 226, 227, ...[320, 330, 340].flatMap((first) => [1, 2, 3, 4, 5, 6].map((each) => first + each))]
const answer = fc.record({
  pia_id: fc.nat(), reference_to: fc.constantFrom(...REFERENCES), data: maybe(fc.record({ text: maybe(words), gauge, list: maybe(fc.array(maybe(words), { maxLength: 4 })) }, { requiredKeys: [] })), created_at: maybe(words), id: fc.nat(),
}, { requiredKeys: ['reference_to'] })
const measure = fc.record({ title: maybe(fc.oneof(words, fc.constantFrom('Encryption', 'Backups'))), pia_id: fc.nat(), content: maybe(words), placeholder: maybe(words), id: fc.nat() }, { requiredKeys: [] })
const evaluation = fc.record({
  status: fc.nat({ max: 3 }), reference_to: fc.constantFrom('1.1', '2.1.211', '3.1.101', '3.2', '3.3', '3.4'), action_plan_comment: maybe(words), evaluation_comment: maybe(words),
  gauges: maybe(fc.record({ x: gauge, y: gauge }, { requiredKeys: [] })), estimated_implementation_date: maybe(fc.constantFrom('2026-09-30T23:00:00.000Z', '2026-13-01', 'soon', '2026-05-01')), person_in_charge: maybe(words), id: fc.nat(),
}, { requiredKeys: ['reference_to'] })

/** The text of any file that the software could give, and many that it would not, with other names beside its own. */
export const anyPiaText = fc.tuple(
  fc.record({
    pia: fc.record({ name: words, id: fc.nat(), dpo_opinion: maybe(words), dpos_names: maybe(words), concerned_people_opinion: maybe(words), concerned_people_searched_content: maybe(words), validator_name: maybe(words), progress: fc.double({ noNaN: true }) }, { requiredKeys: [] }),
    answers: maybe(fc.array(answer, { maxLength: 40 })), measures: maybe(fc.array(measure, { maxLength: 5 })), evaluations: maybe(fc.array(evaluation, { maxLength: 6 })), comments: maybe(fc.array(fc.jsonValue(), { maxLength: 2 })),
    attachments: fc.jsonValue(), 12: fc.jsonValue(),
  }, { requiredKeys: ['pia'] }),
  fc.constantFrom(undefined, 1, '\t'),
).map(([value, space]) => JSON.stringify(value, null, space))
