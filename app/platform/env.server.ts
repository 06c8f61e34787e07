import { z } from 'zod'
import { readGivenSealKey } from './pdf-seal.server.ts'
import { readSigningKey } from './signing.server.ts'

/**
 * The environment, read once. `.env.example` names each variable. Nothing else in the product touches `process.env`,
 * and a missing or weak setting is one clear sentence a fault, before anything is served.
 */
const SECRET_MIN = 32

const secret = (name: string, purpose: string) =>
  z
    .string({ error: `${name} is not set: it ${purpose}. Set it to at least ${SECRET_MIN} random characters.` })
    .min(SECRET_MIN, `${name} is too short: it ${purpose}. Use at least ${SECRET_MIN} random characters.`)
    .refine((text) => new Set(text).size >= 12, `${name} is too easy to guess: it repeats a few characters. Use random characters.`)

/** Words with commas or spaces between them; none where it is not set. */
const listOf = (pattern: RegExp, fault: string) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''))
    .refine((words) => words.every((word) => pattern.test(word)), fault)

export const environmentSchema = z.object({
  DATABASE_URL: z
    .string({ error: 'DATABASE_URL is not set: name the PostgreSQL database to use, such as postgres://user:password@host:5432/concordat.' })
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_URL must begin with postgres:// or postgresql://.'),
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'DATABASE_OWNER_URL must begin with postgres:// or postgresql://.')
    .optional(),
  SESSION_SECRET: secret('SESSION_SECRET', 'signs the cookies of residents who have entered their code'),
  IDENTIFIER_KEY: secret('IDENTIFIER_KEY', 'encrypts NHS numbers and makes the keyed hashes they are looked up by'),
  IDENTIFIER_KEY_PREVIOUS: secret('IDENTIFIER_KEY_PREVIOUS', 'reads what the identifier key before it encrypted').optional(),
  RECEIPT_KEY: z
    .string()
    .refine((text) => readSigningKey(text) !== null, 'RECEIPT_KEY is not a private Ed25519 key: it signs receipts. Make one with "openssl genpkey -algorithm ed25519 -outform DER | base64".')
    .optional(),
  PAPER_SEAL_KEY: z.string().optional(),
  PAPER_SEAL_CERTIFICATE: z.string().optional(),
  PORT: z.coerce.number({ error: 'PORT must be a number from 1 to 65535.' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: z
    .url({ error: 'PUBLIC_URL must be the full address people use, such as https://concordat.example.nhs.uk.' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'SMTP_URL must begin with smtp:// or smtps://.').optional(),
  MAIL_FROM: z.string().default('Concordat <no-reply@concordat.invalid>'),
  CONCORDAT_INDEX_MEMORY_MB: z.coerce
    .number({ error: 'CONCORDAT_INDEX_MEMORY_MB must be a number of megabytes, such as 1024.' })
    .min(0, 'CONCORDAT_INDEX_MEMORY_MB must be a number of megabytes, such as 1024.')
    .default(1024),
  CONCORDAT_ANSWERS_KEPT_DAYS: z.coerce
    .number({ error: 'CONCORDAT_ANSWERS_KEPT_DAYS must be a number of days, such as 400.' })
    .int('CONCORDAT_ANSWERS_KEPT_DAYS must be a number of days, such as 400.').min(1, 'CONCORDAT_ANSWERS_KEPT_DAYS must be a number of days, such as 400.')
    .default(400),
  CONCORDAT_DATA: z.string().default('.data'),
  AUDIT_HEADS_FILE: z.string().optional(),
  CONCORDAT_ALLOW_TEST_NUMBERS: z.enum(['yes', 'no']).default('no').transform((text) => text === 'yes'),
  CONCORDAT_DEMO: z.enum(['yes', 'no']).default('no').transform((text) => text === 'yes'),
  TRUST_PROXY: z.coerce.number({ error: 'TRUST_PROXY must be the number of proxies in front, such as 1.' }).int().min(0).default(0),
  NATIONAL_CHECK_MAILBOX: z
    .string()
    .regex(/^(?:[A-Za-z0-9]{3,20}|[A-Z0-9]{1,9}=[A-Za-z0-9]{3,20}(?:[\s,]+[A-Z0-9]{1,9}=[A-Za-z0-9]{3,20})*)$/, 'NATIONAL_CHECK_MAILBOX must be one mailbox id, such as ABC01HC001, or organisation codes with theirs, such as Y90001=ABC01HC001,Y90002=DEF01HC001.')
    .optional(),
  NATIONAL_CHECK_SERVICE_MAILBOXES: listOf(/^[A-Za-z0-9]{3,20}$/, 'NATIONAL_CHECK_SERVICE_MAILBOXES must be mailbox ids with commas between them, such as X26HC001,X26HC002.'),
  NATIONAL_CHECK_WORKFLOW_ID: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'NATIONAL_CHECK_WORKFLOW_ID must be one workflow id, such as SPINE_NTT_UPHOLDING.').optional(),
  NATIONAL_CHECK_REPLY_WORKFLOW_IDS: listOf(/^[A-Za-z0-9_-]{1,100}$/, 'NATIONAL_CHECK_REPLY_WORKFLOW_IDS must be workflow ids with commas between them.'),
  NATIONAL_CHECK_LINE_END: z.enum(['LF', 'CRLF'], { error: 'NATIONAL_CHECK_LINE_END must be LF or CRLF.' }).default('LF'),
  NATIONAL_CHECK_MAX_AGE_DAYS: z.coerce
    .number({ error: 'NATIONAL_CHECK_MAX_AGE_DAYS must be a number of days from 0 to 21.' })
    .min(0, 'NATIONAL_CHECK_MAX_AGE_DAYS must be a number of days from 0 to 21.')
    .max(21, 'NATIONAL_CHECK_MAX_AGE_DAYS must be a number of days from 0 to 21: older answers may not be used.')
    .optional(),
  API_CALLS_A_MINUTE: listOf(/^[a-z-]+=[1-9]\d{0,6}$/, 'API_CALLS_A_MINUTE must be actions of a key and the calls each may make a minute, such as check=3000,consent-read=300.'),
  NATIONAL_CHECK_OUTBOX: z.string().optional(),
  NATIONAL_CHECK_INBOX: z.string().optional(),
  NATIONAL_CHECK_POLL_MINUTES: z.coerce
    .number({ error: 'NATIONAL_CHECK_POLL_MINUTES must be a whole number of minutes from 1 to 60, or 0 for never.' })
    .int('NATIONAL_CHECK_POLL_MINUTES must be a whole number of minutes from 1 to 60, or 0 for never.')
    .min(0, 'NATIONAL_CHECK_POLL_MINUTES must be a whole number of minutes from 1 to 60, or 0 for never.')
    .max(60, 'NATIONAL_CHECK_POLL_MINUTES must be a whole number of minutes from 1 to 60, or 0 for never.')
    .default(5),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
})

const NEEDED_IN_PRODUCTION = [
  ['PUBLIC_URL', 'PUBLIC_URL is not set: letters and e-mails send people to it. Set it to the full address people use, such as https://concordat.example.nhs.uk.'],
  ['RECEIPT_KEY', 'RECEIPT_KEY is not set: it signs receipts, and others check them by it. Make one with "openssl genpkey -algorithm ed25519 -outform DER | base64", and keep it.'],
] as const

export type Environment = z.output<typeof environmentSchema>

export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

/** Throws EnvironmentFault with a sentence for each setting that is missing or weak. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) throw new EnvironmentFault(parsed.error.issues.map((issue) => issue.message))
  const lacking = parsed.data.NODE_ENV === 'production' ? NEEDED_IN_PRODUCTION.filter(([name]) => !parsed.data[name]).map(([, fault]) => fault) : []
  if (lacking.length > 0) throw new EnvironmentFault(lacking)
  const seal = readGivenSealKey(parsed.data.PAPER_SEAL_KEY, parsed.data.PAPER_SEAL_CERTIFICATE)
  if (typeof seal === 'string') throw new EnvironmentFault([seal])
  if (parsed.data.IDENTIFIER_KEY_PREVIOUS === parsed.data.IDENTIFIER_KEY) {
    throw new EnvironmentFault(['IDENTIFIER_KEY_PREVIOUS and IDENTIFIER_KEY are the same: set the key that was used before, or leave it out.'])
  }
  if (parsed.data.SESSION_SECRET === parsed.data.IDENTIFIER_KEY) {
    throw new EnvironmentFault(['SESSION_SECRET and IDENTIFIER_KEY are the same: use a different secret for each.'])
  }
  return parsed.data
}
