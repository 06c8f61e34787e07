import { drawsOnCare, howTold, type HowTold } from '#app/projects/confidence.rules.ts'
import { CONFIDENTIALITY_ROUTES, type Flow, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { CONFIDENTIALITY_WORDS } from '#app/projects/facts.words.ts'
import { gatewayById, gatewayName } from '#app/projects/gateways.rules.ts'
import { inWords } from './dpia-screening.rules.ts'

/**
 * Risks that the facts suggest. Each rule is data: what it reads, where it comes from, and what it says of these facts. A
 * person keeps a suggestion or sets it aside with a reason, and adds risks of their own without limit.
 */
export interface RiskRule {
  readonly id: string
  readonly title: string
  /** The law, guidance or practice that it comes from. */
  readonly citation: string
  /** Every fact that it reads, as paths. */
  readonly reads: readonly string[]
  /** Where the risk comes from in these facts, and what it could do; null where it does not arise. */
  readonly rule: (facts: ProjectFacts) => { readonly cause: string; readonly impact: string } | null
}

const ICO_ANONYMISATION = 'ICO, Anonymisation guidance (2025), chapter on identifiability'
const ICO_SHARING = 'ICO, Data sharing code (Data Protection Act 2018, section 121)'
const article = (number: string) => `UK GDPR, Article ${number}`

const flat = (text: string) => text.replace(/\s+/g, ' ').trim().replace(/[.;,]+$/, '')
const MONTH = /^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/
/** As it stands within a sentence; an abbreviation, a month and a name of two words keep their capitals. */
const small = (text: string) => (/^[A-Z]{2}|^\S+ [A-Z]/.test(text) || MONTH.test(text) ? text : `${text.charAt(0).toLowerCase()}${text.slice(1)}`)
/** Each of these once, one after another within a sentence. */
const eachOnce = (texts: readonly string[]) => [...new Set(texts.map((text) => small(flat(text))))].join('; ')
const names = (flows: readonly Flow[]) => flows.map((flow) => `“${flat(flow.name)}”`)
/** So many things of a kind are named; of more, how many there are. */
const NAMED = 4
const fewOf = (items: readonly string[]): string => (items.length <= NAMED ? inWords(items) : `${items.slice(0, NAMED - 1).join(', ')} and ${items.length - NAMED + 1} more`)
/** What is said of each, once for all of which the same is said. */
function ofEach<T extends { readonly name: string }>(things: readonly T[], say: (thing: T) => string): string {
  const groups = new Map<string, string[]>()
  for (const thing of things) {
    const said = say(thing)
    groups.set(said, [...(groups.get(said) ?? []), `“${flat(thing.name)}”`])
  }
  return [...groups].map(([said, named]) => `${fewOf(named)}: ${said}`).join(' ')
}
/** On how many laws flows rest, and which of the gateways that they name lift confidence. */
function powersSaid(flows: readonly Flow[]): string {
  const named = [...new Set(flows.flatMap((flow) => flow.gateways))]
  const lifting = named.filter((id) => gatewayById(id)?.liftsConfidence)
  const powers = new Set(flows.map((flow) => flat(flow.legalPower))).size
  const rest = `${flows.length === 1 ? 'One flow rests' : `${flows.length} flows rest`} on ${powers === 1 ? 'one set of powers and duties' : `${powers} sets of powers and duties`}.`
  if (named.length === 0) return `${rest} No gateway of the library is named.`
  return `${rest} Of the gateways that are named, ${lifting.length === 0 ? 'none lifts' : `${lifting.map(gatewayName).join('; ')} ${lifting.length === 1 ? 'alone lifts' : 'lift'}`} confidence.`
}

/** How people hear of a choice, and how that can fail. */
const TOLD_SAID: Readonly<Record<HowTold, (days: number) => string>> = {
  letter: (days) => `They have ${days} days to answer a letter, and a reply can be late, misread or entered for someone else.`,
  notices: (days) => `They are told by notices, or by a letter that they have ${days} days to answer. A notice can go unseen, and a reply can be late, misread or entered for someone else.`,
  'privacy-notice': (days) => `They are told by the privacy notice; whoever is written to has ${days} days to answer. A notice can go unseen, and a choice can be entered late or for someone else.`,
}
function waysSaid(flows: readonly Flow[]): string {
  const ways = new Set(flows.map((flow) => flat(flow.transport))).size
  return `${flows.length === 1 ? 'One flow goes' : `${flows.length} flows go`} ${ways === 1 ? 'this way' : `in ${ways} ways`}`
}
const rolesSaid = (facts: ProjectFacts, roles: ProjectFacts['stages'][number]['roles']) =>
  inWords(roles.map((role) => `${partyName(facts, role.organisationCode)} as ${role.role.replace('-', ' ')}`)) || 'nobody named'
const partyName = (facts: ProjectFacts, code: string) => facts.parties.find((party) => party.organisationCode === code)?.name ?? code

export const RISK_RULES: readonly RiskRule[] = [
  {
    id: 'false-match', title: 'Records of two people are taken for one, or of one for two', citation: `${article('5(1)(d)')}; NHS England, guidance on linking data`,
    reads: ['linkage.method', 'linkage.keys', 'linkage.quality'],
    rule: ({ linkage }) => linkage && {
      cause: `Records are matched by ${inWords(linkage.keys.map(flat))}${linkage.method === 'deterministic' ? ', all of which must agree' : ', where a likely match is taken for a match'}. Against it: ${flat(linkage.quality)}.`,
      impact: 'Someone is offered help that was meant for another, or what is known of one person is told to another; someone who needs help is missed.',
    },
  },
  {
    id: 'small-numbers', title: 'Someone is recognised in a small count', citation: `${ICO_ANONYMISATION}; NHS England, disclosure control`,
    reads: ['linkage.leastCount', 'linkage.smallNumbers'],
    rule: ({ linkage }) => linkage && {
      cause: `Counts of ${linkage.leastCount} or more may be passed on. What is done with a smaller one: ${flat(linkage.smallNumbers)}.`,
      impact: 'A neighbour or a relative learns of someone’s health or circumstances.',
    },
  },
  {
    id: 'reidentification', title: 'A pseudonym is turned back into a person without a right to', citation: `${article('4(5)')}; Data Protection Act 2018, section 171; ${ICO_ANONYMISATION}`,
    reads: ['datasets[].fields[].kind', 'linkage.depersonalised', 'linkage.reidentification'],
    rule: ({ datasets, linkage }) => {
      const pseudonyms = datasets.flatMap((dataset) => dataset.fields).filter((field) => field.kind === 'pseudonym').length
      if (!linkage && pseudonyms === 0) return null
      return {
        cause: linkage ? `People are to stop being identifiable by ${linkage.depersonalised.length} ${linkage.depersonalised.length === 1 ? 'step' : 'steps'}: ${linkage.depersonalised.map(flat).join('; ')}. Who may turn a pseudonym back: ${flat(linkage.reidentification)}.` : `${pseudonyms} ${pseudonyms === 1 ? 'field stands' : 'fields stand'} for a person, and whoever holds the key can tell who it is.`,
        impact: 'What was promised not to say who people are says it to someone, and trust in every other promise is lost.',
      }
    },
  },
  {
    id: 'identifiers-kept', title: 'What identifies people is kept longer than the matching needs', citation: article('5(1)(e)'),
    reads: ['linkage.clockMonths', 'linkage.clockFrom'],
    rule: ({ linkage }) => linkage && {
      cause: `Everything that identifies people is to be destroyed within ${linkage.clockMonths} ${linkage.clockMonths === 1 ? 'month' : 'months'} from ${flat(linkage.clockFrom)}; it happens only if somebody sees to it.`,
      impact: 'A store of linked, named records grows that nobody agreed to, and a breach of it would reach everyone in it.',
    },
  },
  {
    id: 'kept-too-long', title: 'Data is kept after its purpose is met', citation: article('5(1)(e)'),
    reads: ['safeguards.retentionMonths', 'safeguards.retentionFrom', 'safeguards.retentionEnd'],
    rule: ({ safeguards }) => safeguards && {
      cause: `The data is kept for ${safeguards.retentionMonths} ${safeguards.retentionMonths === 1 ? 'month' : 'months'} from ${flat(safeguards.retentionFrom)}. Then: ${flat(safeguards.retentionEnd)}.`,
      impact: 'Old data is used as if it were true still, or is lost when nobody remembers that it is there.',
    },
  },
  {
    id: 'too-much', title: 'More is shared than the purpose needs', citation: `${article('5(1)(c)')}; Caldicott Principle 3`,
    reads: ['datasets[].fields[].kind', 'datasets[].fields[].name'],
    rule: ({ datasets }) => {
      const fields = datasets.flatMap((dataset) => dataset.fields)
      const direct = fields.filter((field) => field.kind === 'identifies')
      return direct.length === 0 ? null : {
        cause: `${direct.length} of ${fields.length} fields ${direct.length === 1 ? 'says' : 'say'} who someone is: ${inWords([...new Set(direct.map((field) => field.name))])}.`,
        impact: 'People lose privacy for nothing, and a breach costs them more than it had to.',
      }
    },
  },
  {
    id: 'others-in-the-home', title: 'One person’s record tells of the others they live with', citation: `${ICO_SHARING}; ${article('5(1)(f)')}`,
    reads: ['datasets[].level', 'datasets[].name'],
    rule: ({ datasets }) => {
      const shared = datasets.filter((dataset) => dataset.level === 'household' || dataset.level === 'property')
      return shared.length === 0 ? null : {
        cause: `Rows of ${inWords(shared.map((dataset) => `“${flat(dataset.name)}”`))} are about a household or a property, and so about everyone in it.`,
        impact: 'Someone’s circumstances become known at home, where it may be dangerous that they are.',
      }
    },
  },
  {
    id: 'on-the-way', title: 'Data is lost, or sent to the wrong place, on its way', citation: `${article('32')}; NHS England, Data Security and Protection Toolkit`,
    reads: ['flows[].transport', 'flows[].frequency'],
    rule: ({ flows }) => (flows.length === 0 ? null : {
      cause: `${waysSaid(flows)}: ${eachOnce(flows.map((flow) => flow.transport))}. How often: ${eachOnce(flows.map((flow) => flow.frequency))}.`,
      impact: 'Someone who has no right to it reads about many people at once.',
    }),
  },
  {
    id: 'unauthorised-access', title: 'Someone looks who has no reason to', citation: `${article('32')}; Caldicott Principle 4`,
    reads: ['safeguards.securityMeasures', 'safeguards.breach'],
    rule: ({ safeguards }) => safeguards && {
      cause: `People who work with the data could look up someone they know. Against it: ${eachOnce(safeguards.securityMeasures)}. When it happens: ${flat(safeguards.breach)}.`,
      impact: 'Someone’s health or circumstances are known to a neighbour, a relative or a colleague.',
    },
  },
  {
    id: 'objection-missed', title: 'Someone who objected is shared all the same', citation: `${article('21')}; NHS Constitution; National data opt-out policy`,
    reads: ['flows[].name', 'flows[].projectOptOut', 'flows[].purposeKind', 'flows[].drawsOn', 'flows[].confidentiality', 'tellingPeople.replyDays', 'tellingPeople.told'],
    rule: ({ flows, tellingPeople }) => {
      const open = flows.filter((flow) => flow.projectOptOut || (flow.purposeKind === 'secondary' && drawsOnCare(flow) && flow.confidentiality !== 'anonymised'))
      return open.length === 0 ? null : {
        cause: `People may keep out of ${fewOf(names(open))}. ${tellingPeople ? TOLD_SAID[howTold({ flows, tellingPeople })](tellingPeople.replyDays) : 'Nobody has said how they are told, or how long they have.'}`,
        impact: 'Someone’s choice is broken, which nothing can undo once the data has gone, and people stop believing that a choice counts.',
      }
    },
  },
  {
    id: 'surprise', title: 'People are surprised at the use', citation: `UK GDPR, Articles 5(1)(a), 13 and 14; Caldicott Principle 8`,
    reads: ['people.expectation', 'people.concerns', 'tellingPeople.noticeAddress'],
    rule: ({ people, tellingPeople }) => (people || tellingPeople ? {
      cause: `${people ? `Of what people expect: ${flat(people.expectation)}. Of what has worried them before: ${flat(people.concerns)}.` : 'Nobody has said yet what people would expect.'} ${tellingPeople ? `The notice is at ${flat(tellingPeople.noticeAddress)}.` : 'There is no notice yet.'}`,
      impact: 'People keep things from those who care for them, or leave services, because they do not know who is told.',
    } : null),
  },
  {
    id: 'power-without-release', title: 'A power to share is taken for a release from confidence', citation: 'NHS Act 2006, section 251; common law; National Data Guardian',
    reads: ['flows[].name', 'flows[].legalPower', 'flows[].gateways', 'flows[].confidentiality', 'flows[].confidentialityWhy'],
    rule: ({ flows }) => (flows.length === 0 ? null : {
      cause: `${powersSaid(flows)} What is said of confidence. ${CONFIDENTIALITY_ROUTES.flatMap((route) => {
        const same = flows.filter((flow) => flow.confidentiality === route)
        const whys = new Set(same.map((flow) => flat(flow.confidentialityWhy))).size
        return same.length === 0 ? [] : [`${fewOf(names(same))}: ${small(CONFIDENTIALITY_WORDS[route])}, for ${whys === 1 ? 'one reason' : `${whys} reasons`}.`]
      }).join(' ')} The reasons stand with the law of each flow.`,
      impact: 'Confidence is broken, and those who shared in good faith acted without right.',
    }),
  },
  {
    id: 'processor-strays', title: 'A processor does more than it was told, or passes the data on', citation: article('28'),
    reads: ['parties[].role', 'parties[].name', 'parties[].organisationCode', 'processing[].processorCode', 'processing[].subject', 'processing[].subProcessors'],
    rule: (facts) => {
      const { parties, processing } = facts
      const processors = parties.filter((party) => party.role === 'processor')
      const working = [...new Set([...processors.map((party) => party.name), ...processing.map((each) => partyName(facts, each.processorCode))])]
      return processors.length === 0 && processing.length === 0 ? null : {
        cause: `${inWords(working)} ${working.length === 1 ? 'works' : 'work'} on the data for others. ${processing.map((each) => `Asked of ${partyName(facts, each.processorCode)}: ${small(flat(each.subject))}; other processors: ${small(flat(each.subProcessors))}.`).join(' ') || 'No terms are written down yet.'}`,
        impact: 'Data is used for the processor’s own ends, or reaches a firm that nobody chose.',
      }
    },
  },
  {
    id: 'abroad', title: 'Data leaves the protection of the law of the United Kingdom', citation: `${article('44')} to 49`,
    reads: ['rights.transfers', 'rights.transfersWhat'],
    rule: ({ rights }) => (rights && rights.transfers !== 'none' ? {
      cause: `Data goes to another country: ${flat(rights.transfersWhat)}.`, impact: 'People cannot use their rights, and another state may read the data.',
    } : null),
  },
  {
    id: 'computer-decides', title: 'A computer decides about someone, and is wrong', citation: 'UK GDPR, Articles 22A to 22D (Data (Use and Access) Act 2025, section 80)',
    reads: ['rights.automated', 'rights.automatedWhat'],
    rule: ({ rights }) => (rights?.automated === 'some' ? {
      cause: `Decided by a computer alone: ${flat(rights.automatedWhat)}.`, impact: 'Someone is refused what they should have had, and nobody can tell them why.',
    } : null),
  },
  {
    id: 'function-creep', title: 'Data that was shared for one purpose is used for another', citation: `${article('5(1)(b)')}; Caldicott Principle 1`,
    reads: ['flows[].name', 'flows[].purposeKind', 'flows[].use', 'nationalData.onward', 'nationalData.commercial'],
    rule: ({ flows, nationalData }) => (flows.length === 0 ? null : {
      cause: `${ofEach(flows, (flow) => `for ${flow.purposeKind === 'direct-care' ? 'people’s own care' : 'more than people’s own care'}. ${flat(flow.use)}.`)}${nationalData ? ` Passing on: ${flat(nationalData.onward)}.${nationalData.commercial === 'some' ? ' Someone gains money by it.' : ''}` : ''}`,
      impact: 'People are treated, charged or watched on the strength of data that they gave for their care.',
    }),
  },
  {
    id: 'labelled', title: 'People are labelled, or treated worse, for being on a list', citation: 'ICO, DPIA guidance on children and vulnerable people; Equality Act 2010, section 149',
    reads: ['people.groups', 'people.area'],
    rule: ({ people }) => {
      const groups = (people?.groups ?? []).filter((group) => group !== 'adults')
      return people && groups.length > 0 ? {
        cause: `Among the people of ${flat(people.area)} are ${inWords(groups.map((group) => (group === 'vulnerable' ? 'people who may find it hard to object' : group.replace('-', ' '))))}.`,
        impact: 'A mark of need follows someone into other services, and those who need most avoid asking.',
      } : null
    },
  },
  {
    id: 'rights-lost', title: 'People cannot use their rights over the data', citation: `UK GDPR, Articles 12 to 22; Data (Use and Access) Act 2025, section 103`,
    reads: ['rights.requestsHow', 'rights.objections', 'rights.erasure'],
    rule: ({ rights }) => rights && {
      cause: `Requests: ${flat(rights.requestsHow)}. Objections: ${flat(rights.objections)}. Taking a record out: ${flat(rights.erasure)}.`,
      impact: 'Someone cannot see, correct or take back what is held about them, and does not know whom to ask.',
    },
  },
  {
    id: 'out-of-date', title: 'Data is used when it is no longer true', citation: article('5(1)(d)'),
    reads: ['datasets[].name', 'datasets[].period', 'flows[].frequency'],
    rule: ({ datasets, flows }) => (datasets.length === 0 || flows.length === 0 ? null : {
      cause: `${ofEach(datasets, (dataset) => `period, ${small(flat(dataset.period)) || 'not stated'}.`)} It comes: ${eachOnce(flows.map((flow) => flow.frequency))}.`,
      impact: 'A plan or a decision rests on what is no longer true, or a letter goes to someone who has died or moved.',
    }),
  },
  {
    id: 'who-answers', title: 'Nobody knows which body answers for the data', citation: `${article('26')}; ${ICO_SHARING}`,
    reads: ['parties[].role', 'stages[].name', 'stages[].roles[].organisationCode', 'stages[].roles[].role', 'parties[].name', 'parties[].organisationCode'],
    rule: (facts) => {
      const deciders = facts.parties.filter((party) => party.role === 'controller' || party.role === 'joint-controller')
      return deciders.length < 2 ? null : {
        cause: `${deciders.length} bodies decide about the data: ${fewOf(deciders.map((party) => party.name))}. ${facts.stages.length > 0 ? `Roles change along the way. ${ofEach(facts.stages, (stage) => `${rolesSaid(facts, stage.roles)}.`)}` : 'Nobody has said who answers at which stage.'}`,
        impact: 'A request, a breach or a complaint falls between them, and the person it concerns waits.',
      }
    },
  },
  {
    id: 'the-dead', title: 'What was told in confidence by someone who has died is shared', citation: 'Common law: confidence outlives the person; Access to Health Records Act 1990',
    reads: ['flows[].name', 'flows[].includesDeceased'],
    rule: ({ flows }) => {
      const kept = flows.filter((flow) => flow.includesDeceased)
      return kept.length === 0 ? null : { cause: `People who have died stay in ${fewOf(names(kept))}.`, impact: 'A family learns what the person kept from them, or is written to about someone they have buried.' }
    },
  },
]

export interface SuggestedRisk {
  readonly rule: string
  readonly title: string
  readonly citation: string
  readonly cause: string
  readonly impact: string
  readonly reads: readonly string[]
}

/** Every risk that the facts suggest, in the order of the rules. The same facts always suggest the same. */
export function suggestRisks(facts: ProjectFacts): SuggestedRisk[] {
  return RISK_RULES.flatMap(({ id, title, citation, reads, rule }) => {
    const found = rule(facts)
    return found ? [{ rule: id, title, citation, reads, ...found }] : []
  })
}

export function riskRule(id: string | null): RiskRule | undefined {
  return RISK_RULES.find((rule) => rule.id === id)
}
