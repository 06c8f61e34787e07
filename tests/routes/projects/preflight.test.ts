import { describe, expect, test } from 'vitest'
import { loader } from '#app/routes/projects.$ref.preflight.tsx'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const ask = { path: `/projects/${PROJECT}/preflight`, params: { ref: PROJECT } }

describe('what a reviewer would send back', () => {
  test('is a list that leads to where each thing is mended', async () => {
    const { lead } = await givenCast(portal)
    const facts = someFacts()
    await givenProject(portal, lead, someFacts({ flows: facts.flows.map((flow, index) => (index === 0 ? { ...flow, transport: 'By fax', gateways: ['hsca-2012-261'] } : flow)) }))
    const { data } = await callRoute(portal, loader, { as: lead, ...ask }) as { data: { lines: { href: string; sentence: string; papers: string[]; weight: string }[] } }
    const fax = data.lines.find((line) => line.sentence.includes('By fax'))
    expect(fax).toMatchObject({ href: `flows/${facts.flows[0]!.ref}`, weight: 'must', papers: expect.arrayContaining(['protocol']) })
    // Whose power it is comes from the kinds of the organisations themselves.
    expect(data.lines.some((line) => line.sentence.startsWith('Neither the sender nor the recipient may rely on'))).toBe(true)
  })

  test('is read by the parties, who cannot mend it, and by nobody else', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenProject(portal, lead)
    expect((await callRoute(portal, loader, { as: guardian, ...ask })).data).toMatchObject({ mayEdit: false })
    expect((await callRoute(portal, loader, { as: await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), ...ask })).status).toBe(404)
    expect((await callRoute(portal, loader, ask)).status).toBe(302)
  })
})

describe('whole letters and notices', () => {
  const hard = 'multidisciplinary organisational configuration necessitating comprehensive longitudinal pseudonymised epidemiological investigation'

  test('that ask for too high a reading age are in the list, with where that is mended', async () => {
    const { lead } = await givenCast(portal)
    const facts = someFacts()
    await givenProject(portal, lead, someFacts({ purpose: { ...facts.purpose!, benefits: `${hard}, ${hard}, ${hard}, ${hard} and ${hard}.`, plainSummary: `${hard}, ${hard}, ${hard}, ${hard} and ${hard}` } }))
    const { data } = await callRoute(portal, loader, { as: lead, ...ask }) as { data: { lines: { href: string; box: string; sentence: string }[]; facts?: unknown } }
    const whole = data.lines.filter(({ sentence }) => sentence.includes('as a whole asks for a reading age'))
    expect(whole.map(({ sentence }) => sentence.split(' as a whole')[0])).toEqual(expect.arrayContaining(['The privacy notice', expect.stringMatching(/^The letter from /)]))
    for (const line of whole) expect(line.href).toBe('purpose')
    expect(data.facts).toBeUndefined()
  })

  test('that can be read are not', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead, someFacts())
    const { data } = await callRoute(portal, loader, { as: lead, ...ask }) as { data: { lines: { sentence: string }[] } }
    expect(data.lines.filter(({ sentence }) => sentence.startsWith('The letter from'))).toEqual([])
  })
})
