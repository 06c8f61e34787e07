import type { Day } from '#app/kernel/uk-date.ts'

/** Words that a reviewer sends back, as data: each with what to say instead and where that comes from. */
export interface WordRule {
  readonly pattern: RegExp
  readonly instead: string
  readonly source: string
  /** The first London day from which it is wrong; always, when null. */
  readonly from: Day | null
}

const old = (pattern: RegExp, instead: string, source: string, from: Day | null = null): WordRule => ({ pattern, instead, source, from })
const ACT_2022 = 'Health and Care Act 2022'
const MANUAL = 'NHS digital service manual, A to Z of NHS health writing'

/** Bodies and laws that have gone or been renamed. */
export const OLD_NAMES: readonly WordRule[] = [
  old(/\b(?:clinical commissioning groups?|CCGs?)\b/i, 'integrated care board', ACT_2022, '2022-07-01'),
  old(/\b(?:primary care trusts?|PCTs?)\b/i, 'integrated care board', 'Health and Social Care Act 2012, section 34', '2013-04-01'),
  old(/\bNHS Digital\b/i, 'NHS England', 'Health and Social Care Information Centre (Transfer of Functions) Regulations 2023', '2023-02-01'),
  old(/\b(?:HSCIC|Health and Social Care Information Centre)\b/i, 'NHS England', 'Health and Social Care Information Centre (Transfer of Functions) Regulations 2023', '2023-02-01'),
  old(/\b(?:IGARD|Independent Group Advising on the Release of Data)\b/i, 'Advisory Group for Data', 'NHS England, Advisory Group for Data terms of reference', '2023-02-01'),
  old(/\bNHS Improvement\b/i, 'NHS England', ACT_2022, '2022-07-01'),
  old(/\bPublic Health England\b/i, 'UK Health Security Agency or the Office for Health Improvement and Disparities', 'Department of Health and Social Care, October 2021', '2021-10-01'),
  old(/\b(?:Information Governance Toolkit|IG Toolkit|IGT)\b/i, 'Data Security and Protection Toolkit', 'NHS England, Data Security and Protection Toolkit', '2018-04-01'),
  old(/\bData Protection Act 1998\b|\bDPA 1998\b/i, 'Data Protection Act 2018', 'Data Protection Act 2018', '2018-05-25'),
  old(/\bData Protection Directive\b/i, 'UK GDPR', 'Data Protection Act 2018', '2018-05-25'),
  old(/(?<!\bUK )\bGDPR\b/, 'UK GDPR', 'Data Protection, Privacy and Electronic Communications (Amendments etc) (EU Exit) Regulations 2019', '2021-01-01'),
  old(/\btype (?:2|two) (?:opt-?outs?|objections?)\b/i, 'national data opt-out', 'Department of Health and Social Care, national data opt-out', '2018-05-25'),
  old(/\b(?:accountable care (?:systems?|organisations?)|sustainability and transformation (?:plans?|partnerships?))\b/i, 'integrated care system', ACT_2022, '2022-07-01'),
  old(/\b(?:Department of Health)\b(?! and Social Care)/i, 'Department of Health and Social Care', 'Prime Minister’s statement, January 2018', '2018-01-08'),
  old(/\bOffice of the Information Commissioner\b/i, 'Information Commissioner', 'Data Protection Act 2018, section 114'),
  old(/\b(?:NIGB|National Information Governance Board|Ethics and Confidentiality Committee)\b/i, 'Confidentiality Advisory Group', 'Care Act 2014, section 110', '2013-04-01'),
]

/** Words of the trade that the public does not use. */
export const JARGON: readonly WordRule[] = [
  old(/\bpseudonymis\w*/i, 'say that names are taken out and replaced by a code', MANUAL),
  old(/\b(?:anonymis\w*|de-?identif\w*|de-?personalis\w*)/i, 'say that nobody can be recognised', MANUAL),
  old(/\bdata (?:controllers?|processors?|subjects?|sets?|flows?)\b|\bdatasets?\b/i, 'name the organisation, or say “information”', MANUAL),
  old(/\b(?:lawful|legal) bas[ei]s\b/i, 'say what the law lets us do', MANUAL),
  old(/\bsecondary (?:uses?|purposes?)\b/i, 'say “research and planning”', 'NHS England, national data opt-out wording'),
  old(/\bcohorts?\b/i, 'say “group of people”', MANUAL),
  old(/\bstakeholders?\b/i, 'name who they are', MANUAL),
  old(/\bcommission(?:ing|ers?)\b/i, 'say “plan and pay for services”', MANUAL),
  old(/\brisk stratif\w*/i, 'say “find people who may become ill”', MANUAL),
  old(/\b(?:interoperab\w*|utilis\w*|facilitat\w*|granular\w*|holistic\w*|multi-?disciplin\w*)/i, 'use a plainer word', MANUAL),
  old(/\b(?:information governance|data protection impact assessments?|DPIAs?|section 251|s251|ROPA|DSPT|SIROs?)\b/i, 'leave it out, or say what it means', MANUAL),
  old(/\b(?:primary|secondary|acute) care\b/i, 'say “GP surgery” or “hospital”', MANUAL),
  old(/\bdissent\w*/i, 'say “opt out” or “object”', MANUAL),
  old(/\bmorbidit\w*|\bmortality\b|\bepidemiolog\w*/i, 'say “illness” or “deaths”', MANUAL),
  old(/\bservice users?\b/i, 'say “people” or “patients”', MANUAL),
]

/** Text that was left to be filled in. */
export const PLACEHOLDER = /\b(?:t\.?b\.?[cad]\.?|to be (?:confirmed|agreed|decided|added|completed)|xx+|lorem ipsum|insert (?:here|name|text|details)|n\/a|not applicable|as above|see above)\b|\[[^\]]{0,60}\]|<[^>]{1,60}>|\?{2,}|_{3,}/i

/** Whoever it might be: a recipient has a name. */
export const NOBODY_NAMED = /\b(?:third part(?:y|ies)|other (?:agencies|organisations|bodies|partners|parties)|partner (?:agencies|organisations)|relevant (?:agencies|organisations|bodies|parties)|various (?:agencies|organisations|bodies)|(?:trusted|selected|approved) partners|whoever needs it|as appropriate)\b|\betc\b/i

/** How long, without saying how long. */
export const NO_LENGTH = /\b(?:as long as (?:is )?(?:necessary|needed|required)|indefinitely|for ever|forever|permanently|until (?:further notice|no longer (?:needed|required|necessary))|(?:in line|in accordance) with (?:local |our |the )?(?:retention )?polic(?:y|ies)|open-?ended)\b/i

/** Ways to send that are not safe for confidential data. */
export const UNSAFE_WAY = /\b(?:unencrypted|by fax|faxed|(?:usb|memory) (?:sticks?|drives?)(?! that (?:is|are) encrypted)|ordinary post|normal e-?mail|standard e-?mail|plain e-?mail|personal e-?mail|drop ?box|wetransfer|google drive|whatsapp|floppy)\b/i

/** Silence taken for consent. */
export const SILENCE_AS_CONSENT = /\b(?:by not (?:replying|responding|returning)|if (?:you|they|people) do not (?:reply|respond|object|return)[^.]{0,60}(?:consent|agree)|(?:silence|no reply|no response)[^.]{0,40}(?:is|as|means|counts as|taken (?:as|to be)) (?:consent|agreement)|deemed (?:to )?consent|implied consent for|assumed to (?:have )?(?:consent|agree))/i

/** Section 251 called consent, or an opt-out called so. */
export const CONFIDENCE_AS_CONSENT = /\b(?:section 251|s\.? ?251|opt(?:ing)?[- ]?out)\b[^.]{0,50}\b(?:is|gives?|provides?|counts as|amounts to|means)\b[^.]{0,20}\bconsent\b/i

/** An opt-out said to stop care, or to reach back. */
export const OPT_OUT_OVERSTATED = /\bopt(?:ing|ed)?[- ]?out\b[^.]{0,80}\b(?:will (?:stop|end|affect|change) (?:your|their) (?:care|treatment)|(?:deletes?|removes?|erases?) (?:all|any|everything|past|data already))/i
