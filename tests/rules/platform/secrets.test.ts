import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEAL_PURPOSES } from '#app/platform/sealed-columns.rules.ts'
import { makeSecrets } from '#app/platform/secrets.server.ts'

const [OLD, NEW, OTHER] = ['the key before, 0123456789 abcdefghij', 'the key after it, 9876543210 zyxwvu', 'a third key that nobody set, 456 xyz'] as const
const [old, fresh, both, turned] = [makeSecrets(OLD), makeSecrets(NEW), makeSecrets(NEW, OLD), makeSecrets(OLD, NEW)]

/** As values were sealed before they named their key. */
function sealedNameless(key: string, purpose: string, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(hkdfSync('sha256', key, 'concordat/identifiers/1', `seal:${purpose}`, 32)), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body])
}

describe('a sealed value', () => {
  test('is opened with the key it was sealed with, whichever of the two that is, and with no other', () => {
    fc.assert(fc.property(fc.constantFrom(...SEAL_PURPOSES), fc.string(), (purpose, text) => {
      for (const sealed of [old.seal(purpose, text), fresh.seal(purpose, text), both.seal(purpose, text), sealedNameless(OLD, purpose, text), sealedNameless(NEW, purpose, text)]) {
        expect(both.open(purpose, sealed)).toBe(text)
        expect(turned.open(purpose, sealed)).toBe(text)
        expect(() => makeSecrets(OTHER).open(purpose, sealed)).toThrow(`A sealed ${purpose} cannot be opened with the key that is set`)
      }
      expect(() => old.open(purpose, both.seal(purpose, text))).toThrow('cannot be opened')
      expect(fresh.open(purpose, both.seal(purpose, text))).toBe(text)
    }), { numRuns: 50 })
  })

  test('begins with the name of the first key, so that it can be told where it stands', () => {
    expect(both.seal('mail', 'x').subarray(0, 5)).toEqual(fresh.sealedPrefix)
    expect(both.sealedPrefix).toEqual(fresh.sealedPrefix)
    expect(turned.sealedPrefix).toEqual(old.sealedPrefix)
    expect(both.keyNames).toEqual([...fresh.keyNames, ...old.keyNames])
  })

  test('is not opened for another purpose, nor when one byte of it was changed', () => {
    const sealed = fresh.seal('mail', 'to someone')
    expect(() => fresh.open('stored-file', sealed)).toThrow('cannot be opened')
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] as number) ^ 4
      expect(() => both.open('mail', changed)).toThrow(/^A sealed mail/)
    }
  })
})

describe('a keyed hash', () => {
  test('is made under the first key, and looked for under both', () => {
    expect(both.lookup('nhs-number', '9990000018')).toEqual(fresh.lookup('nhs-number', '9990000018'))
    expect(both.lookups('nhs-number', '9990000018')).toEqual([fresh.lookup('nhs-number', '9990000018'), old.lookup('nhs-number', '9990000018')])
    expect(turned.lookups('nhs-number', '9990000018')).toEqual([...both.lookups('nhs-number', '9990000018')].reverse())
    expect(old.lookups('local-id', '1')).toEqual([old.lookup('local-id', '1')])
    expect(old.lookup('local-id', '1')).not.toEqual(old.lookup('reply-code', '1'))
  })
})
