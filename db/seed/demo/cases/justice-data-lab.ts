import { wholeFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { field } from '../field-lists.ts'
import { MINISTRY_OF_JUSTICE, SECOND_START } from './organisations.ts'
import { finds, officersOf, party, plainRights, type ProjectDates } from './terms.ts'

/** Criminal justice data: a charity names those it worked with, and gets back one rate for all of them against a matched group. */
export function justiceDataLabFacts(dates: ProjectDates): ProjectFacts {
  const [charity, ministry] = [SECOND_START.code, MINISTRY_OF_JUSTICE.code]
  return wholeFacts({
    title: 'Justice Data Lab: does mentoring keep people from reoffending?',
    purpose: {
      ...dates,
      purpose: 'To find out whether people who had a mentor from Second Start reoffend less often than people like them who had none, so that the charity knows whether its work does any good and all who work with offenders can learn from it.',
      benefits: 'Work that keeps people out of crime is kept and spread; work that does not is changed. A small charity learns what only central records can tell it. Fewer crimes mean fewer victims.',
      plainSummary: 'finding out if people who had a mentor from Second Start go on to commit fewer crimes than people like them who did not',
      necessity: 'The charity does not know who is convicted later, and asking people would miss the very ones who reoffend. The Ministry holds the records but does not know whom the charity worked with. Names are needed once to find the records; the charity gets back nothing but rates for the whole group.',
    },
    people: {
      howMany: 180, area: 'West Yorkshire', groups: ['adults', 'vulnerable'], relationship: 'People with convictions whom the charity mentored, in prison or after it',
      expectation: 'Each is told in writing when mentoring begins that the charity may have its work judged in this way, and may say no.',
      concerns: 'That a name on the list could reach the police, a court or an employer, or count against somebody’s release.',
      novelty: 'Nothing in how it is done: the lab has reported on many bodies’ work. New is that this charity takes part.',
    },
    parties: [
      party(SECOND_START, 'controller', 'tell people, keep their objections, and send the list of those whom it mentored', 'Grace Adeyemi', 'Director of services'),
      party(MINISTRY_OF_JUSTICE, 'controller', 'find the people in its records, choose a matched group, work out both rates, and publish the report', 'Simon Thackray', 'Head of the Justice Data Lab'),
    ],
    officers: [
      ...officersOf(SECOND_START, { dpo: 'Paula Render', siro: 'Grace Adeyemi', 'ig-lead': 'Mark Olufemi' }),
      ...officersOf(MINISTRY_OF_JUSTICE, { dpo: 'Anthony Crewe', siro: 'Dame Lydia Farr', 'information-asset-owner': 'Simon Thackray' }),
    ],
    datasets: [
      {
        id: 'mentored-people', name: 'People who had a mentor', controllerCode: charity, level: 'person', period: 'Everyone whose mentoring began in two named years', source: 'the charity’s case records',
        aboutWhom: 'people with convictions who had a mentor and did not object',
        fields: [
          finds('first_name', 'first name', 'Finds the person in the Police National Computer'), finds('surname', 'surname', 'Finds the person in the Police National Computer'),
          finds('date_of_birth', 'date of birth', 'Tells people of the same name apart'), finds('gender', 'gender', 'Tells people of the same name apart, and chooses people like them'),
          finds('pnc_id', 'Police National Computer number, where the charity knows it', 'Finds the person without mistake'), finds('prison_number', 'prison number, where the charity knows it', 'Finds the person without mistake'),
          field('start_date', 'day on which mentoring began', 'Reoffending is counted from there'), field('end_date', 'day on which it ended', 'Shows how long it lasted'),
          field('place', 'in custody or in the community', 'People in prison are compared with people in prison'),
        ],
      },
      {
        id: 'reoffending-report', name: 'Report on reoffending', controllerCode: ministry, level: 'area', period: 'The year after mentoring began', source: 'the Ministry’s own working',
        aboutWhom: 'the whole group of mentored people, and the matched group, each taken together',
        fields: [
          field('group', 'mentored, or matched', 'The difference between the two is what is asked for'), field('people', 'how many, none below thirty', 'Shows how much weight a rate can bear'),
          field('rate', 'how many in a hundred reoffended within a year', 'This is the answer'), field('range', 'how sure that is', 'Keeps chance from being taken for success'),
        ],
      },
    ],
    flows: [
      {
        ref: 'justice-data-lab-group', name: 'People who had a mentor, to the Justice Data Lab', fromCode: charity, toCode: ministry, datasetId: 'mentored-people', drawsOn: ['justice'], purposeKind: 'secondary',
        use: 'Finds each person in the Police National Computer and in prison and probation records, notes whether they were convicted again within a year, and chooses people with like histories who had no mentor.',
        article6: '6-1-e', article9: 'none', gateways: ['oma-2007-14'],
        legalPower: 'Offender Management Act 2007, section 14: the charity mentors under arrangements with a provider of probation services. The data is about criminal convictions: UK GDPR, Article 10, and Data Protection Act 2018, section 10 with Schedule 1, paragraphs 4 and 6',
        confidentiality: 'public-interest',
        confidentialityWhy: 'The list says that somebody has a conviction and had help, and nothing about health. It is used to work out one rate, by people who are bound to secrecy and hold the convictions already. Each person has been told and could object. Knowing what prevents crime outweighs what confidence is left; the charity’s trustees decided so in writing for this list alone.',
        transport: 'Encrypted upload to the Ministry’s secure file service, by one named person', frequency: 'Once', projectOptOut: true, includesDeceased: false,
      },
      {
        ref: 'justice-data-lab-report', name: 'Report on reoffending, to the charity', fromCode: ministry, toCode: charity, datasetId: 'reoffending-report', drawsOn: ['justice'], purposeKind: 'secondary',
        use: 'Reads what its work achieves, changes what does not help, and tells those who pay for it. The report is on the Ministry’s website for everyone to learn from.',
        article6: '6-1-e', article9: 'none', gateways: ['oma-2007-14'], legalPower: 'Offender Management Act 2007, section 14: judging how offenders are managed',
        confidentiality: 'anonymised', confidentialityWhy: 'Two rates for two groups, neither of fewer than thirty people. Nothing in them says who reoffended.',
        transport: 'Published, and sent by e-mail before that', frequency: 'Once, when the report is finished', projectOptOut: false, includesDeceased: false,
      },
    ],
    linkage: {
      method: 'both', keys: ['Police National Computer number', 'prison number', 'name', 'date of birth', 'gender'], byCode: ministry, where: 'the Justice Data Lab’s closed network',
      quality: 'Numbers are used where they are known, names and dates of birth where they are not. The report says how many could not be found. No report is made on fewer than sixty people found.',
      depersonalised: ['a row number takes the place of names and numbers as soon as records are found', 'histories become scores of likeness', 'both groups become rates'],
      clockMonths: 6, clockFrom: 'the day the report is published', reidentification: 'Nobody. Rows are looked at singly only to check a match, by the two people who match.',
      leastCount: 30, smallNumbers: 'it is put together with another, or no rate is given',
    },
    safeguards: {
      retentionMonths: 24, retentionFrom: 'the day the list arrives', retentionEnd: 'the list and the rows made from it are destroyed, and the Ministry tells the charity so in writing',
      securityMeasures: ['Only analysts named in a list and cleared by security vetting open the rows', 'The list is kept apart from every system that is used to manage, charge or sentence anybody', 'A second analyst checks the report for figures that could point to one person', 'The charity keeps no copy of the list once it has arrived'],
      breach: 'Whoever finds a loss or a wrong disclosure tells their own data protection officer at once, and the other’s within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach. People whose safety could be at risk are told in a way that is safe for them.',
    },
    rights: plainRights({
      requestsTo: 'the data protection officer of Second Start Mentoring or of the Ministry of Justice', requestsHow: 'by letter or e-mail, or by telling a mentor',
      objections: 'An objection that reaches the charity before the list goes is always followed, without asking why. Later ones go to the Ministry, which takes the row out until the report is finished.',
      erasure: 'A row can be found and taken out until the report is finished, and not out of a published rate.', publication: 'Every report of the lab is on the Ministry’s website, good or bad.',
    }),
    tellingPeople: {
      told: 'notices',
      notShared: ['what you have told your mentor', 'anything about your health or your family', 'your name with anyone who decides about you, such as a court, the police or a prison'],
      replyDays: 28, noticeAddress: 'https://second-start.example/how-we-check-our-work', questionsTo: 'your mentor, or the director of services at Second Start Mentoring', complaintsTo: 'the data protection officer at Second Start Mentoring',
    },
  })
}
