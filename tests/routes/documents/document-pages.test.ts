import { describe, expect, test } from 'vitest'
import { loader as newest } from '#app/routes/documents.$ref._index.tsx'
import { loader as page } from '#app/routes/documents.$ref.$version._index.tsx'
import { loader as docx } from '#app/routes/documents.$ref.$version.docx.ts'
import { loader as pdf } from '#app/routes/documents.$ref.$version.pdf.ts'
import { action as sign, loader as signPage } from '#app/routes/documents.$ref.$version.sign.tsx'
import { draftPaper } from '#app/documents/draft-paper.server.ts'
import type { PaperStanding } from '#app/documents/paper-standing.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { givenCast, givenDrafted, PROJECT, SIGNING_PASSWORD } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const ref = `${PROJECT}-protocol`
const params = { ref, version: 'v1' }
const path = `/documents/${ref}/v1`

async function signAs(who: StaffActor, changes: Record<string, string> = {}) {
  const shown = (await callRoute(portal, signPage, { as: who, path, params })).data as { paper?: { contentHash: string } }
  return callRoute(portal, sign, {
    as: who, path, params, form: { contentHash: shown.paper?.contentHash ?? 'f'.repeat(64), fullName: who.name, agree: 'yes', password: SIGNING_PASSWORD, ...changes },
  })
}

describe('a document', () => {
  test('is found at its newest version, as a page and as a PDF', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect(await callRoute(portal, newest, { as: guardian, path: `/documents/${ref}`, params: { ref } })).toMatchObject({ status: 302, location: path })
    const shown = await callRoute(portal, page, { as: guardian, path, params })
    expect(shown.data).toMatchObject({ canSign: true, supersededBy: null, saysWhatFactsSay: true, paper: { number: 1, signing: [{ party: PRACTICE.name, signer: null }, { party: COUNCIL.name, signer: null }] } })
    const file = await callRoute(portal, pdf, { as: guardian, path: `${path}/pdf`, params })
    expect(file.status).toBe(200)
    expect(file.headers.get('Content-Type')).toBe('application/pdf')
    expect(file.headers.get('Content-Disposition')).toContain(`${ref}-v1.pdf`)
    expect(String(file.data)).toMatch(/^%PDF-1\.7/)
    const forWord = await callRoute(portal, docx, { as: guardian, path: `${path}/docx`, params })
    expect(forWord.headers.get('Content-Disposition')).toContain(`${ref}-v1.docx`)
    expect(String(forWord.data).slice(0, 2)).toBe('PK')
    expect(await callRoute(portal, page, { as: guardian, path: `${path}.pdf`, params: { ref, version: 'v1.pdf' } })).toMatchObject({ status: 302, location: `${path}/pdf` })
  })

  test('is a draft until every party has signed it; a paper that nobody signs until they have agreed facts that it states', async () => {
    const { lead, guardian, siro } = await givenCast(portal)
    const factsVersion = await givenDrafted(portal, lead)
    expect((await draftPaper(contextOf(portal, lead), { ref: PROJECT, factsVersion, kind: 'privacy-notice' })).ok).toBe(true)
    const stateOf = async (documentRef: string) => ((await callRoute(portal, page, { as: lead, path: `/documents/${documentRef}/v1`, params: { ref: documentRef, version: 'v1' } })).data as { paper: { standing: PaperStanding } }).paper.standing
    const notice = `${PROJECT}-privacy-notice`
    expect(await stateOf(ref)).toMatchObject({ state: 'draft', history: [{ number: 1, madeByName: lead.name }], endorsements: [] })
    expect((await stateOf(notice)).state).toBe('draft')
    await signAs(siro)
    expect((await stateOf(ref)).state).toBe('draft')
    await signAs(guardian)
    expect((await stateOf(ref)).state).toBe('signed')
    expect((await stateOf(notice)).state).toBe('final')
  })

  test.each([['newest', newest], ['page', page], ['PDF', pdf], ['Word file', docx]])('another organisation finds no %s', async (_name, loader) => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const stranger = await givenStaff(portal, 'caldicott-guardian', OTHER_PRACTICE)
    expect((await callRoute(portal, loader as never, { as: stranger, path, params })).status).toBe(404)
  })

  test.each(['v2', 'v0', '1', 'vx', 'v1.doc'])('there is no version “%s”', async (version) => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect((await callRoute(portal, page, { as: lead, path, params: { ref, version } })).status).toBe(404)
    expect((await callRoute(portal, pdf, { as: lead, path, params: { ref, version } })).status).toBe(404)
  })
})

describe('signing', () => {
  test('binds the party, and leads back to the paper', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect(await signAs(siro)).toMatchObject({ status: 302, location: `${path}?done=signed` })
    const shown = (await callRoute(portal, page, { as: lead, path, params })).data as { paper: { signing: { party: string; signer: { name: string } | null }[] } }
    expect(shown.paper.signing.find((line) => line.party === COUNCIL.name)?.signer?.name).toBe(siro.name)
    expect(await signAs(siro)).toMatchObject({ status: 409 })
  })

  test('asks for the tick, the name and the password, and never gives the password back', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const empty = await signAs(siro, { agree: '', fullName: '', password: '' })
    expect(empty).toMatchObject({ status: 400, data: { problems: [{ field: 'fullName' }, { field: 'agree' }, { field: 'password' }] } })
    const wrong = await signAs(siro, { password: 'a wrong password' })
    expect(wrong).toMatchObject({ status: 400, data: { problems: [{ field: 'password' }], typed: { fullName: siro.name } } })
    expect(JSON.stringify(wrong.data)).not.toContain('a wrong password')
    expect(await signAs(siro, { fullName: 'Another Name' })).toMatchObject({ status: 400, data: { problems: [{ field: 'fullName' }] } })
    expect(await signAs(siro, { contentHash: '0'.repeat(64) })).toMatchObject({ status: 409 })
    expect(await portal.owner`select 1 from signatures`).toEqual([])
  })

  test('is not for those whose role does not sign, for other organisations, or for the signed out', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect((await signAs(lead)).status).toBe(403)
    expect((await signAs(await givenStaff(portal, 'siro', OTHER_PRACTICE))).status).toBe(404)
    expect((await signAs(await givenStaff(portal, 'caldicott-guardian', COUNCIL))).status).toBe(403)
    expect(await callRoute(portal, sign, { path, params, form: { agree: 'yes' } })).toMatchObject({ status: 302, location: expect.stringContaining('/sign-in') })
  })
})
