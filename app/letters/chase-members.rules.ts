interface Waiting {
  readonly code: string
  readonly name: string
}

/** One e-mail to one person, and the members that they may sign for. */
export interface LetterToWaiting {
  readonly to: string
  readonly members: readonly Waiting[]
}

/**
 * To whom a reminder goes: to those with an account who may sign for a member, else to the address that was given for it; each
 * address once, for all its members. Who was reminded lately is left out, with everyone that the same letter went for.
 */
export function lettersToWaiting(waiting: readonly Waiting[], { accounts, contacts, reminded }: {
  readonly accounts: ReadonlyMap<string, readonly string[]>
  readonly contacts: ReadonlyMap<string, string>
  readonly reminded: ReadonlySet<string | null>
}): LetterToWaiting[] {
  const letters = new Map<string, Waiting[]>()
  for (const member of waiting) {
    const given = contacts.get(member.code)
    const own = accounts.get(member.code) ?? []
    for (const to of own.length > 0 ? own : given ? [given] : []) {
      const address = to.toLowerCase()
      const before = letters.get(address)
      if (before) before.push(member)
      else letters.set(address, [member])
    }
  }
  return [...letters].map(([to, members]) => ({ to, members })).filter(({ members }) => !members.some(({ code }) => reminded.has(code)))
}
