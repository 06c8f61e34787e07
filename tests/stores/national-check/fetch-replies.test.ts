import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { fetchNationalReplies, fetchNationalRepliesJob } from '#app/national-check/fetch-replies.server.ts'
import { FolderTransport } from '#app/national-check/mesh-transport.server.ts'
import { aFolder, controlOf, givenExport, listOf, MESH, receiptOf, systemContext, takeIn, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'

const INBOX = aFolder()
const portal = usePortal({ ...MESH, NATIONAL_CHECK_INBOX: INBOX, NATIONAL_CHECK_OUTBOX: INBOX })
const given = () => givenPilot(portal, { facts: underSection251 })
const states = async () => (await portal.owner`select state from national_check_runs order by sequence`).map(({ state }) => state as string)
const verdicts = async () => (await portal.owner`select kind, verdict from national_check_messages`).map(({ kind, verdict }) => `${String(kind)} ${String(verdict)}`).sort()
const takenInOrder = async () => (await portal.owner`select data from audit_entries where kind = 'national-check-reply-taken-in' order by seq`).map(({ data }) => (JSON.parse(data as string) as { reply: string }).reply)
const box = (folder = aFolder()) => ({
  folder,
  put(name: string, content: string, control: string) {
    writeFileSync(path.join(folder, `${name}.dat`), content)
    writeFileSync(path.join(folder, `${name}.ctl`), control)
  },
  files: () => readdirSync(folder).sort(),
  fetch: () => fetchNationalReplies(systemContext(portal), new FolderTransport({ outbox: folder, inbox: folder })),
})

describe('the mailbox, looked at by the portal itself', () => {
  test('gives a receipt and then its list, whatever their names, and is empty afterwards', async () => {
    await given()
    const run = await givenExport(portal)
    const inbox = box()
    inbox.put('a-list', listOf(run.numbers.slice(1)), controlOf(run))
    inbox.put('b-receipt', receiptOf(run), controlOf(run))
    expect(await inbox.fetch()).toEqual({ takenIn: 2, again: 0, refused: 0, leftAlone: 0 })
    expect([await states(), await takenInOrder(), inbox.files()]).toEqual([['answered'], ['receipt', 'list'], []])
    expect(await inbox.fetch()).toEqual({ takenIn: 0, again: 0, refused: 0, leftAlone: 0 })
  })

  test('keeps what was refused where a person can look, once, with the reason on record', async () => {
    await given()
    const run = await givenExport(portal)
    const inbox = box()
    inbox.put('odd', '', controlOf(run))
    inbox.put('foreign', listOf([testNumber(0)]), controlOf({ ...run, localId: 'somebody-elses_0001' }))
    expect(await inbox.fetch()).toMatchObject({ takenIn: 0, refused: 2 })
    expect(inbox.files()).toEqual(['refused'])
    expect(readdirSync(path.join(inbox.folder, 'refused')).sort()).toEqual(['foreign.ctl', 'foreign.dat', 'odd.ctl', 'odd.dat'])
    expect(await inbox.fetch()).toMatchObject({ refused: 0 })
    expect(await verdicts()).toEqual(['list empty-before-receipt', 'list no-such-run'])
    inbox.put('odd', '', controlOf(run))
    await inbox.fetch()
    expect(readdirSync(path.join(inbox.folder, 'refused'))).toEqual(expect.arrayContaining(['odd.dat', 'odd-2.dat', 'odd-2.ctl']))
    expect(await states()).toEqual(['exported'])
  })

  test('leaves alone the messages of other workflows, and files without a control file', async () => {
    await given()
    const run = await givenExport(portal)
    const inbox = box()
    inbox.put('theirs', 'anything', controlOf(run, { WorkflowId: 'PATHOLOGY_REPORTS' }))
    writeFileSync(path.join(inbox.folder, 'bare.dat'), listOf(run.numbers))
    expect(await inbox.fetch()).toEqual({ takenIn: 0, again: 0, refused: 0, leftAlone: 1 })
    expect([inbox.files(), await verdicts()]).toEqual([['bare.dat', 'theirs.ctl', 'theirs.dat'], []])
  })

  test('acknowledges what was stored before the portal stopped, and takes nothing in twice', async () => {
    await given()
    const run = await givenExport(portal)
    const inbox = box()
    const list = listOf(run.numbers)
    await takeIn(portal, list, { control: controlOf(run) })
    inbox.put('again', list, controlOf(run))
    expect(await inbox.fetch()).toEqual({ takenIn: 0, again: 1, refused: 0, leftAlone: 0 })
    expect([inbox.files(), await verdicts(), await states()]).toEqual([[], ['list taken-in'], ['answered']])
  })

  test('is looked at where the settings say, by one portal at a time, and a round is not done twice', async () => {
    await given()
    const run = await givenExport(portal)
    box(INBOX).put('reply', listOf(run.numbers), controlOf(run))
    const due = portal.now.toISOString()
    await Promise.all([1, 2, 3].map(() => fetchNationalRepliesJob(portal.runtime, { due })))
    expect(await verdicts()).toEqual(['list taken-in'])
    box(INBOX).put('late', 'x', controlOf(run))
    await fetchNationalRepliesJob(portal.runtime, { due })
    expect(existsSync(path.join(INBOX, 'late.dat'))).toBe(true)
    portal.now = new Date(portal.now.getTime() + 300_000)
    await fetchNationalRepliesJob(portal.runtime, { due: portal.now.toISOString() })
    expect(existsSync(path.join(INBOX, 'late.dat'))).toBe(false)
  })

  test('that is not there yet is an empty one', async () => {
    expect(await new FolderTransport({ outbox: '/nowhere', inbox: path.join(INBOX, 'not-yet') }).list()).toEqual([])
  })
})
