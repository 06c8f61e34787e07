import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { makeSigner, newSigningKey } from '#app/platform/signing.server.ts'
import type { ReceiptVerdict } from '#app/releases/examine-receipt.server.ts'
import { RECEIPT_FAULTS } from '#app/releases/receipt.rules.ts'
import { RECEIPT_FAULT_WORDS } from '#app/releases/receipt.words.ts'
import * as downloadRoute from '#app/routes/projects.$ref.releases.$checkId_.receipt[.]jws.ts'
import * as receiptPage from '#app/routes/projects.$ref.releases.$checkId_.receipt.tsx'
import * as checkPage from '#app/routes/projects.$ref.releases.$checkId.tsx'
import * as listPage from '#app/routes/projects.$ref.releases._index.tsx'
import * as verifyPage from '#app/routes/verify.tsx'
import { givenChoice, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'
import { ask } from './ask.ts'

const portal = usePortal()
const numbers = (...places: number[]) => places.map((place) => testNumber(place)).join('\n')

async function aCheck(pilot: Pilot, list = numbers(0, 1, 2), query = ''): Promise<string> {
  const answer = await ask(portal, pilot, list, { query })
  expect(answer.status).toBe(200)
  return answer.headers.get('Concordat-Check-Id') as string
}
const jwsOf = async (checkId: string) => (await portal.owner`select jws from receipts where check_id = ${checkId}`)[0]?.jws as string
const at = (module: { loader: unknown }, pilot: Pilot, checkId: string, as: StaffActor | undefined, ending: string) =>
  callRoute(portal, module.loader as never, { as, path: `/projects/${pilot.projectRef}/releases/${checkId}${ending}`, params: { ref: pilot.projectRef, checkId } })
const page = (pilot: Pilot, checkId: string, as?: StaffActor) => at(receiptPage, pilot, checkId, as, '/receipt')
const download = (pilot: Pilot, checkId: string, as?: StaffActor) => at(downloadRoute, pilot, checkId, as, '/receipt.jws')

describe('the receipt’s page', () => {
  test('says what the receipt says to each party, with names, and that it holds', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    for (const [organisation, rows, digest] of [[PRACTICE, 3, expect.stringMatching(/^[0-9a-f]{64}$/)], [COUNCIL, null, null]] as const) {
      const { status, data } = await page(pilot, id, await givenStaff(portal, 'caldicott-guardian', organisation))
      expect(status).toBe(200)
      expect(data).toMatchObject({
        verdict: { fault: null }, receipt: { check: id, rows, sha256_in: digest as string | null, sha256_out: digest as string | null, audit: { entry_hash: digest as string | null } }, names: { discloser: expect.stringMatching(/\w+/), recipient: expect.stringMatching(/\w+/), flow: expect.stringMatching(/\w+/) },
      })
    }
    expect((await at(checkPage, pilot, id, pilot.lead, '')).data).toMatchObject({ check: { hasReceipt: true } })
  })

  test('gives the receipt as a file to who may know its figures, which is on record', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    expect((await download(pilot, id, pilot.lead)).status).toBe(404)
    const answer = await download(pilot, id, pilot.manager)
    expect([answer.status, answer.headers.get('Content-Type'), answer.headers.get('Content-Disposition')]).toEqual([200, 'application/jose', `attachment; filename="${id}.jws"`])
    expect(answer.data).toBe(await jwsOf(id))
    expect(await portal.owner`select subject from audit_entries where kind = 'receipt-downloaded'`).toEqual([{ subject: `check:${id}` }])
  })

  test('is not there for another organisation, of a check without a receipt, nor open to a receptionist or a visitor', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const receptionist = await givenStaff(portal, 'receptionist', PRACTICE)
    for (const open of [page, download]) {
      expect((await open(pilot, id, stranger)).status).toBe(404)
      expect((await open(pilot, id, receptionist)).status).toBe(403)
      expect((await open(pilot, id)).location).toMatch(/^\/sign-in/)
      expect((await open(pilot, 'nothing', pilot.lead)).status).toBe(404)
    }
    await portal.owner`delete from receipts`
    for (const open of [page, download]) expect((await open(pilot, id, pilot.manager)).status).toBe(404)
    expect((await at(checkPage, pilot, id, pilot.lead, '')).data).toMatchObject({ check: { hasReceipt: false } })
  })
})

describe('the page where anyone checks a receipt', () => {
  interface Given { readonly problems: { field: string; message: string }[]; readonly typed: { receipt: string }; readonly verdict: ReceiptVerdict | null }
  const send = async (form: FormData | Record<string, string>): Promise<Answer & { readonly given: Given }> => {
    const answer = await callRoute(portal, verifyPage.action as never, { path: '/verify', form })
    return { ...answer, given: answer.data as Given }
  }
  const asFile = (content: string) => {
    const form = new FormData()
    form.set('receipt', '')
    form.set('file', new File([content], 'r.jws'))
    return form
  }
  const faultOf = async (text: string) => (await send({ receipt: text })).given.verdict?.fault

  test('says that a receipt holds, pasted or as a file, also broken over lines', async () => {
    const pilot = await givenPilot(portal)
    const jws = await jwsOf(await aCheck(pilot))
    for (const form of [{ receipt: jws }, asFile(jws), asFile(`${jws}\r\n`), { receipt: (jws.match(/.{1,76}/g) ?? []).join('\n ') }]) {
      const { status, given } = await send(form)
      expect(status).toBe(200)
      expect(given).toMatchObject({ problems: [], verdict: { fault: null, receipt: { rows: 3, flow: pilot.flowRef } } })
    }
  })

  test('says what does not hold', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    const jws = await jwsOf(id)
    expect(await faultOf('nothing like it')).toBe('not-three-parts')
    expect(await faultOf(`${jws.slice(0, -1)}B`)).toBe('signature-unreadable')
    expect(await faultOf(jws.replace(/\.(.)/, (_all, first: string) => `.${first === 'e' ? 'f' : 'e'}`))).toBe('payload-unreadable')
    expect(await faultOf(makeSigner(newSigningKey()).sign('receipt', {}))).toBe('key-unknown')
    expect(await faultOf(portal.runtime.signer.sign('receipt', { a: 1 }))).toBe('not-a-receipt')
    const receipt = JSON.parse(Buffer.from(jws.split('.')[1] as string, 'base64url').toString()) as Record<string, unknown> & { audit: Record<string, unknown> }
    const signed = (change: object) => portal.runtime.signer.sign('receipt', { ...receipt, ...change })
    expect(await faultOf(signed({ rows: 4 }))).toBe('entry-not-its-own')
    expect(await faultOf(signed({ audit: { ...receipt.audit, seq: 1 } }))).toBe('entry-changed')
    expect(await faultOf(signed({ audit: { ...receipt.audit, seq: 9999, tree_size: 9999 } }))).toBe('entry-gone')
    expect(await faultOf(signed({ audit: { ...receipt.audit, root: 'ab'.repeat(32) } }))).toBe('tree-changed')
    await portal.owner`delete from receipts`
    expect(await faultOf(jws)).toBe('not-kept')
  })

  test('asks for a receipt, keeps what was typed, and takes nothing that is far too large', async () => {
    expect(await send({ receipt: ' \n' })).toMatchObject({ status: 400, given: { problems: [{ field: 'file' }], verdict: null } })
    expect(await send(asFile(''))).toMatchObject({ status: 400 })
    expect(await send({ receipt: 'a'.repeat(70_000) })).toMatchObject({ status: 413, given: { problems: [{ field: 'receipt' }] } })
    expect(await send(asFile('a'.repeat(1_000_000)))).toMatchObject({ status: 413, given: { problems: [{ field: 'file' }] } })
    expect((await send({ receipt: 'some words' })).given.typed).toEqual({ receipt: 'some words' })
  })

  test('has words for everything that may not hold', () => {
    for (const fault of RECEIPT_FAULTS) expect(RECEIPT_FAULT_WORDS[fault]).toMatch(/^[A-Z].+\.$/)
  })

  test('writes nothing down', async () => {
    const pilot = await givenPilot(portal)
    const jws = await jwsOf(await aCheck(pilot))
    const [before] = await portal.owner`select seq from audit_head`
    await send({ receipt: jws })
    expect((await portal.owner`select seq from audit_head`)[0]).toEqual(before)
  })
})

describe('the project’s page of checks', () => {
  const list = async (pilot: Pilot, as: StaffActor) =>
    (await callRoute(portal, listPage.loader as never, { as, path: `/projects/${pilot.projectRef}/releases`, params: { ref: pilot.projectRef } })).data as { extracts: object[] }

  test('shows each extract with its check before linkage and its check before release', async () => {
    const pilot = await givenPilot(portal)
    expect((await list(pilot, pilot.lead)).extracts).toEqual([])
    await aCheck(pilot)
    const linkage = await aCheck(pilot, numbers(0, 1, 2, 3), '?extract=june&stage=linkage')
    expect((await list(pilot, pilot.lead)).extracts).toMatchObject([{ extract: 'june', flow: pilot.flowRef, linkage: { id: linkage, rows: 'few' }, release: null, standing: 'linkage-only' }])
    await givenChoice(portal, pilot.people[3] as never)
    portal.now = new Date(portal.now.getTime() + 60_000)
    const release = await aCheck(pilot, numbers(0, 1, 2, 3), '?extract=june&stage=release')
    for (const [organisation, rows] of [[PRACTICE, 4], [COUNCIL, 'few']] as const) {
      expect((await list(pilot, await givenStaff(portal, 'ig-lead', organisation))).extracts).toMatchObject([
        { extract: 'june', linkage: { id: linkage }, release: { id: release, rows }, standing: 'both', leftOutBetween: 'few' },
      ])
    }
  })

  test('counts no check that is not complete', async () => {
    const pilot = await givenPilot(portal, { signedBy: [] })
    await ask(portal, pilot, numbers(0), { query: '?extract=june&stage=linkage' })
    expect((await list(pilot, pilot.lead)).extracts).toEqual([])
  })
})
