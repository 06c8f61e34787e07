import { ristretto255_oprf } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateBlinded, hexOf, keyFrom, tagOf } from '#app/releases/oblivious-function.server.ts'
import { mayEvaluate, MOST_EVALUATED } from '#app/releases/private-check.rules.ts'
import { GROUP_SIZE, TAG_BYTES } from '#app/releases/private-check.schema.ts'

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const { voprf } = ristretto255_oprf
const atOnce = async () => {}

/** RFC 9497, appendix A.1.2. */
const SEED = 'a3'.repeat(32)
const INFO = 'test key'
const [SECRET, PUBLIC] = ['e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909', 'c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e']
const ONE = {
  input: '00', blind: '64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706',
  blinded: '863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945', evaluated: 'aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e',
  proof: 'ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd066d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d',
  output: 'b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7da4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c',
}
const SECOND_OF_BATCH = { blinded: '90a0145ea9da29254c3a56be4fe185465ebb3bf2a1801f7124bbbadac751e654', evaluated: 'cc5ac221950a49ceaa73c8db41b82c20372a4c8d63e5dded2db920b7eee36a2a' }
const BATCH_PROOF = 'cc203910175d786927eeb44ea847328047892ddf8590e723c37205cb74600b0a5ab5337c8eb4ceae0494c2cf89529dcf94572ed267473d567aeed6ab873dee08'
const OUTPUT_OF_5A = '8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6'

describe('the oblivious function, by the vectors of RFC 9497', () => {
  const key = keyFrom(bytes(SEED), INFO)

  test('the key comes out of the seed', () => {
    expect([hexOf(key.secretKey), hexOf(key.publicKey)]).toEqual([SECRET, PUBLIC])
  })

  test('elements are evaluated, one or two at a time', async () => {
    expect((await evaluateBlinded(key, [ONE.blinded], atOnce))?.[0]?.evaluated).toEqual([ONE.evaluated])
    expect((await evaluateBlinded(key, [ONE.blinded, SECOND_OF_BATCH.blinded], atOnce))?.[0]?.evaluated).toEqual([ONE.evaluated, SECOND_OF_BATCH.evaluated])
  })

  test('the RFC’s proofs are believed, and give the RFC’s output; another proof, key or element is not', () => {
    const finish = (change: Partial<typeof ONE> = {}, publicKey = PUBLIC) => {
      const given = { ...ONE, ...change }
      return hexOf(voprf.finalize(bytes(given.input), bytes(given.blind), bytes(given.evaluated), bytes(given.blinded), bytes(publicKey), bytes(given.proof)))
    }
    expect(finish()).toBe(ONE.output)
    expect(() => finish({ proof: `00${ONE.proof.slice(2)}` })).toThrow()
    expect(() => finish({}, hexOf(keyFrom(bytes(SEED), 'another').publicKey))).toThrow()
    expect(() => finish({ evaluated: SECOND_OF_BATCH.evaluated })).toThrow()
    const items = [{ ...ONE }, { ...SECOND_OF_BATCH, input: '5a'.repeat(17), blind: '222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e' }]
      .map((item) => ({ input: bytes(item.input), blind: bytes(item.blind), evaluated: bytes(item.evaluated), blinded: bytes(item.blinded) }))
    expect(voprf.finalizeBatch(items, bytes(PUBLIC), bytes(BATCH_PROOF)).map(hexOf)).toEqual([ONE.output, OUTPUT_OF_5A])
  })

  test('a tag is the beginning of what the asker ends with', async () => {
    await fc.assert(fc.asyncProperty(fc.stringMatching(/^999\d{7}$/), async (nhsNumber) => {
      const input = Buffer.from(nhsNumber, 'ascii')
      const { blind, blinded } = voprf.blind(input)
      const [group] = (await evaluateBlinded(key, [hexOf(blinded)], atOnce)) ?? []
      const output = voprf.finalize(input, blind, bytes(group?.evaluated[0] as string), blinded, key.publicKey, bytes(group?.proof as string))
      expect(hexOf(tagOf(key, nhsNumber))).toBe(hexOf(output).slice(0, TAG_BYTES * 2))
    }), { numRuns: 20 })
  })

  test('the same number is blinded to another element each time', () => {
    const input = Buffer.from('9990000018', 'ascii')
    expect(hexOf(voprf.blind(input).blinded)).not.toBe(hexOf(voprf.blind(input).blinded))
  })

  test.each([['the identity', '00'.repeat(32)], ['what is no element', 'ff'.repeat(32)]])('nothing is evaluated where one is %s', async (_what, element) => {
    const many = Array.from({ length: GROUP_SIZE }, () => ONE.blinded)
    expect(await evaluateBlinded(key, [...many, element], atOnce)).toBeNull()
  })
})

describe('a private check', () => {
  const endsAt = new Date('2026-06-15T10:30:00Z')
  test.each<[string, number, number, string, boolean | string]>([
    ['before its end', 0, 1, '2026-06-15T10:29:59Z', true], ['at its end', 0, 1, '2026-06-15T10:30:00Z', 'private-check-over'],
    ['up to its limit', MOST_EVALUATED - 1, 1, '2026-06-15T10:00:00Z', true], ['past its limit', MOST_EVALUATED - 1, 2, '2026-06-15T10:00:00Z', 'asked-too-much'],
  ])('%s', (_what, evaluated, more, now, expected) => {
    const may = mayEvaluate({ endsAt, evaluated }, more, new Date(now))
    expect(may.ok ? true : may.refusal.kind).toBe(expected)
  })
})
