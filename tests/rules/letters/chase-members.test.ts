import { describe, expect, test } from 'vitest'
import { lettersToWaiting } from '#app/letters/chase-members.rules.ts'

const waiting = ['A', 'B', 'C', 'D'].map((code) => ({ code, name: `${code} Surgery` }))
const sent = (given: Partial<Parameters<typeof lettersToWaiting>[1]>) =>
  lettersToWaiting(waiting, { accounts: new Map(), contacts: new Map(), reminded: new Set(), ...given }).map(({ to, members }) => `${to}: ${members.map(({ code }) => code).join(' ')}`)

describe('reminders of what waits for a signature', () => {
  test('go to every account that may sign for a member, and to the given address only where there is none', () => {
    expect(sent({ accounts: new Map([['A', ['a@x.example', 'b@x.example']]]), contacts: new Map([['A', 'z@x.example'], ['B', 'b@y.example']]) })).toEqual(['a@x.example: A', 'b@x.example: A', 'b@y.example: B'])
  })

  test('go once to a person, for all their members, however the address is written', () => {
    expect(sent({ contacts: new Map([['A', 'one@x.example'], ['B', 'One@X.example'], ['C', 'two@x.example']]) })).toEqual(['one@x.example: A B', 'two@x.example: C'])
  })

  test('leave out whoever had one lately, and everyone whom that letter was for', () => {
    const contacts = new Map([['A', 'one@x.example'], ['B', 'one@x.example'], ['C', 'two@x.example']])
    expect(sent({ contacts, reminded: new Set(['A']) })).toEqual(['two@x.example: C'])
    expect(sent({ contacts, reminded: new Set(['A', 'B', 'C']) })).toEqual([])
  })
})
