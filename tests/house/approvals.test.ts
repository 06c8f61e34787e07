import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CASE_ROLES, CASE_STATES } from '#app/approvals/approval.rules.ts'
import { BESIDE_THE_TABLE, CASE_ROLE_WORDS, CASE_STATE_WORDS, whoMayDoWhat } from '#app/approvals/approval.words.ts'

test('docs/approvals.md has the table of who may do what with an approval, as the rules print it, and says what each role and state is', () => {
  const page = readFileSync('docs/approvals.md', 'utf8')
  expect(page).toContain(whoMayDoWhat())
  for (const role of CASE_ROLES) expect(page).toContain(`**${CASE_ROLE_WORDS[role].label}**: ${CASE_ROLE_WORDS[role].says}.`)
  for (const rule of BESIDE_THE_TABLE) expect(page).toContain(`- ${rule}`)
  for (const state of CASE_STATES) expect(page).toContain(`**${CASE_STATE_WORDS[state].label}**: ${CASE_STATE_WORDS[state].says}`)
})
