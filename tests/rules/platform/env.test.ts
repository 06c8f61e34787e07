import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EnvironmentFault, environmentSchema, readEnvironment } from '#app/platform/env.server.ts'
import { newSigningKey } from '#app/platform/signing.server.ts'

const GOOD = {
  DATABASE_URL: 'postgres://concordat@localhost/concordat',
  SESSION_SECRET: 'q8Zr1xVw0LkPm3Td7YbN5cHs2GfJ9aUe',
  IDENTIFIER_KEY: 'W4nB8vKc2XzR6tQp0MhL3yJd9SfG7eAu',
  RECEIPT_KEY: newSigningKey(),
  PUBLIC_URL: 'https://concordat.example.nhs.uk/',
}
const faultsOf = (source: Record<string, string | undefined>): readonly string[] => {
  try {
    readEnvironment(source)
    return []
  } catch (fault) {
    if (fault instanceof EnvironmentFault) return fault.faults
    throw fault
  }
}

describe('the environment', () => {
  test('that is whole is read once, with what was left out at its default', () => {
    expect(readEnvironment(GOOD)).toMatchObject({
      PORT: 3000, PUBLIC_URL: 'https://concordat.example.nhs.uk', CONCORDAT_ALLOW_TEST_NUMBERS: false, CONCORDAT_DEMO: false, NODE_ENV: 'production',
    })
  })

  test.each(['DATABASE_URL', 'SESSION_SECRET', 'IDENTIFIER_KEY', 'RECEIPT_KEY', 'PUBLIC_URL'])('without %s does not begin, and says what it is for', (name) => {
    for (const missing of [undefined, '']) {
      const faults = faultsOf({ ...GOOD, [name]: missing })
      expect(faults).toHaveLength(1)
      expect(faults[0]).toMatch(new RegExp(`^${name} is not set: .+\\.$`))
    }
  })

  test.each([
    ['a short secret', { SESSION_SECRET: 'too short' }, /SESSION_SECRET is too short/],
    ['a repeated secret', { IDENTIFIER_KEY: 'ab'.repeat(30) }, /IDENTIFIER_KEY is too easy to guess/],
    ['one secret for two uses', { IDENTIFIER_KEY: GOOD.SESSION_SECRET }, /are the same/],
    ['a key that signs nothing', { RECEIPT_KEY: 'W4nB8vKc2XzR6tQp0MhL3yJd9SfG7eAu' }, /RECEIPT_KEY is not a private Ed25519 key: it signs receipts\. Make one with/],
    ['another kind of database', { DATABASE_URL: 'mysql://localhost/concordat' }, /DATABASE_URL must begin with postgres/],
    ['a port that is none', { PORT: '99999' }, /PORT|65535/],
    ['an address that is none', { PUBLIC_URL: 'concordat' }, /PUBLIC_URL must be the full address/],
  ])('with %s does not begin', (_what, given, words) => {
    expect(faultsOf({ ...GOOD, ...given }).join(' ')).toMatch(words)
  })

  test('names every fault at once', () => {
    expect(faultsOf({})).toHaveLength(3)
  })

  test('of production names each of what it lacks, and another environment makes do', () => {
    expect(faultsOf({ ...GOOD, PUBLIC_URL: undefined, RECEIPT_KEY: undefined })).toHaveLength(2)
    expect(faultsOf({ ...GOOD, PUBLIC_URL: undefined, RECEIPT_KEY: undefined, NODE_ENV: 'test' })).toEqual([])
  })

  test('never repeats a secret in a fault', () => {
    expect(faultsOf({ ...GOOD, SESSION_SECRET: 'hunter2hunter2' }).join(' ')).not.toContain('hunter2')
  })

  test('of the national check is settings throughout: each has a default, and a wrong one is named', () => {
    expect(readEnvironment(GOOD)).toMatchObject({ NATIONAL_CHECK_LINE_END: 'LF', NATIONAL_CHECK_POLL_MINUTES: 5, NATIONAL_CHECK_SERVICE_MAILBOXES: [], NATIONAL_CHECK_REPLY_WORKFLOW_IDS: [] })
    expect(readEnvironment({ ...GOOD, NATIONAL_CHECK_LINE_END: 'CRLF', NATIONAL_CHECK_POLL_MINUTES: '0', NATIONAL_CHECK_WORKFLOW_ID: 'OTHER_1', NATIONAL_CHECK_INBOX: '/mesh/in' })).toMatchObject({
      NATIONAL_CHECK_LINE_END: 'CRLF', NATIONAL_CHECK_POLL_MINUTES: 0, NATIONAL_CHECK_WORKFLOW_ID: 'OTHER_1', NATIONAL_CHECK_INBOX: '/mesh/in',
    })
    for (const [name, wrong] of Object.entries({ NATIONAL_CHECK_LINE_END: 'CR', NATIONAL_CHECK_POLL_MINUTES: '90', NATIONAL_CHECK_WORKFLOW_ID: 'no spaces', NATIONAL_CHECK_MAX_AGE_DAYS: '22', NATIONAL_CHECK_MAILBOX: 'a b' })) {
      expect(faultsOf({ ...GOOD, [name]: wrong }).join(' '), name).toContain(name)
    }
  })

  test('is named whole in the example that stands beside it, and the example names nothing else', () => {
    const named = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name)
    const known = Object.keys(environmentSchema.shape).filter((name) => !['NODE_ENV', 'CONCORDAT_DEMO'].includes(name))
    expect([...named].sort()).toEqual(known.sort())
  })
})
