import { COARSE_REASONS } from '#app/choices/exemptions.rules.ts'
import { COARSE_WORDS } from '#app/choices/choice.words.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { SummaryList, type SummaryRow } from '#app/ui/furniture.tsx'
import { figureWords } from './check-state-tag.tsx'
import { RECEIPT_CHOICE_WORDS } from './receipt.words.ts'
import { TOLD_WORDS } from './release.words.ts'
import type { ToldReceipt } from './told-check.rules.ts'

const figure = (count: number): string => count.toLocaleString('en-GB')
const hash = (text: string) => <span className="concordat-hash">{text}</span>
const listed = (words: readonly string[]): string => new Intl.ListFormat('en-GB').format(words)

/** What a receipt says, in words. */
export function ReceiptSays({ receipt, names = {} }: {
  readonly receipt: ToldReceipt
  /** What the reader may be told the flow and the organisations are called. */
  readonly names?: { readonly flow?: string; readonly discloser?: string; readonly recipient?: string }
}) {
  const { terms, decisions, reasons: given } = receipt
  const choices = (Object.keys(RECEIPT_CHOICE_WORDS) as (keyof typeof RECEIPT_CHOICE_WORDS)[]).filter((choice) => terms.choices[choice]).map((choice) => RECEIPT_CHOICE_WORDS[choice])
  const reasons = COARSE_REASONS.filter((reason) => given?.[reason] !== undefined)
  const rows: SummaryRow[] = [
    { key: 'Flow', value: <>{names.flow ? <>{names.flow}<br /></> : null}<span className="concordat-code">{receipt.flow}</span></> },
    { key: 'From', value: names.discloser ?? receipt.discloser },
    ...(receipt.disclosers ? [{ key: 'Of which had signed', value: <>{figure(receipt.disclosers.count)} {receipt.disclosers.count === 1 ? 'organisation' : 'organisations'}, whose people alone were included<br />{hash(receipt.disclosers.sha256)}</> }] : []),
    { key: 'To', value: names.recipient ?? receipt.recipient },
    ...(receipt.extract && receipt.stage ? [{ key: 'Extract', value: <><span className="concordat-code">{receipt.extract}</span>, before {receipt.stage}</> }] : []),
    ...(receipt.pseudonym_key_version ? [{ key: 'People named by', value: `Pseudonyms, under version ${receipt.pseudonym_key_version} of the project’s key` }] : []),
    { key: 'As at', value: `${formatInstant(new Date(receipt.as_at))}, with every choice recorded by audit entry ${figure(receipt.version)}` },
    { key: 'Rows', value: receipt.rows === null ? TOLD_WORDS.tooFew : `${figureWords(receipt.rows)}: ${figureWords(decisions.INCLUDE).toLowerCase()} included, ${figureWords(decisions.EXCLUDE).toLowerCase()} left out` },
    ...(given ? [{ key: 'What the rows were told', value: <ul className="nhsuk-list">{reasons.map((reason) => <li key={reason}>{COARSE_WORDS[reason].replace(/\.$/, '')}: {given[reason] === null ? 'not told, as a number is small' : figure(given[reason] ?? 0)}</li>)}</ul> }] : []),
    { key: 'Choices that applied', value: choices.length > 0 ? sentence(listed(choices)) : 'None' },
    ...(receipt.national_check_age_days === null ? [] : [{ key: 'National check', value: `${receipt.national_check_age_days} days old; ${terms.national_check_max_age_days} are allowed` }]),
    { key: 'Protocol', value: <><span className="concordat-code">{receipt.protocol.ref}</span>, version {receipt.protocol.version}<br />{hash(receipt.protocol.sha256)}</> },
    { key: 'Fields that may go', value: terms.fields.length > 0 ? listed(terms.fields) : 'None' },
    ...(terms.review_by && terms.ends_on ? [{ key: 'Review and end', value: `Review by ${formatDay(terms.review_by)}; ends on ${formatDay(terms.ends_on)}` }] : []),
    { key: 'Rules', value: `Version ${receipt.rules_version}` },
    ...(receipt.sha256_in && receipt.sha256_out ? [{ key: 'SHA-256 of the list', value: hash(receipt.sha256_in) }, { key: 'SHA-256 of the answer', value: hash(receipt.sha256_out) }] : []),
    { key: 'Audit entry', value: <>{figure(receipt.audit.seq)}{receipt.audit.entry_hash ? <><br />{hash(receipt.audit.entry_hash)}</> : null}</> },
    { key: 'Root of the record', value: <>Over {figure(receipt.audit.tree_size)} entries<br />{hash(receipt.audit.root)}</> },
    { key: 'Check id', value: hash(receipt.check) },
  ]
  return (
    <>
      {terms.live ? null : <p>NHS numbers of the test range were let in, so this is no receipt of a live release.</p>}
      <SummaryList rows={rows} />
      {given ? null : <p>{TOLD_WORDS.rounded}</p>}
    </>
  )
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
