import { CHOICE_REASON_WORDS, DOCUMENT_KIND_WORDS } from '#app/documents/document.words.ts'
import type { FlowChoices } from '#app/documents/flow-choices.rules.ts'
import { formatDay, type Day } from '#app/kernel/uk-date.ts'
import { OFFICER_POST_WORDS } from '#app/projects/further-facts.words.ts'
import { bodyOn, type OutcomeMeaning } from './bodies.rules.ts'
import type { FlowCategory } from './flow-category.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'
import type { OptOutRuleId, RuleId, ShownBy, StepRuleId } from './route-rules.rules.ts'

export const FLOW_CATEGORY_WORDS = {
  'direct-care': 'For people’s own care',
  consent: 'With people’s explicit consent',
  'statutory-yes-no': 'By statute: one answer about each person or home',
  statutory: 'By statute',
  aggregate: 'Counts that identify nobody',
  'pseudonymised-third-party': 'Linked by a trusted third party, without names',
  'de-identified': 'Without names, with some risk left',
  'not-confidential': 'Nothing told in confidence',
  'identifiable-section-251': 'Identifiable, without consent: section 251 support',
  'communicable-disease': 'Communicable disease and other risks to public health',
  'public-interest': 'Overriding public interest, case by case',
  undecided: 'Not yet decided what lifts confidence',
} as const satisfies Record<FlowCategory, string>

/** What each rule says. */
export const RULE_WORDS = {
  'flow-direct-care': 'Sharing among those who look after a person, in ways the person would expect, needs no approval from outside. The parties’ own signatures, given by their Caldicott Guardians or senior information risk owners, are the decision.',
  'flow-consent': 'Where each person has been asked and has agreed to this use, nobody else is asked. The words of the form and the record of who agreed are what counts.',
  'flow-statutory-yes-no': 'Where a statute lets bodies share for a named purpose, and one answer such as yes or no is all that is said about each person or home, the statute is the authority. No approval from outside is needed.',
  'flow-statutory': 'Where a duty or a power laid down by statute covers the sharing, the statute is the authority. No approval from outside is needed, unless the data is linked with confidential patient information.',
  'flow-aggregate': 'Counts and averages that identify nobody are not personal data, and nobody’s confidence is touched. No approval from outside is needed; somebody checks that small counts are hidden.',
  'flow-pseudonymised-third-party': 'Where one body keeps the names and links, and those who use the data never see them, no confidence is broken by the use. That the separation holds is looked at from outside the team.',
  'flow-de-identified': 'Data about single people without their names may still point to somebody who knows more. It is treated as if it might, until the sender has tested it.',
  'flow-not-confidential': 'What nobody told in confidence, such as what kind of building stands at an address, may be shared without anything that lifts confidence. A power and a basis in data protection law are needed all the same, and once it is linked with confidential patient information what holds for that holds for it too.',
  'flow-identifiable-section-251': 'Confidential patient information may be used without consent for medical purposes only with support under section 251, for which the Confidentiality Advisory Group gives advice.',
  'flow-communicable-disease': 'Regulation 3 lets confidential patient information be used to recognise and control communicable disease and other risks to public health. The yearly review is kept; the advisory group is not asked.',
  'flow-public-interest': 'Where neither consent nor a statute covers a disclosure, an overriding public interest may. It is weighed for each case, and the reasons are written down.',
  'flow-undecided': 'Nothing yet lifts the duty of confidence for this flow, or what is said to lift it does not fit its purpose. No data may flow under it, and its route is the most careful one until somebody decides.',
  'paper-protocol': 'Personal data goes from one controller to another, so every party that decides or receives signs one information sharing protocol.',
  'paper-framework': 'Many bodies agree once on how they share, so that each new sharing needs a schedule only.',
  'paper-sharing-agreement': 'Each flow under a framework, and each flow with NHS England, has an agreement of its two parties.',
  'paper-processing-agreement': 'A processor acts on a contract with its controller, which says what it may do.',
  'paper-dpia': 'A use that is likely to be of high risk to people is assessed before it begins.',
  'paper-privacy-notice': 'People are told who uses their data, for what, on what basis, how long, and how to say no.',
  'paper-privacy-notice-short': 'People are told in a form that is short and easily found.',
  'paper-privacy-notice-easy-read': 'People are told in words and pictures that everyone can follow.',
  'paper-consent-form': 'Whoever relies on consent must be able to show what each person agreed to.',
  'paper-section-251': 'Support is asked for in an application that gives each item of data its reason.',
  'paper-national-data': 'NHS England gives out data on an application that meets each of its standards.',
  'paper-involvement-report': 'How patients and the public were involved, and what that changed, is written down for whoever has to decide; the advisory group on confidentiality always asks for it.',
  'paper-processing-record': 'Each controller keeps a record of what it does with personal data.',
  'paper-register-entry': 'What is shared is published, so that anyone can see it.',
  'officer-advises': 'Whoever assesses the impact of a use asks the data protection officer for advice, and writes down whether it was taken. Advice is no permission: it stops nothing by itself.',
  'criminal-data-condition': 'Data about offences may be used only under official authority or a condition of the Data Protection Act 2018, Schedule 1, with a policy for it; sharing for law enforcement by police, courts, prisons or probation falls under Part 3 of that Act. The sender’s senior information risk owner confirms which.',
  'owner-checks-counts': 'Before counts leave, whoever answers for the data sees that small ones are hidden and cannot be worked out.',
  'owner-tests-anonymity': 'Before data without names leaves, whoever answers for it tests whether somebody who tried could tell who it is about, and sets what the recipient may not do.',
  'guardian-weighs-public-interest': 'A disclosure in the public interest is weighed by the Caldicott Guardian of the body that holds the information, who writes down why it outweighs confidence.',
  'siro-weighs-public-interest': 'Where what is disclosed was not told to those who give care, its holder’s senior information risk owner weighs the public interest, and writes down why it outweighs confidence.',
  'siro-accepts-risk': 'The risk that is left is accepted by the senior information risk owner of the body that the data comes in for, before anyone outside is asked.',
  'practices-consulted': 'GPs answer for their patients’ records. Where those of England are used beyond care, the committee that speaks for GPs is asked for its view; each practice still decides for itself.',
  'commissioner-agrees-counts': 'Counts that a data service makes under directions are made for the commissioner of health services, whose information governance group looks at what is asked for.',
  'framework-group-agrees': 'The group that the framework names looks at each new schedule before it is signed.',
  'local-group-agrees': 'A use beyond care of what was told in care is looked at by the information governance group of the area, which has not taken part in the work. Where names stay away, a databank’s own panel or NHS England’s advisory group stands in its place.',
  'ethics-opinion': 'Research that uses information which could identify patients needs a favourable opinion of a research ethics committee.',
  'guardian-recommends': 'An application for section 251 support carries the written recommendation of the applicant’s Caldicott Guardian.',
  'section-251-support': 'Confidential patient information is used without consent here. That needs support under regulation 5, given by the Health Research Authority or the Secretary of State on advice, from the day of the final letter and with its conditions. Support permits; each controller still decides.',
  'sail-panel-approves': 'Every proposal to use the SAIL Databank is reviewed by its Information Governance Review Panel.',
  'births-and-deaths-agreed': 'Records of births and deaths belong to the national statistics office, which agrees to their use for health purposes.',
  'advice-on-national-data': 'NHS England takes advice from its advisory group on applications that are new, complex or finely balanced, before it decides. Section 251 support does not stand in for this.',
  'national-data-approved': 'Data that NHS England holds is given out only with its approval, under a framework contract and an agreement for this use.',
  'commissioner-consulted': 'The assessment leaves a risk high. The Information Commissioner must be asked before the use begins, and the answer must allow it.',
  'parties-sign': 'Every party that decides or receives signs exactly the same words, by its Caldicott Guardian or senior information risk owner; a processor signs its own contract.',
  'opt-out-project': 'A choice about this project binds it wherever the project offers one.',
  'opt-out-type-1': 'A type 1 opt-out keeps what identifies a person in their GP record from uses beyond their own care.',
  'opt-out-national': 'The national data opt-out keeps a person’s confidential information out of uses that rest on section 251 support.',
} as const satisfies Record<RuleId, string>

const STEP_WORDS = {
  'officer-advises': 'Advice on the impact assessment',
  'criminal-data-condition': 'Condition for data about offences confirmed',
  'owner-checks-counts': 'Small counts checked',
  'owner-tests-anonymity': 'Test whether anyone could be recognised',
  'guardian-weighs-public-interest': 'Public interest weighed and written down',
  'siro-weighs-public-interest': 'Public interest weighed where nothing comes from care',
  'siro-accepts-risk': 'Risk that is left accepted',
  'practices-consulted': 'View of the local GPs’ committee',
  'commissioner-agrees-counts': 'Counts agreed with the commissioner',
  'framework-group-agrees': 'Schedule looked at by the framework’s group',
  'local-group-agrees': 'Agreed by the local information governance group',
  'ethics-opinion': 'Ethical opinion',
  'guardian-recommends': 'Recommendation to apply for section 251 support',
  'section-251-support': 'Section 251 support',
  'sail-panel-approves': 'Approved by the databank’s panel',
  'births-and-deaths-agreed': 'Use of births and deaths agreed',
  'advice-on-national-data': 'Advice to NHS England',
  'national-data-approved': 'National data approved',
  'commissioner-consulted': 'Information Commissioner consulted',
  'parties-sign': 'Signed by every party',
} as const satisfies Record<StepRuleId, string>

/** What a step is called: the paper's name, or what is decided. */
export function stepWords(step: Pick<RouteStep, 'rule' | 'documents'>): string {
  return step.rule in STEP_WORDS ? STEP_WORDS[step.rule as StepRuleId] : DOCUMENT_KIND_WORDS[step.documents[0]!]
}

/** What a step that is decided is called, by its id: also one that the facts do not call for any more. */
export function stepName(stepId: string): string {
  const rule = stepId.split('--')[0] ?? ''
  return rule in STEP_WORDS ? STEP_WORDS[rule as StepRuleId] : stepId
}

/** Who is asked, by the name that the body has on a day. */
export function askedWords(step: Pick<RouteStep, 'bodyId' | 'post' | 'organisationCode' | 'kind'>, nameOf: (code: string) => string, day: Day): string {
  if (step.bodyId) {
    const { name, short } = bodyOn(step.bodyId, day)
    return name === short || /^Local|^NHS Research/.test(name) ? name : `${name} (${short})`
  }
  if (step.post) return `${OFFICER_POST_WORDS[step.post]}${step.organisationCode ? ` of ${nameOf(step.organisationCode)}` : ''}`
  return step.kind === 'document' ? 'Whoever drafts the project' : 'Every party that decides or receives'
}

export const STEP_KIND_WORDS = { document: 'Paper', 'sign-off': 'Sign-off', 'outside-approval': 'Outside approval' } as const satisfies Record<RouteStep['kind'], string>

/** How a step is shown to be done. */
export const SHOWN_BY_WORDS = {
  decision: 'A decision, recorded here',
  signature: 'The parties’ signatures: nobody is asked twice',
  assessment: 'The impact assessment, where it is recorded',
  draft: 'The drafted paper',
} as const satisfies Record<ShownBy, string>

export const OUTCOME_MEANING_WORDS = {
  granted: 'Lets it go on',
  'granted-with-conditions': 'Lets it go on, with conditions',
  'not-yet': 'Not decided yet',
  refused: 'Stops it',
  withdrawn: 'No longer asked for',
} as const satisfies Record<OutcomeMeaning, string>

export interface OptOutSaid {
  readonly rule: OptOutRuleId
  readonly name: string
  readonly applies: boolean
  readonly why: string
}

/** Which opt-outs a flow keeps, and why, as they are said. */
export function optOutWords(choices: FlowChoices): readonly OptOutSaid[] {
  return [
    { rule: 'opt-out-project', name: 'Opt-out from this project', applies: choices.project, why: CHOICE_REASON_WORDS.project[choices.projectWhy] },
    { rule: 'opt-out-type-1', name: 'Type 1 opt-out', applies: choices.type1, why: CHOICE_REASON_WORDS.type1[choices.type1Why] },
    { rule: 'opt-out-national', name: 'National data opt-out', applies: choices.national, why: CHOICE_REASON_WORDS.national[choices.nationalWhy] },
  ]
}

/** "from 1 February 2023", "until 31 January 2023", "from … until …"; empty where it always was and is. */
export function periodWords({ from, to }: { readonly from: Day | null; readonly to: Day | null }): string {
  return [from && `from ${formatDay(from)}`, to && `until ${formatDay(to)}`].filter(Boolean).join(' ')
}
