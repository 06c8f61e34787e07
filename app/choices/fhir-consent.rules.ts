import { CHOICE_CODES, CHOICE_ROLES, PROJECT_CODES, type ChoiceStream, type CodeSystem } from './choice-codes.rules.ts'
import { ROLE_WORDS } from './choice.words.ts'
import { eventsKnownBy, momentOf, standingAt, type ChoiceEvent, type ChoiceState, type EventTime } from './choice-event.rules.ts'
import type { Channel, OnWhoseWord } from './choice.rules.ts'
import type { FhirConsent, FhirProvenance } from './fhir-consent.schema.ts'
import { CHANNEL_DISPLAY, RELATED_PERSON_DISPLAY, STAFF_DISPLAY } from './fhir-consent.words.ts'
import { ACT_CODE, ACT_REASON, CODE_SYSTEM_URIS, CONSENT_SCOPE, DATA_OPERATION, NHS_NUMBER_SYSTEM, ODS_SYSTEM, PARTICIPANT_TYPE, SNOMED } from './fhir-systems.rules.ts'

/** One entry of the register, as it is made into FHIR. */
export interface ChoiceShown {
  readonly id: string
  readonly recordedAt: Date
  readonly channel: Channel
  readonly onWhoseWord: OnWhoseWord
  readonly codeSystem: CodeSystem | null
  readonly code: string | null
  readonly event: ChoiceEvent
}

export interface WhoseChoices {
  readonly nhsNumber: string
  /** The organisation whose register it is, by its ODS code. */
  readonly organisationCode: string
  /** The address of the portal, without a slash at the end. */
  readonly publicUrl: string
  /** A Consent's id, out of the id of the first entry it rests on. */
  readonly idOf: (entryId: string) => string
}

export interface ConsentAndProvenance {
  readonly consent: FhirConsent
  readonly provenance: readonly FhirProvenance[]
}

/** What each kind of choice is about, as FHIR says it. `purpose` is what the dissent is against. */
const ABOUT = {
  'type-1': { scope: 'patient-privacy', purpose: ['HRESCH', 'HSYSADMIN'] },
  'project-opt-out': { scope: 'patient-privacy', purpose: [] },
  'project-consent': { scope: 'patient-privacy', purpose: [] },
  'type-2': { scope: 'patient-privacy', purpose: ['HRESCH', 'HSYSADMIN'] },
  'shared-care': { scope: 'treatment', purpose: ['TREAT'] },
} as const satisfies Record<ChoiceStream, { readonly scope: string; readonly purpose: readonly string[] }>

const saysNo = ({ event }: ChoiceShown): boolean => CHOICE_ROLES[event.role].says === 'no'
const concept = (system: string, code: string) => ({ coding: [{ system, code }] })

/**
 * A person's entries in one register as FHIR R4 Consents, one for each kind of choice (and project), with the entries each
 * rests on. Active and deny while a dissent stands, inactive when it was taken back: that is not consent, and never becomes a
 * permit. Only consent that was given permits. Type 2 and shared care entries are shown, and have no provision that decides.
 * What the national check answered is not in the register, and never here.
 */
export function consentsOf(choices: readonly ChoiceShown[], whose: WhoseChoices, at: Date): ConsentAndProvenance[] {
  const groups = new Map<string, ChoiceShown[]>()
  for (const choice of [...choices].sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime() || (a.id < b.id ? -1 : 1))) {
    const key = groupOf(choice.event)
    groups.set(key, [...(groups.get(key) ?? []), choice])
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => consentAndProvenance(group, whose, at))
}

/** One kind of choice, about one project where it names one; the three kinds of shared care are three. */
function groupOf({ role, project }: ChoiceEvent): string {
  const { stream } = CHOICE_ROLES[role]
  return [stream, stream === 'shared-care' ? role : '', project ?? ''].join(' ')
}

function consentAndProvenance(group: readonly ChoiceShown[], whose: WhoseChoices, at: Date): ConsentAndProvenance {
  const first = group[0] as ChoiceShown
  const newest = Math.max(at.getTime(), ...group.map(({ recordedAt }) => recordedAt.getTime()))
  const known = new Set(eventsKnownBy(group.map(({ event }) => event), null))
  const standing = group.filter(({ event }) => known.has(event))
  const state = standingAt(standing.map(({ event }) => event), momentOf(new Date(newest)))
  const id = whose.idOf(first.id)
  const shown = standing.length > 0 ? standing : group
  return { consent: consentOf(id, shown, standing.length > 0 ? state : null, whose), provenance: shown.map((choice, index) => provenanceOf(choice, index === 0, id, whose)) }
}

/** `state` is null where every entry was made in error. */
function consentOf(id: string, choices: readonly ChoiceShown[], state: ChoiceState | null, whose: WhoseChoices): FhirConsent {
  const last = choices[choices.length - 1] as ChoiceShown
  const { stream } = CHOICE_ROLES[last.event.role]
  const restsOn = choices.filter(({ event }) => state?.restsOn.includes(event))
  const behind = restsOn.findLast((choice) => saysNo(choice) === (state?.standing === 'DENIED')) ?? last
  const status = statusOf(stream, state, restsOn)
  const isPermitted = status === 'active' && stream === 'project-consent' && state?.standing === 'PERMITTED'
  // What was taken back began with the last entry that said otherwise, and ended with the one that stands.
  const lasted = status === 'active' ? behind : choices.findLast((choice) => choice !== behind && saysNo(choice) !== saysNo(behind)) ?? behind
  const ended = status === 'inactive' && lasted !== behind ? behind : null
  const decides = stream !== 'type-2' && stream !== 'shared-care'
  const { scope, purpose } = ABOUT[stream]
  const project = last.event.project
  const dateTime = fhirTime(timeOf(lasted))
  return {
    resourceType: 'Consent',
    id,
    meta: { versionId: String(choices.length), lastUpdated: last.recordedAt.toISOString() },
    extension: [
      { url: 'urn:concordat:fhir:choice-kind', valueCode: stream },
      { url: 'urn:concordat:fhir:decides', valueBoolean: decides },
      ...(state?.flags ?? []).map((flag) => ({ url: 'urn:concordat:fhir:choice-flag' as const, valueCode: flag })),
    ],
    status,
    scope: concept(CONSENT_SCOPE, scope),
    category: [concept(ACT_CODE, 'INFA')],
    patient: patientOf(whose),
    ...(dateTime === null ? {} : { dateTime }),
    performer: [whoSaid(lasted, whose)],
    organization: [organisation(whose.organisationCode)],
    ...(project === null ? {} : { policy: [{ authority: whose.publicUrl, uri: `${whose.publicUrl}/projects/${project}` }] }),
    policyRule: concept(ACT_CODE, stream === 'project-consent' ? 'OPTIN' : 'OPTOUT'),
    provision: {
      ...(decides ? { type: isPermitted ? 'permit' as const : 'deny' as const } : {}),
      ...periodOf(dateTime, ended && fhirTime(timeOf(ended))),
      ...(purpose.length === 0 ? {} : { purpose: purpose.map((code) => ({ system: ACT_REASON, code })) }),
      code: [codeOf(stream === 'project-consent' ? behind : lasted)],
    },
  }
}

function statusOf(stream: ChoiceStream, state: ChoiceState | null, restsOn: readonly ChoiceShown[]): FhirConsent['status'] {
  if (state === null) return 'entered-in-error'
  if (stream === 'type-2') return 'inactive'
  if (stream !== 'project-consent') return state.standing === 'DENIED' ? 'active' : 'inactive'
  // Withdrawing consent ends it; a refusal stands as one.
  return state.standing === 'PERMITTED' || restsOn.some(({ event }) => event.role === 'CONSENT_REFUSED') ? 'active' : 'inactive'
}

function provenanceOf(choice: ChoiceShown, isFirst: boolean, consentId: string, whose: WhoseChoices): FhirProvenance {
  const occurred = fhirTime(choice.event.effective)
  return {
    resourceType: 'Provenance',
    id: choice.id,
    target: [{ reference: `urn:uuid:${consentId}` }],
    ...(occurred === null ? {} : { occurredDateTime: occurred }),
    recorded: choice.recordedAt.toISOString(),
    activity: concept(DATA_OPERATION, isFirst ? 'CREATE' : 'UPDATE'),
    agent: [
      { type: concept(PARTICIPANT_TYPE, 'author'), who: whoSaid(choice, whose) },
      { type: concept(PARTICIPANT_TYPE, 'enterer'), ...whoWrote(choice) },
    ],
    entity: [{ role: 'source', what: { display: CHANNEL_DISPLAY[choice.channel] } }],
  }
}

const patientOf = ({ nhsNumber }: WhoseChoices) => ({ identifier: { system: NHS_NUMBER_SYSTEM, value: nhsNumber } })
const organisation = (code: string) => ({ type: 'Organization', identifier: { system: ODS_SYSTEM, value: code } })

/** On whose word it was recorded. A coded record does not say, so then the organisation whose record it is answers for it. */
function whoSaid(choice: ChoiceShown, whose: WhoseChoices): FhirConsent['performer'][number] {
  switch (choice.onWhoseWord) {
    case 'self':
      return { type: 'Patient', ...patientOf(whose) }
    case 'practice':
      return organisation(choice.event.source)
    default:
      return { type: 'RelatedPerson', display: RELATED_PERSON_DISPLAY[choice.onWhoseWord] }
  }
}

/** A member of staff is never named. */
function whoWrote({ channel, event }: ChoiceShown): Pick<FhirProvenance['agent'][number], 'who' | 'onBehalfOf'> {
  const isByHand = channel === 'slip' || channel === 'phone' || channel === 'desk'
  return isByHand ? { who: { type: 'Practitioner', display: STAFF_DISPLAY }, onBehalfOf: organisation(event.source) } : { who: organisation(event.source) }
}

const timeOf = ({ event }: ChoiceShown): EventTime | null => event.effective ?? event.recorded

function fhirTime(time: EventTime | null): string | null {
  return time === null ? null : time.ms === null ? time.day : new Date(time.ms).toISOString()
}

/** A no that is dated ahead, by a slip perhaps, can have been taken back before its date: then it has no beginning to show. */
function periodOf(given: string | null, end: string | null): { period?: { start?: string; end?: string } } {
  const start = given !== null && end !== null && given.slice(0, 10) > end.slice(0, 10) ? null : given
  return start === null && end === null ? {} : { period: { ...(start === null ? {} : { start }), ...(end === null ? {} : { end }) } }
}

/** The code as it was recorded, and the SNOMED CT code that means the same, where there is one; and what it means, in words. */
function codeOf({ event, codeSystem, code }: ChoiceShown): { coding?: { system: string; code: string }[]; text: string } {
  const snomed = CHOICE_CODES.find((listed) => listed.system === 'snomed' && listed.role === event.role)?.code
  const own = Object.entries(PROJECT_CODES).find(([, role]) => role === event.role)?.[0]
  const recorded = codeSystem !== null && code !== null && codeSystem !== 'concordat' ? [{ system: CODE_SYSTEM_URIS[codeSystem], code }] : []
  const ours = own === undefined ? [] : [{ system: CODE_SYSTEM_URIS.concordat, code: event.project === null ? own : `${own}:${event.project}` }]
  const coding = [...recorded, ...(snomed !== undefined && recorded.every((given) => given.system !== SNOMED) ? [{ system: SNOMED, code: snomed }] : []), ...ours]
  return { ...(coding.length === 0 ? {} : { coding }), text: ROLE_WORDS[event.role] }
}
