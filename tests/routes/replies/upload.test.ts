import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { action, loader } from '#app/routes/practice.campaigns.$ref.replies.upload._index.tsx'
import { loader as result } from '#app/routes/practice.campaigns.$ref.replies.upload.$uploadId._index.tsx'
import { loader as rejected } from '#app/routes/practice.campaigns.$ref.replies.upload.$uploadId.rejected[.]csv.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type GivenLetter } from '#tests/factories/letters.ts'
import { givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let clerk: StaffActor
let letters: GivenLetter[]

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
  letters = []
  for (let i = 0; i < 3; i += 1) letters.push(await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE)))
})

const HEAD = 'nhs_number,local_id,channel,received'
const number = (index: number) => (letters[index] as GivenLetter).person.nhsNumber

function send(content: string | Uint8Array, { as = clerk, formId = randomUUID() as string, name = 'opt-outs.csv' } = {}): Promise<Answer> {
  const form = new FormData()
  form.set('formId', formId)
  form.set('file', new File([content as never], name, { type: 'text/csv' }))
  return callRoute(portal, action, { as, path: '/x', params: { ref: campaign.ref }, form })
}
async function outcome(answer: Answer) {
  const uploadId = answer.location?.split('/').pop() as string
  return (await callRoute(portal, result, { as: clerk, path: '/x', params: { ref: campaign.ref, uploadId } })).data as {
    upload: { rowsRead: number; rowsKept: number; rowsRepeated: number }; rejects: { row: number; reasons: string[] }[]
  }
}
const choices = () => portal.owner`select person_id, kind, channel, on_whose_word, effective_day::text as day from choice_events order by recorded_at`

describe('uploading a list of opt-outs', () => {
  test('keeps each good row as a choice from the day it came, on the practice’s word', async () => {
    const answer = await send(`${HEAD}\n${number(0)},,slip,2026-05-10\n${number(1)},${letters[1]?.person.localId},phone,11/05/2026\n`)
    expect(await outcome(answer)).toMatchObject({ upload: { rowsRead: 2, rowsKept: 2, rowsRepeated: 0 }, rejects: [] })
    expect((await choices()).map(({ channel, day, on_whose_word }) => [channel, day, on_whose_word])).toEqual(expect.arrayContaining([['slip', '2026-05-10', 'practice'], ['phone', '2026-05-11', 'practice']]))
    expect(answer.location).not.toMatch(/999/)
  })

  test.each([
    ['a byte-order mark and CRLF', (row: string) => `\ufeff${HEAD}\r\n${row}\r\n`],
    ['old Macintosh line ends', (row: string) => `${HEAD}\r${row}\r`],
    ['headings in other words and order', (row: string) => `Received,Channel,NHS Number,Comment\n${row.split(',')[3]},${row.split(',')[2]},${row.split(',')[0]},x\n`],
    ['no line end at the end', (row: string) => `${HEAD}\n${row}`],
  ])('reads a file with %s', async (_what, make) => {
    expect(await outcome(await send(make(`${number(0)},,slip,2026-05-10`)))).toMatchObject({ upload: { rowsKept: 1 }, rejects: [] })
  })

  test('finds by reply code, and reads Latin-1 bytes', async () => {
    const csv = `reply_code,channel,received,remarque\n${letters[2]?.code},desk,2026-05-10,caf\xe9\n`
    expect(await outcome(await send(Buffer.from(csv, 'latin1')))).toMatchObject({ upload: { rowsKept: 1 } })
  })

  test('the same patient twice in a file, and the same file again, are one choice', async () => {
    const csv = `${HEAD}\n${number(0)},,slip,2026-05-10\n${number(0)},,slip,2026-05-10\n${number(1)},,slip,2026-05-12\n`
    expect(await outcome(await send(csv))).toMatchObject({ upload: { rowsKept: 2, rowsRepeated: 1 } })
    expect(await outcome(await send(csv))).toMatchObject({ upload: { rowsKept: 0, rowsRepeated: 3 } })
    expect(await choices()).toHaveLength(2)
    expect(await portal.owner`select 1 from replies`).toHaveLength(2)
  })

  test('the same form sent twice at once is one upload', async () => {
    const formId = randomUUID()
    const csv = `${HEAD}\n${number(0)},,slip,2026-05-10\n`
    const answers = await Promise.all([send(csv, { formId }), send(csv, { formId })])
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect(await portal.owner`select rows_kept from reply_uploads`).toMatchObject([{ rows_kept: 1 }])
  })

  test('keeps the good rows, and gives the others back with their reasons and nothing that a spreadsheet runs', async () => {
    const answer = await send([
      HEAD, `${number(0)},,slip,2026-05-10`, '9990000019,,slip,2026-05-10', `${number(1)},,pigeon,2026-05-10`, `${number(1)},,slip,2026-07-01`, `${number(1)},,slip,2026-04-01`,
      `=1+1,,slip,2026-05-10`, ',,slip,2026-05-10', `${number(1)},${letters[2]?.person.localId},slip,2026-05-10`, '9990000085,,slip,2026-05-10', number(2),
    ].join('\n'))
    const read = await outcome(answer)
    expect(read.upload).toMatchObject({ rowsRead: 10, rowsKept: 1 })
    expect(read.rejects.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11])
    const uploadId = answer.location?.split('/').pop() as string
    const file = await callRoute(portal, rejected, { as: clerk, path: '/x', params: { ref: campaign.ref, uploadId } })
    expect(file.data).toMatch(/^nhs_number,local_id,channel,received,what_to_mend\r\n/)
    expect(file.data).toContain("'=1+1,")
    const [stored] = await portal.owner`select rejects::text as text from reply_uploads`
    expect(stored?.text).not.toMatch(/999000/)
  })

  test('a slip that the list says is not signed is a query', async () => {
    expect(await outcome(await send(`nhs_number,channel,received,signed\n${number(0)},slip,2026-05-10,no\n`))).toMatchObject({ upload: { rowsKept: 1 } })
    expect(await choices()).toHaveLength(0)
    expect(await portal.owner`select outcome from replies`).toMatchObject([{ outcome: 'query' }])
  })

  test('somebody on another practice’s list is nobody here', async () => {
    const theirs = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: '9990000085' })
    expect(await outcome(await send(`${HEAD}\n${theirs.nhsNumber},,slip,2026-05-10\n`))).toMatchObject({ upload: { rowsKept: 0 }, rejects: [{ row: 2 }] })
  })
})

describe('a file that cannot be used', () => {
  test.each([
    ['empty', ''],
    ['headings alone', `${HEAD}\n`],
    ['without the headings', 'name,date\nx,y\n'],
    ['with no heading row', '9990000018,L1,slip,2026-05-10\n'],
    ['separated by semicolons', 'nhs_number;channel;received\n9990000018;slip;2026-05-10\n'],
    ['a spreadsheet', Buffer.from('PK\x03\x04 and so on')],
    ['a PDF', '%PDF-1.7\n'],
    ['one line of 4 MB', `${HEAD}\n"${'x'.repeat(4_000_000)}`],
    ['a heading twice', `nhs_number,nhs_number,channel,received\n1,1,slip,2026-05-10\n`],
    ['more than 5,000 rows', `${HEAD}\n${',,slip,2026-05-10\n'.repeat(5001)}`],
    ['more than 5 MB', 'x'.repeat(5 * 1024 * 1024 + 1)],
  ])('%s gets one clear sentence, and nothing is kept', async (_what, content) => {
    const answer = await send(content)
    expect(answer).toMatchObject({ status: 400, data: { problems: [{ field: 'file', message: expect.stringMatching(/^[A-Z].{20,}/) }] } })
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(0)
    expect(await portal.owner`select 1 from reply_uploads`).toHaveLength(0)
  })

  test('no file at all is asked for', async () => {
    expect(await callRoute(portal, action, { as: clerk, path: '/x', params: { ref: campaign.ref }, form: { formId: randomUUID() } })).toMatchObject({
      status: 400, data: { problems: [{ field: 'file', message: 'Choose the CSV file with the opt-outs' }] },
    })
  })
})

test('another practice, a guardian and someone signed out may not upload', async () => {
  const csv = `${HEAD}\n${number(0)},,slip,2026-05-10\n`
  expect((await send(csv, { as: await givenStaff(portal, 'receptionist', OTHER_PRACTICE) })).status).toBe(404)
  expect((await send(csv, { as: await givenStaff(portal, 'caldicott-guardian', PRACTICE) })).status).toBe(403)
  expect((await callRoute(portal, loader, { path: '/x', params: { ref: campaign.ref } })).location).toBe('/sign-in?next=%2Fx')
})
