import { expect, test } from 'vitest'
import { CHOICE_CODES, CODE_LIST_VERSION, type ListedCode } from '#app/choices/choice-codes.rules.ts'
import { keepCodeLists } from '#app/choices/keep-code-lists.server.ts'
import { loadReferenceData } from '#db/seed/reference/load-reference-data.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const codes = () => portal.owner`select version, system, code, role, source from choice_codes order by version, system, code`

test('reference data may be loaded again and again', async () => {
  expect(await loadReferenceData(portal.runtime)).toEqual([`Choice codes: ${CHOICE_CODES.length}, new`])
  const before = await codes()
  expect(before).toHaveLength(CHOICE_CODES.length)
  expect(await loadReferenceData(portal.runtime)).toEqual([`Choice codes: ${CHOICE_CODES.length}, there already`])
  expect(await codes()).toEqual(before)
})

test('a changed list under the same version is refused, and under a new one is kept beside the old', async () => {
  await keepCodeLists(portal.runtime)
  const changed = [...CHOICE_CODES.slice(1), { ...CHOICE_CODES[0], role: 'T1_WITHDRAW' } as ListedCode]
  expect(await keepCodeLists(portal.runtime, changed)).toMatchObject({ ok: false, refusal: { kind: 'version-not-raised', details: { version: CODE_LIST_VERSION } } })
  expect(await codes()).toHaveLength(CHOICE_CODES.length)
  expect(await keepCodeLists(portal.runtime, changed, '9.9.9')).toMatchObject({ ok: true, value: { isNew: true } })
  expect(await codes()).toHaveLength(2 * CHOICE_CODES.length)
})
