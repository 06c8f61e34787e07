import { hash, verify } from '@node-rs/argon2'

/** argon2id with 19 MiB and two passes (the OWASP minimum). The literal stands for Algorithm.Argon2id, a const enum. */
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS)
}

export function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password, OPTIONS)
}

let decoy: Promise<string> | undefined

/** Spends the time of a real check, so that an address without an account answers no faster than a wrong password. */
export async function spendPasswordCheck(password: string): Promise<void> {
  decoy ??= hashPassword('an account that does not exist')
  await passwordMatches(await decoy, password)
}
