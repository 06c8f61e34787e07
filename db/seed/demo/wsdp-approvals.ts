import { startCase } from '#app/approvals/act-on-case.server.ts'
import { endACondition, setCondition, startClock } from '#app/approvals/keep-conditions.server.ts'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { recordDecision, type OutsideDecision } from '#app/approvals/record-decision.server.ts'
import { saveRoute } from '#app/approvals/save-route.server.ts'
import { closeAction } from '#app/documents/dpia/close-action.server.ts'
import { addDays, addMonths, type Day } from '#app/kernel/uk-date.ts'
import { remindOfDue } from '#app/reminders/remind-of-due.server.ts'
import { letterFile, messageFile, type LetterTold } from './letter-files.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import { WSDP_CODES } from './example-organisations.ts'
import { actInStage, signOff, type ToldAct } from './sign-off.ts'
import { signOtherPapers, signProtocol } from './sign-protocol.ts'
import { tellOfTheProject } from './worked-examples.ts'
import { wsdpAssessment } from './wsdp-assessment.ts'
import { tellOfTheLocalGroup } from './wsdp-board.ts'
import { tellOfLaterInvolvement, tellOfTheFirstInvolvement, tellOfTheHaven } from './wsdp-involvement-story.ts'
import { askedByMail, tellOfASubmission } from './wsdp-submissions.ts'
import { wsdpDays, type WsdpDays } from './wsdp-days.ts'
import { WSDP_PROJECT_REF, wsdpFacts } from './wsdp-facts.ts'

const LEAD = 'ig.lead@tower-hamlets-council.example'
const SIRO = 'siro@tower-hamlets-council.example'
const GUARDIAN = 'caldicott.guardian@tower-hamlets-council.example'
const ref = WSDP_PROJECT_REF

/**
 * The whole systems project from its draft to the day on which its data flows: looked at by the local group, supported with a
 * condition that is met in time, approved nationally, signed by every party. It begins months before the other stories.
 */
export async function tellOfWholeSystems(story: Storyteller, { today }: Pick<DemoDays, 'today'>): Promise<void> {
  const days = wsdpDays(today)
  story.at(days.drafted, '09:00')
  await tellOfTheProject(story, LEAD, ref, wsdpFacts({ codes: WSDP_CODES, startDate: days.start, reviewDate: days.review, endDate: days.end, drafted: days.drafted, reportDue: days.reportDue }), {
    told: wsdpAssessment({ councilCode: WSDP_CODES.council, processorCode: WSDP_CODES.processor, havenCode: WSDP_CODES.haven, start: days.start }), signatory: SIRO, on: days.drafted,
  })
  await tellOfTheFirstInvolvement(story, LEAD, days)
  await tellOfTheHaven(story, LEAD, days)
  await tellOfTheOfficers(story, days)
  await tellOfTheSupport(story, days)
  await tellOfTheNationalData(story, days)
  await tellOfTheSignatures(story, days)
  await tellOfTheBeginning(story, days)
}

/** What the council's own officers and the bodies of the borough say before anybody else is asked. */
async function tellOfTheOfficers(story: Storyteller, days: WsdpDays): Promise<void> {
  const { council } = WSDP_CODES
  story.at(addDays(days.drafted, 2), '10:30')
  await signOff(story, ref, `owner-checks-counts--${council}`, { lead: LEAD, officer: 'information.asset.owner@tower-hamlets-council.example' })
  await tellOfTheRisk(story, days)
  await tellOfALetter(story, {
    stepId: 'practices-consulted', outcomeId: 'content', decidedOn: addDays(days.drafted, 4), reference: '', note: 'The committee is content, since practices leave out whoever said no before anything leaves them.',
  })
  await tellOfTheLocalGroup(story, days)
  story.at(addDays(days.boardSits, 5), '15:30')
  await signOff(story, ref, `guardian-recommends--${council}`, { lead: LEAD, officer: GUARDIAN })
}

/** The council decides about the risk that is left in stages: its data protection officer is heard, then two officers decide at the same time. */
async function tellOfTheRisk(story: Storyteller, days: WsdpDays): Promise<void> {
  const stepId = `siro-accepts-risk--${WSDP_CODES.council}`
  granted('how the council decides', await saveRoute(await story.as(LEAD), {
    rule: 'siro-accepts-risk', basedOn: 0, from: addDays(days.drafted, 3), stages: [
      { id: 'stage-1', post: 'dpo', act: 'advises', howMany: 1, days: 5, after: [], mustSee: ['protocol'] },
      { id: 'stage-2', post: 'siro', act: 'decides', howMany: 1, days: 10, after: ['stage-1'], mustSee: [] },
      { id: 'stage-3', post: 'caldicott-guardian', act: 'decides', howMany: 1, days: 10, after: ['stage-1'], mustSee: ['protocol'] },
    ],
  }))
  const told: readonly (readonly [Day, string, ToldAct])[] = [
    [addDays(days.drafted, 3), '14:20', { officer: 'data.protection.officer@tower-hamlets-council.example', stage: 'stage-1', command: 'advise', text: 'What is left of the risk is that somebody in a small group could be recognised. The measures are right for it; keep the count of the smallest group under review.' }],
    [addDays(days.drafted, 4), '09:35', { officer: GUARDIAN, stage: 'stage-3', command: 'approve', text: '' }],
    [addDays(days.drafted, 4), '16:05', { officer: SIRO, stage: 'stage-2', command: 'approve', text: '' }],
  ]
  story.at(addDays(days.drafted, 3), '11:10')
  granted(`asking for ${stepId}`, await startCase(await story.as(LEAD), { projectRef: ref, stepId }))
  for (const [day, time, act] of told) {
    story.at(day, time)
    await actInStage(story, ref, stepId, act)
  }
}

type Told = Pick<OutsideDecision, 'stepId' | 'outcomeId' | 'decidedOn' | 'reference' | 'note'> & Partial<Pick<OutsideDecision, 'endsOn' | 'reviewDueOn'>>

/** A letter, written down on the day after it, with the letter itself where there is one. */
async function tellOfALetter(story: Storyteller, told: Told, letter?: Pick<LetterTold, 'from' | 'about' | 'says'>): Promise<void> {
  story.at(addDays(told.decidedOn, 1), '09:40')
  const file = letter ? await letterFile({ ...letter, on: told.decidedOn, reference: told.reference }) : null
  granted(told.stepId, await recordDecision(await story.as(LEAD), { projectRef: ref, effectiveFrom: told.decidedOn, endsOn: null, reviewDueOn: null, ...told, file }))
}

async function tellOfTheSupport(story: Storyteller, days: WsdpDays): Promise<void> {
  const { drafted } = days
  await tellOfASubmission(story, {
    stepId: 'section-251-support', onDay: addDays(drafted, 20), toName: 'Confidentiality Advisory Group, by its office at the Health Research Authority',
    note: 'Support to link the records of residents without asking each of them, for three months of names and for the linked records after that.',
    happened: [
      { kind: 'acknowledged', onDay: addDays(drafted, 23), said: 'The application is whole, and goes to a full meeting.', reference: '26/CAG/9001' },
      { kind: 'meeting', onDay: addDays(drafted, 36), toldOn: addDays(drafted, 23), said: 'By video; the council’s Caldicott Guardian and the haven’s manager are asked to be there for questions.' },
      askedByMail(addDays(drafted, 27), 'Confidentiality advice office', 'office@advice.example', '26/CAG/9001', 'Please say how somebody who has no internet and speaks no English learns that they may say no, and by when their answer counts.'),
      { kind: 'query-answered', onDay: addDays(drafted, 30), said: 'Sent the notices in four languages, the telephone number that is on each, and the page of the protocol that says from which day an answer counts.' },
    ],
  })
  await tellOfALetter(story, {
    stepId: 'section-251-support', outcomeId: 'conditionally-supported', decidedOn: days.supported, reviewDueOn: addMonths(days.supported, 12), reference: '26/CAG/9001',
    note: 'Supported to the end of linkage and for the linked records after it. A report on how residents are asked is to come within six months.',
  }, {
    from: 'Confidentiality advice office', about: 'Outcome: conditionally supported',
    says: [
      'You asked for support to use what residents told health and care services in confidence, without asking each of them, so that records can be linked and then have their names taken out.',
      'The group advises that this is in the public interest and that there is no practicable other way. Support is given from the day of this letter, on the conditions below.',
      'Names, addresses, dates of birth and NHS numbers are gone within three months of linking. Whoever has said no is left out by each sender before anything moves. Every site that handles the records meets the standards of the security toolkit.',
      'Within six months you send the group a report on how residents have been asked, what they said, and what changed because of it. Each year, a month before this day, you send a review.',
    ],
  })
  granted('the condition', await setCondition(await story.as(LEAD), ref, {
    what: 'Give the Confidentiality Advisory Group a report on how residents have been asked and what it changed, six months after its letter', ownerCode: WSDP_CODES.council, dueOn: days.reportDue, flowRefs: [], stops: true,
  }))
}

async function tellOfTheNationalData(story: Storyteller, days: WsdpDays): Promise<void> {
  const { drafted } = days
  await tellOfASubmission(story, { stepId: 'births-and-deaths-agreed', onDay: addDays(drafted, 43), toName: 'Office for National Statistics, data access', note: 'Births and deaths of the borough, to be given out through NHS England.', happened: [] })
  await tellOfALetter(story, { stepId: 'births-and-deaths-agreed', outcomeId: 'agreed', decidedOn: days.birthsAgreed, reference: 'ONS-X-9001', note: 'Births and deaths may be given out through NHS England for this use and no other.' })
  await tellOfASubmission(story, {
    stepId: 'national-data-approved', onDay: addDays(drafted, 63), toName: 'NHS England, Data Access Request Service', note: 'Eight products for the residents of one borough, held in the haven for two years.',
    happened: [
      { kind: 'acknowledged', onDay: addDays(drafted, 65), said: 'Taken in, with a case officer.', reference: 'DARS-NIC-999001-X9Y9Z-v0.1' },
      askedByMail(addDays(drafted, 67), 'Data access case officer', 'cases@national-data.example', 'DARS-NIC-999001-X9Y9Z-v0.1', 'Please say why outpatient records of people who moved away are needed, and who holds the key of the haven’s pseudonyms.'),
      { kind: 'query-answered', onDay: addDays(drafted, 72), said: 'People who moved away are left out; the extract is cut down to residents on the day. Nobody holds a key: it is destroyed with the names.' },
    ],
  })
  await tellOfASubmission(story, {
    stepId: 'advice-on-national-data', onDay: addDays(drafted, 73), toName: 'Advisory Group for Data, by the case officer of NHS England', note: 'The application as answered, for advice.',
    happened: [{ kind: 'meeting', onDay: addDays(drafted, 76), toldOn: addDays(drafted, 74), said: 'On its weekly agenda.' }],
  })
  await tellOfALetter(story, {
    stepId: 'advice-on-national-data', outcomeId: 'supportive', decidedOn: addDays(days.dataApproved, -14), reference: 'DARS-NIC-999001-X9Y9Z-v0.1', note: 'The group noted that residents were asked, and that names go within three months.',
  })
  await tellOfALetter(story, {
    stepId: 'national-data-approved', outcomeId: 'approved', decidedOn: days.dataApproved, reviewDueOn: addMonths(days.dataApproved, 12), endsOn: addDays(addMonths(days.dataApproved, 27), -1), reference: 'DARS-NIC-999001-X9Y9Z-v1.0',
    note: 'Agreed for two years, to be looked at after one; the data is held in the haven alone.',
  }, {
    from: 'NHS England, data access', about: 'Your application is approved',
    says: [
      'The data that you asked for may be given out to the haven that you named, for the residents of the borough, under the framework contract and the agreement that comes with this letter.',
      'The agreement runs for two years. It is looked at after one: please send a short account of what was found out, what was published, and who has had access.',
      'The data stays in the haven. Tables that leave it hold no number below five. When the agreement ends, everything is destroyed and a certificate says so.',
    ],
  })
}

const SIGNERS = ['siro@nel-data-haven.example', 'caldicott.guardian@th-gp-care-group.example', 'siro@national-statistics.example', 'caldicott.guardian@nhs-england.example', SIRO] as const

async function tellOfTheSignatures(story: Storyteller, days: WsdpDays): Promise<void> {
  for (const [place, email] of SIGNERS.entries()) {
    story.at(addDays(days.signed, place * 2), '13:20')
    await signProtocol(story, ref, email)
  }
  // The contracts with processors and the agreement of each flow, in one sitting of all.
  story.at(addDays(days.signed, SIGNERS.length * 2), '15:00')
  await signOtherPapers(story, ref, [...SIGNERS, 'siro@clinical-effectiveness.example'])
}

/** What had to be done before anything flowed, and the report that was asked for. */
async function tellOfTheBeginning(story: Storyteller, days: WsdpDays): Promise<void> {
  const done = async (id: string, doneOn: Day, proof: string) => {
    story.at(doneOn, '16:00')
    granted(id, await closeAction(await story.as(LEAD), { ref, id, doneOn, proof }))
  }
  await done('action-notices', addDays(days.start, -58), 'Each practice, library, school and Idea Store sent a photograph of the notice on its wall; the list is with the project manager.')
  await done('action-penetration', addDays(days.start, -16), 'The testers found one old setting in the gate. It was changed, and they tried again and got no further.')
  await done('action-rehearsal', addDays(days.start, -6), 'A thousand made-up people were linked and their names gone when the clock had run; two people searched for a key, and found none.')
  // The morning's work of that day reminds the council of the report, a month before it is due.
  story.at(addDays(days.reportDue, -30), '06:25')
  await remindOfDue(story.asSystem())
  await done('action-questions', addDays(days.start, 9), 'The list is on the council’s website, and was read out at the stakeholder council of residents.')
  const report = await tellOfLaterInvolvement(story, LEAD, days)
  story.at(days.reportSent, '10:15')
  const condition = (await readConditionsPage(await story.as(LEAD), ref))?.conditions.find(({ kind }) => kind === 'condition')
  granted('the report', await endACondition(await story.as(LEAD), ref, {
    conditionId: condition?.id ?? '', how: 'met',
    proof: `Version ${report.number} of the involvement report (${report.documentRef}), drafted from the log of eight events, was sent to the Confidentiality Advisory Group under 26/CAG/9001, which wrote that it has it and asks for nothing more.`,
    file: messageFile({ from: 'Confidentiality advice office', address: 'office@advice.example', on: days.reportSent, reference: '26/CAG/9001', about: 'Your report', says: ['We have your report on how residents were asked. Nothing more is needed for this condition.'] }),
  }))
}

/** The clock by which names must be gone. It began when records were linked, and has weeks to run. */
export async function tellOfTheClock(story: Storyteller, days: Pick<DemoDays, 'today' | 'closing'>): Promise<void> {
  story.at(days.closing, '14:30')
  granted('the clock', await startClock(await story.as(LEAD), ref, { begunOn: wsdpDays(days.today).linked }))
}
