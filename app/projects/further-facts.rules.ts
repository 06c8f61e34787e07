/**
 * The facts that other papers than the protocol ask for: assessments, applications, notices, records. Each may be missing
 * until a paper that the arrangement needs uses it.
 */
import type { Day } from '#app/kernel/uk-date.ts'

export const PEOPLE_GROUPS = ['children', 'adults', 'older-people', 'vulnerable', 'staff'] as const
export type PeopleGroup = (typeof PEOPLE_GROUPS)[number]

/** Whom the data is about, and how they stand to those who use it. */
export interface PeopleFacts {
  /** About how many people. */
  readonly howMany: number
  /** Where they live, such as "the London Borough of Tower Hamlets". */
  readonly area: string
  readonly groups: readonly PeopleGroup[]
  /** How the people stand to the parties, such as "residents and patients of the parties". */
  readonly relationship: string
  /** Whether and why they would expect this use. */
  readonly expectation: string
  /** What people or the press have been concerned about before. */
  readonly concerns: string
  /** What is new in how it is done. */
  readonly novelty: string
}

export const OFFICER_POSTS = ['caldicott-guardian', 'siro', 'dpo', 'ig-lead', 'information-asset-owner'] as const
export type OfficerPost = (typeof OFFICER_POSTS)[number]

/** Who holds a post of trust at a party. One a party and post. */
export interface Officer {
  readonly organisationCode: string
  readonly post: OfficerPost
  readonly name: string
  readonly email: string
}

/** What a party is while a stage lasts; a party that a stage does not name has no part in it. */
export const STAGE_ROLES = ['controller', 'joint-controller', 'processor'] as const
export type StageRole = (typeof STAGE_ROLES)[number]

/** One stage of the way the data goes. Roles change along it: a controller of an extract may be nothing to the linked data. */
export interface Stage {
  /** Short kebab name, unique in the project. */
  readonly id: string
  readonly name: string
  /** What happens in it: continues "The data is …" or stands as a sentence. */
  readonly does: string
  readonly roles: readonly { readonly organisationCode: string; readonly role: StageRole }[]
}

/** One kind of sharing that a framework foresees; each has schedules of its own. */
export interface Scenario {
  readonly name: string
  readonly does: string
  readonly basis: string
}

/** The framework that a county or region signs once, and purposes are added to by schedule. */
export interface FrameworkFacts {
  /** Whom the framework covers, such as "health and care bodies of Cambridgeshire and Peterborough". */
  readonly coverage: string
  readonly principles: readonly string[]
  readonly scenarios: readonly Scenario[]
  readonly governance: string
  readonly joining: string
  readonly leaving: string
}

export const MATCH_METHODS = ['deterministic', 'probabilistic', 'both'] as const
export type MatchMethod = (typeof MATCH_METHODS)[number]

/** How records of the same person are found, and how people stop being identifiable. */
export interface LinkageFacts {
  readonly method: MatchMethod
  /** The fields that are compared, one each, such as "NHS number". */
  readonly keys: readonly string[]
  readonly byCode: string
  /** Where it is done, such as "the data haven of the Commissioning Support Unit". */
  readonly where: string
  /** How false and missed matches are kept few, and checked. */
  readonly quality: string
  /** What is done to the data so that it no longer identifies people, step by step. */
  readonly depersonalised: readonly string[]
  /** Within how many months all that identifies people is destroyed. */
  readonly clockMonths: number
  /** From when those months run. */
  readonly clockFrom: string
  /** Who may turn a pseudonym back, when, and who agrees. */
  readonly reidentification: string
  /** No count below this is published or passed on. */
  readonly leastCount: number
  /** What is done with a smaller count. */
  readonly smallNumbers: string
}

/** What a processor does for a controller, and on what terms (UK GDPR Article 28(3)). One a processor. */
export interface Processing {
  readonly processorCode: string
  readonly controllerCode: string
  /** What the processor is asked to do. */
  readonly subject: string
  readonly nature: string
  /** How long it lasts. */
  readonly duration: string
  /** Other processors it may use; "none" in words when it may use none. */
  readonly subProcessors: string
  /** Where the data is kept, such as "England". */
  readonly place: string
  /** What becomes of the data at the end. */
  readonly atEnd: string
}

/** How people are told before anything is shared; while nobody has said, what is usual holds: see `howTold`. */
export const TOLD = ['not-said', 'notices', 'letter'] as const
export type Told = (typeof TOLD)[number]

export const AUTOMATED = ['none', 'some'] as const
export type Automated = (typeof AUTOMATED)[number]
export const TRANSFERS = ['none', 'adequate', 'safeguards'] as const
export type Transfers = (typeof TRANSFERS)[number]

/** How people use their rights. */
export interface RightsFacts {
  /** Whom they write to. */
  readonly requestsTo: string
  readonly requestsHow: string
  /** How an objection under Article 21 is decided. */
  readonly objections: string
  /** Whether a record can still be found and taken out, and until when. */
  readonly erasure: string
  readonly automated: Automated
  /** What the decision is, how it is made and what it does; empty when none is made. */
  readonly automatedWhat: string
  readonly transfers: Transfers
  /** Where to and under what safeguard; empty when the data stays. */
  readonly transfersWhat: string
  /** Which papers are published, and where. */
  readonly publication: string
}

/** What people are asked to agree to, where a flow rests on their consent. */
export interface ConsentFacts {
  /** Each continues "I agree that …". */
  readonly statements: readonly string[]
  readonly withdrawal: string
  /** How it is recorded that a person agreed. */
  readonly record: string
}

export interface InvolvementActivity {
  readonly day: Day
  readonly who: string
  readonly people: number
  readonly how: string
  readonly said: string
  readonly changed: string
}

/** How the public was asked, what it said and what that changed. */
export interface InvolvementFacts {
  readonly plan: string
  /** By when a report is due; empty when nobody has asked for one. */
  readonly reportDue: Day | ''
  readonly activities: readonly InvolvementActivity[]
}

export interface Cost {
  readonly what: string
  /** Whole pounds. */
  readonly pounds: number
  readonly paidBy: string
}

export interface Benefit {
  readonly what: string
  readonly forWhom: string
  readonly measure: string
  /** By when it is expected, such as "March 2027". */
  readonly by: string
}

export interface WorthFacts {
  readonly costs: readonly Cost[]
  readonly benefits: readonly Benefit[]
}

/** The classes of support in the Schedule to the Health Service (Control of Patient Information) Regulations 2002. */
export const SUPPORT_CLASSES = ['less-identifiable', 'geographical-location', 'seek-consent', 'link-sources', 'audit-and-analysis', 'access'] as const
export type SupportClass = (typeof SUPPORT_CLASSES)[number]

/** What an application for section 251 support says beyond the other facts. */
export interface Section251Facts {
  /** The medical purpose of NHS Act 2006, section 251(12). */
  readonly medicalPurpose: string
  readonly cohort: string
  readonly classes: readonly SupportClass[]
  readonly whyNoConsent: string
  readonly whyIdentifiable: string
  /** How an objection is heard and honoured, beside the letter. */
  readonly dissent: string
  /** How and when support will no longer be needed. */
  readonly exit: string
  /** The reference of the advisory group; empty before there is one. */
  readonly reference: string
}

export const COMMERCIAL = ['none', 'some'] as const
export type Commercial = (typeof COMMERCIAL)[number]

/** What an application for data of the national body says beyond the other facts. */
export interface NationalDataFacts {
  /** The national datasets asked for, one each. */
  readonly products: readonly string[]
  readonly outputs: string
  readonly outputsBy: string
  readonly commercial: Commercial
  /** Who gains what; empty when nobody does. */
  readonly commercialWhat: string
  readonly onward: string
  readonly territory: string
  readonly termMonths: number
  readonly ethics: string
  /** The reference of the application; empty before there is one. */
  readonly reference: string
}
