import { generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, importJWK } from 'jose'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCompactJws } from '#app/kernel/compact-jws.ts'
import { makeSigner, newSigningKey, readSigned, readSigningKey } from '#app/platform/signing.server.ts'

const signer = makeSigner(newSigningKey())
const jwk = { kty: 'OKP', crv: 'Ed25519', x: signer.key.x }
const jws = signer.sign('receipt', { says: 'größer', rows: 3 })
const REFUSED = { ok: false }

describe('what the portal signs', () => {
  test('is a JWS that others verify, under the thumbprint of its key', async () => {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(jwk, 'EdDSA'))
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ says: 'größer', rows: 3 })
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: await calculateJwkThumbprint(jwk), typ: 'concordat-receipt' })
  })

  test('is read again with the key, and with no other', () => {
    expect(readSigned('receipt', jws, [signer.key])).toEqual({ ok: true, value: { kid: signer.key.kid, payload: { says: 'größer', rows: 3 } } })
    const other = makeSigner(newSigningKey()).key
    expect(readSigned('receipt', jws, [other])).toMatchObject({ refusal: { kind: 'key-unknown' } })
    expect(readSigned('receipt', jws, [{ ...other, kid: signer.key.kid }])).toMatchObject({ refusal: { kind: 'signature-wrong' } })
  })

  test('of one kind is never taken for another', () => {
    expect(readSigned('head', jws, [signer.key])).toMatchObject({ refusal: { kind: 'header-not-ours' } })
  })

  test.each([['another algorithm', { alg: 'none' }], ['a demand that we do not know', { crit: ['b64'] }], ['no key', { kid: undefined }]])('is refused with %s in its header', (_what, change) => {
    const [, payload, signature] = jws.split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid: signer.key.kid, typ: 'concordat-receipt', ...change })).toString('base64url')
    expect(readSigned('receipt', `${header}.${payload}.${signature}`, [signer.key])).toMatchObject({ refusal: { kind: 'header-not-ours' } })
  })

  test('holds no character that can be changed, left out or added unseen', () => {
    for (let at = 0; at < jws.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const changed = `${jws.slice(0, at)}${String.fromCharCode(jws.charCodeAt(at) ^ (1 << bit))}${jws.slice(at + 1)}`
        expect(readSigned('receipt', changed, [signer.key]), `bit ${bit} of character ${at}`).toMatchObject(REFUSED)
      }
      expect(readSigned('receipt', jws.slice(0, at) + jws.slice(at + 1), [signer.key])).toMatchObject(REFUSED)
    }
    for (const around of [`${jws}=`, `${jws}A`, ` ${jws}`, `${jws}\n`, `${jws}.`]) expect(readSigned('receipt', around, [signer.key])).toMatchObject(REFUSED)
  })
})

describe('a compact JWS', () => {
  test('has three parts, and each can be read', () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    expect(readCompactJws('a.b')).toBe('not-three-parts')
    expect(readCompactJws(`${part('text')}.${part({})}.AA`)).toBe('header-unreadable')
    expect(readCompactJws(`${part({})}.${part([1])}.AA`)).toBe('payload-unreadable')
    expect(readCompactJws(`${part({})}.${part({})}.`)).toBe('signature-unreadable')
    expect(readCompactJws(`${part({})}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}.AA`)).toBe('payload-unreadable')
  })

  test('is spelt in one way only', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), (bytes) => {
      const spelt = Buffer.from(bytes).toString('base64url')
      const read = readCompactJws(`e30.e30.${spelt}`)
      expect(read).toMatchObject({ signature: bytes })
      for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
        if (last === spelt.at(-1)) continue
        const other = readCompactJws(`e30.e30.${spelt.slice(0, -1)}${last}`)
        if (typeof other === 'object') expect(Buffer.from(other.signature).equals(Buffer.from(bytes))).toBe(false)
      }
    }))
  })

  test('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => { readCompactJws(`${a}.${b}.${c}`) }))
  })
})

describe('RECEIPT_KEY', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  test.each([
    ['base64 of PKCS #8', privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')],
    ['a PEM', pem],
    ['a PEM in one line', pem.replaceAll('\n', '\\n')],
    ['a JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
  ])('may be %s', (_what, text) => {
    expect(makeSigner(text).key).toEqual(makeSigner(pem).key)
  })

  test.each([
    ['nothing', ''], ['words', 'a long enough text that is no key at all'], ['a public key', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: signer.key.x })],
    ['a key of another kind', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')],
  ])('may not be %s', (_what, text) => {
    expect(readSigningKey(text)).toBeNull()
  })
})
