import type { ChoiceRole, CodeFault } from './choice-codes.rules.ts'
import type { ChoiceFlag } from './choice-event.rules.ts'
import type { CoarseReason, ExcludingReason, ExemptionId, Reason } from './exemptions.rules.ts'

/** Each completes "Left out because …". None of them says that someone holds a national opt-out: the check cannot show it. */
export const EXCLUDING_WORDS = {
  NHS_NUMBER_INVALID: 'the NHS number is missing or is not a real one',
  TEST_RANGE: 'the NHS number is from the range kept for testing, and this flow carries real data',
  NHS_NUMBER_INVALIDATED: 'the national register no longer recognises this NHS number',
  NHS_NUMBER_NOT_ENGLAND: 'the number was not issued in England, and this flow is for England only',
  NO_SUPPORT: 'the approval this flow relies on is not in force for it',
  CONDITION_BREACH: 'a condition of the approval this flow relies on is not being met',
  NO_CONFIDENTIALITY_BASIS: 'nothing on record allows this person’s confidential data to be used for this purpose',
  DISCLOSER_NOT_SIGNED: 'the person’s own practice, or whoever else would share the data, has not signed the agreement that is in force',
  DISCLOSER_LEFT_OUT: 'the person’s own practice, or whoever else would share the data, signed with a schedule of its own by which it takes no part in this flow, or not yet',
  DISCLOSER_NOT_ASSURED: 'the security assurance of the person’s own practice, or of whoever else would share the data, has lapsed or is not met',
  NOT_ON_REGISTER: 'the person is not on the register of the organisation that would share the data',
  DECEASED: 'the person has died, and this flow records no basis for including people who have died',
  LOCAL: 'the person has said no to this project',
  T1: 'the practice’s record holds a type 1 opt-out',
  T1_PRIOR_UNCONFIRMED: 'another practice’s record holds a type 1 opt-out, and the practice sharing the data has not yet recorded what the person wants now',
  NDO_NOT_CLEARED: 'the national check has not cleared this person',
  NDO_STALE: 'the national check that cleared this person is too old to rely on',
  AMBIGUOUS_TIE: 'the records disagree about what the person chose last',
  AMBIGUOUS_MERGE: 'this person’s NHS numbers have been joined and the join has not been confirmed',
  AMBIGUOUS_SPLIT: 'this NHS number was used for two people and each has yet to confirm what they want',
  AMBIGUOUS_MATCH: 'a reply may be this person’s or someone else’s, and that has not been settled',
  NOT_NOTIFIED: 'the person must be told about this use first, and has not been',
} as const satisfies Record<ExcludingReason, string>

/** Each completes "the national data opt-out does not apply, because …". */
export const SET_ASIDE_WORDS = {
  'direct-care': 'this is for the person’s own care',
  'consent': 'the person agreed to this project',
  'section-251': 'the approval says so',
  'legal-duty': 'the law requires the data to be shared',
  'communicable-disease': 'this is to control a communicable disease or another risk to public health',
  'public-interest': 'an overriding public interest has been written down for it',
  'anonymised': 'the data is made anonymous before it leaves',
  'not-confidential': 'nothing in the data was told in confidence',
  'none': 'no confidential data is used',
  'disapplied': 'the approval sets it aside for this flow on this date',
  'childrens-care-and-education': 'the data comes only from children’s social care or education',
  'outside-england': 'the person’s number was not issued in England',
  'cross-organisation-audit': 'the approval says so',
  'official-statistics': 'this is for official statistics',
  'cancer-and-rare-disease-registration': 'this is a national disease register with an opt-out of its own',
  'payment-validation': 'this is to check payments for care',
  'case-finding-own-team': 'only the person’s own care team can tell who they are',
  'listed-programme': 'the programme is on the published list of those it leaves alone',
  'consented-research-data': 'the data was collected for research with consent',
  'no-nhs-number': 'the record has no NHS number and one cannot reasonably be found',
} as const satisfies Record<ExemptionId, string>

const NO_OBJECTION_WORDS = 'the person was told and has not objected, which is not the same as consent'

const SET_ASIDE = 'NDO_NOT_APPLICABLE:'

function clause(reason: Reason): string {
  if (reason === 'NO_OBJECTION') return NO_OBJECTION_WORDS
  if (reason.startsWith(SET_ASIDE)) {
    return `the national data opt-out does not apply, because ${SET_ASIDE_WORDS[reason.slice(SET_ASIDE.length) as ExemptionId]}`
  }
  return EXCLUDING_WORDS[reason as ExcludingReason]
}

/** One reason as a sentence of its own. */
export function reasonSentence(reason: Reason): string {
  const words = clause(reason)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** The whole decision as one sentence, every reason in it. */
export function decisionSentence(decision: 'INCLUDE' | 'EXCLUDE', reasons: readonly Reason[]): string {
  const clauses = reasons.map(clause)
  if (decision === 'EXCLUDE') return `Left out because ${clauses.join('; and because ')}.`
  return `Included: ${['nothing on record stands in the way', ...clauses].join('; ')}.`
}

export const COARSE_WORDS = {
  PERMITTED: 'This row may be shared in this flow.',
  NHS_NUMBER_INVALID: 'The NHS number in this row cannot be used.',
  FLOW_NOT_PERMITTED: 'This flow may not share data at present.',
  NOT_PERMITTED: 'This row may not be shared in this flow.',
} as const satisfies Record<CoarseReason, string>

export const FLAG_WORDS = {
  FUTURE_DATED: 'An entry is dated in the future. A no counts from the day it was written down; taking one back waits for its date.',
  NO_EFFECTIVE_DATE: 'An entry does not say from when it holds, so the day it was written down is used.',
  ORDER_UNKNOWN: 'An entry has no date at all. A no counts; taking one back does not.',
  AMBIGUOUS_TIE: 'Two entries disagree and neither can be shown to be the later. The no stands until someone has looked.',
  PARENTS_DISAGREE: 'The no of one person with parental responsibility has been answered by someone else, or it is not known which of them spoke. The no stands until the one who said it takes it back, or the young person, from 13, says what they want.',
} as const satisfies Record<ChoiceFlag, string>

export const ROLE_WORDS = {
  T1_DISSENT: 'Type 1 opt-out recorded',
  T1_WITHDRAW: 'Type 1 opt-out taken back',
  T2_DISSENT: 'Type 2 opt-out recorded. Type 2 ended in 2018; only the national check shows what holds now',
  T2_WITHDRAW: 'Type 2 opt-out taken back. Type 2 ended in 2018; only the national check shows what holds now',
  SHARED_CARE_SUMMARY_DISSENT: 'Said no to the national summary care record. This is about care and does not decide here',
  SHARED_CARE_LOCAL_DISSENT: 'Said no to a local shared care record. This is about care and does not decide here',
  SHARED_CARE_AUDIT_DISSENT: 'Said no to a national clinical audit. This does not decide here',
  PROJECT_OPT_OUT: 'Said no to the project',
  PROJECT_OPT_OUT_WITHDRAWN: 'Took back a no to the project',
  CONSENT: 'Agreed to take part in the project',
  CONSENT_REFUSED: 'Refused to take part in the project',
  CONSENT_WITHDRAWN: 'Withdrew agreement to take part in the project',
} as const satisfies Record<ChoiceRole, string>

/** What to do about a code that cannot be used. */
export const CODE_FAULT_WORDS = {
  'unknown-system': 'Use snomed, ctv3, read2 or concordat',
  'read-shape': 'Give the five characters of the Read code, capitals kept, such as 9Nu0.',
  'snomed-shape': 'Give the SNOMED CT concept id in full, as digits; a spreadsheet may have shortened it',
  'snomed-check-digit': 'Check the SNOMED CT id: its last digit does not fit the others, so a digit is wrong or was rounded',
  'project-code': 'Use one of project-opt-out, project-opt-out-withdrawn, consent, consent-refused or consent-withdrawn, a colon and the project’s reference',
  'not-listed': 'This code is not on the list of choice codes for that code system; leave the row out, or correct the code (capitals matter)',
} as const satisfies Record<CodeFault, string>
