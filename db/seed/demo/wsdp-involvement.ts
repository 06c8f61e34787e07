import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { InvolvementFacts } from '#app/projects/further-facts.rules.ts'

/** How residents were asked before the project's facts were first written down: seven groups, 76 people who speak for nobody but residents. */
export function wsdpInvolvement({ drafted, reportDue }: { readonly drafted: Day; readonly reportDue: Day }): InvolvementFacts {
  const before = (days: number) => addDays(drafted, -days)
  return {
    plan: 'A short set of slides tells what the project is for and how information is kept safe, in words tried out on a small group first. It is then taken to groups whose information is used: carers, older people, people who use mental health services, tenants of social housing, patients who speak for others. Someone who runs discussions for a living leads most groups, and someone who knows the project answers questions. What is said is written down group by group, changes the slides and the project, and goes to the steering group, to the advisory group that advises on section 251 support, and to every local forum that it concerns. A stakeholder council of residents will question the partnership’s board. Later groups will be shown made-up data, and a core of people will come to three workshops each, to talk about what the findings are used for.',
    reportDue,
    activities: [
      {
        day: before(262), who: 'The partnership’s user and stakeholder group: patients and carers, with staff of Healthwatch, a charity for older people and the NHS beside them', people: 3,
        how: 'A trial of the slides and of the way of asking, in a discussion',
        said: 'Nobody was against it; many thought that it was done already. Carers miss appointments because the times do not suit them, and are then counted as not turning up. It was not clear what people could change by being asked. Many do not know that they may opt out, above all those who registered long ago. Small organisations should be able to add what they know.',
        changed: 'The slides now say what the project will change for people, and how to opt out. Data of small organisations is noted as a later step.',
      },
      {
        day: before(197), who: 'A resident with patients’ and Healthwatch’s representatives', people: 1, how: 'A discussion held by Healthwatch Tower Hamlets',
        said: 'The project is needed. Cold and crowded homes make people ill, and the council should tell social homes from private ones. The main fear is that information reaches private companies. Taking away names loses something, yet confidentiality matters. People who speak little English are best reached through places of worship, and those without the internet through the Idea Stores.',
        changed: 'The safeguards are said earlier and more plainly, and no company that sells data or uses it for gain may have any. The next slides show made-up data.',
      },
      {
        day: before(194), who: 'Carers, with the carers’ centre', people: 5, how: 'A discussion held by the Tower Hamlets Carers Centre',
        said: 'Not using the information does more harm than using it. When a carer falls ill two people suffer, and nothing prevents it. People are not told what they are entitled to and are assessed again and again. Many share a name, a date of birth and a postcode, so matching by those goes wrong. The way to opt out is buried, in words that neither staff nor patients follow.',
        changed: 'Matches by name are checked against NHS number and address. Whether carers can be seen in the data is a question for the analysis. How to opt out is now a page of its own.',
      },
      {
        day: before(19), who: 'The Older People’s Reference Group', people: 30, how: 'A short talk with a printed sheet, then small groups that reported back',
        said: 'Something must be done about health here, and some groups were carefully in favour. Security and who may see the information worried them most. The population changes so fast that many people are in no record. Opting out is possible but is not made easy. Those who do not use computers are left out of news about the project. Some thought that all was decided already.',
        changed: 'Progress is told in print as well: in GP surgeries, libraries and carers’ centres.',
      },
      {
        day: before(8), who: 'People who use mental health services, and carers', people: 17, how: 'A discussion circle at the mental health trust’s people participation group, with a printed sheet',
        said: 'A good idea that would stop services passing the buck. They asked what it costs, what it costs to stop, whether the systems work together, and what protects people who cannot follow it. One feared that it could be used to move people out. The words of the sheet did not help; they wanted a picture of what would be better.',
        changed: 'The sheet was written anew without technical words. The agreement says what the data may never be used for.',
      },
      {
        day: before(4), who: 'Tenants and members of the housing association Poplar HARCA', people: 10, how: 'A discussion circle',
        said: 'Money was the main point: what the project costs, who pays, and what the NHS could have done with it while surgeries close. The gain was not clear to them. They worried about attacks on computers. One person spoke against everything, which made it hard for others to be heard.',
        changed: 'Costs and gains are set out side by side and published.',
      },
      {
        day: before(2), who: 'Patient leaders', people: 10, how: 'A discussion circle, first about what is good and then about what is worrying, held by the local NHS',
        said: 'A good step for the long run that gives prevention a structure. They asked what happens if the money ends halfway, what opting out does to the figures, whether the data could be bent to a purpose, and whether results will be told. They listed where to tell people: council leaflets, Idea Stores, surgeries, schools, hospitals, the local press.',
        changed: 'The list became the plan for telling people. Each report is published, with what was done about what it found.',
      },
    ],
  }
}
