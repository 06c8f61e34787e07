import type { Group, InvolvementEvent, Point } from '#app/involvement/event.rules.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'

/** The whole systems project's log: what residents were asked, what they said and what came of it. */

const changed = (said: string, what: string, link: Partial<Pick<Point, 'fact' | 'paper'>> = {}): Point => ({ said, answer: 'changed', what, fact: '', paper: '', ...link })
const notChanged = (said: string, what: string): Point => ({ said, answer: 'not-changed', what, fact: '', paper: '' })
const notYet = (said: string, what = ''): Point => ({ said, answer: 'not-yet', what, fact: '', paper: '' })
const residents = (who: string, people: number): Group => ({ who, as: 'public', people })
const speakers = (who: string, people: number): Group => ({ who, as: 'speaks-for', people })
const staff = (who: string, people: number): Group => ({ who, as: 'staff', people })

type Told = Pick<InvolvementEvent, 'day' | 'kind' | 'place' | 'groups' | 'shown' | 'points'> & Partial<InvolvementEvent>
const held = (told: Told): InvolvementEvent => ({ state: 'held', payment: 'not-known', costPounds: null, lesson: '', ...told })

/** What was done before the facts were written down, each on its day; entered when the project was begun. */
export function wsdpFirstEvents(drafted: Day): InvolvementEvent[] {
  const before = (days: number) => addDays(drafted, -days)
  return [
    held({
      day: before(262), kind: 'focus-group', place: 'the partnership’s user and stakeholder group',
      groups: [residents('patients and carers', 3), speakers('Healthwatch and a charity for older people', 2), staff('engagement and communications leads of the NHS', 3)],
      shown: 'The first set of slides, as a trial of them and of the way of asking', lesson: 'Say at the beginning what people can change by being asked, and what is settled already.',
      points: [
        notChanged('Nobody was against the project; many thought that it was done already.', 'It was what we hoped to hear. That many take it for granted is written down under what people expect.'),
        changed('It was not clear what people could change by being asked, nor why they should care.', 'The slides begin with what the project will change for people.', { fact: 'purpose.benefits' }),
        changed('Many do not know that they may opt out, above all those who registered with a surgery long ago.', 'How to opt out has a slide of its own.', { fact: 'tellingPeople.noticeAddress', paper: 'privacy notice, the part on your choice' }),
        notYet('Carers are counted as not turning up when the times that they are offered do not suit them.', 'The analysts look at whether carers can be told apart.'),
        notChanged('Small organisations should be able to add what they know.', 'They rarely hold it in a form that can be joined. It is noted as a step for later.'),
      ],
    }),
    held({
      day: before(197), kind: 'focus-group', place: 'Healthwatch Tower Hamlets', groups: [residents('patients', 1), speakers('Healthwatch, and those who speak for the public in public health', 3)],
      shown: 'The slides, with the safeguards',
      points: [
        changed('The main fear is that information reaches private companies.', 'No company that sells data or uses it for gain may have any, and the papers say so.', { fact: 'tellingPeople.notShared' }),
        changed('People would like to see made-up data, to know what it looks like.', 'Later groups are shown made-up data and a map.', { fact: 'involvement.plan' }),
        notChanged('Taking names away loses something.', 'Confidentiality comes first: nothing that the project is for needs a name.'),
        changed('People who speak little English are best reached through places of worship, and those without the internet through the Idea Stores.', 'Both are in the plan for telling people.', { fact: 'involvement.plan' }),
      ],
    }),
    held({
      day: before(194), kind: 'focus-group', place: 'the Tower Hamlets Carers Centre', groups: [residents('carers', 5), speakers('the carers’ centre', 1)], shown: 'The slides, with the safeguards',
      points: [
        notChanged('Not using the information does more harm than using it.', 'The project goes on, as they asked.'),
        changed('Many share a name, a date of birth and a postcode, so matching by those goes wrong.', 'A match by name is checked against the NHS number and the address.', { fact: 'linkage.keys' }),
        changed('The way to opt out is buried, in words that neither staff nor patients follow.', 'How to opt out is a page of its own, in plain words.', { fact: 'section251.dissent', paper: 'privacy notice, the part on your choice' }),
        notChanged('Nobody tells carers what they are entitled to, and they are assessed again and again.', 'The data cannot change that. It was passed to the council’s lead for carers.'),
      ],
    }),
    held({
      day: before(19), kind: 'meeting', place: 'the Older People’s Reference Group', groups: [residents('older people who live in the borough', 30)],
      shown: 'A short talk with a printed sheet, then small groups that reported back', lesson: 'A slot in somebody else’s meeting is short: send the sheet a week before.',
      points: [
        changed('Security, and who may see the information, worried them most.', 'The sheet and the notice say who may see what, and how that is checked.', { fact: 'safeguards.securityMeasures', paper: 'privacy notice, the part on how it is kept safe' }),
        changed('Those who do not use computers are left out of news about the project.', 'Progress is told in print as well: in surgeries, libraries and carers’ centres.', { fact: 'involvement.plan' }),
        notChanged('The population changes so fast that many people are in no record.', 'True, and it cannot be mended here. What is published says whom the data leaves out.'),
        notChanged('Some thought that all was decided already.', 'The slides say from the beginning what is still open.'),
      ],
    }),
    held({
      day: before(8), kind: 'focus-group', place: 'the mental health trust’s people participation group', groups: [residents('people who use mental health services, and carers', 17)], shown: 'A printed sheet, talked over in a circle led by somebody from outside',
      lesson: 'Try the words of a sheet on two or three people before a group gets it.',
      points: [
        changed('The words of the sheet did not help; they wanted a picture of what would be better.', 'The sheet was written anew without technical words, with a picture.', { fact: 'purpose.plainSummary' }),
        changed('It could be used to move people out of the borough.', 'The agreement says what the data may never be used for.', { fact: 'flows[].use', paper: 'information sharing protocol, the part on what the data is for' }),
        notYet('What protects people who cannot follow what the project is?', 'An easy read notice is drafted; a group of people with learning disabilities will be asked about it.'),
      ],
    }),
    held({
      day: before(4), kind: 'focus-group', place: 'the housing association Poplar HARCA', groups: [residents('tenants and members', 10)], shown: 'A printed sheet, talked over in a circle led by somebody from outside',
      lesson: 'One person spoke against everything and others were not heard: agree at the beginning how everybody gets to speak, and have two people lead.',
      points: [
        changed('What does it cost, who pays, and what could the NHS have done with the money?', 'Costs and gains are set out side by side and published.', { fact: 'worth.costs[].pounds' }),
        notChanged('They do not see the point of it, and do not think that it will help.', 'Their doubt stands here as they gave it. What it is to bring is measured, and will be told after a year.'),
        changed('Attacks on computers.', 'The haven is tested from outside before any data is in it, and once a year.', { fact: 'safeguards.securityMeasures' }),
      ],
    }),
    held({
      day: before(2), kind: 'focus-group', place: 'the local NHS', groups: [residents('patient leaders', 10)], shown: 'First what is good and then what is worrying, in a circle led by somebody from outside',
      points: [
        changed('Tell people where they are: council leaflets, Idea Stores, surgeries, schools, hospitals, the local press.', 'The list became the plan for telling people.', { fact: 'tellingPeople.noticeAddress' }),
        changed('Will results be told?', 'Each report is published, with what was done about what it found.', { fact: 'rights.publication' }),
        notYet('What happens if the money ends halfway?', 'The steering group decides how the data would be destroyed early.'),
        notYet('What does opting out do to the figures?'),
      ],
    }),
  ]
}

/** A question of the last group, answered when the steering group had met. */
export const WSDP_MONEY_ANSWER: Omit<Point, 'said'> = {
  answer: 'changed', what: 'If the project ends early, all that is held is destroyed within three months of that day, and a certificate is given.', fact: 'safeguards.retentionMonths', paper: 'information sharing protocol, the part on how long data is kept',
}

/** What was done after support was given, before the report was sent, and what is planned. */
export function wsdpLaterEvents({ panel, workshop }: { readonly panel: Day; readonly workshop: Day }): { readonly held: InvolvementEvent; readonly planned: InvolvementEvent } {
  return {
    held: held({
      day: panel, kind: 'panel-review', place: 'the stakeholder council of residents', groups: [residents('residents who sit on the stakeholder council', 9), staff('the project’s leads', 2)], payment: 'paid', costPounds: 540,
      shown: 'The draft notice and the easy read notice, side by side', lesson: 'Show a draft while it can still be changed: most of what was said could be used.',
      points: [
        changed('“Linked” means nothing to most people.', 'The notices begin with “joining up”.', { paper: 'short privacy notice, the first part' }),
        notChanged('They asked for the names of those who may see the data.', 'Names are not published. The papers say who decides who may look, and how every look is checked.'),
      ],
    }),
    planned: {
      state: 'planned', day: workshop, kind: 'meeting', place: 'the first of three workshops in an Idea Store', groups: [residents('residents who were in an earlier group', 12)], payment: 'paid', costPounds: null, lesson: '',
      shown: 'Made-up data on a map, and what the findings may be used for', points: [],
    },
  }
}
