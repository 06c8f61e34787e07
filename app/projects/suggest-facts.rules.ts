import { partsOfDay } from '#app/kernel/fields.ts'
import type { Typed } from '#app/kernel/form-data.ts'
import { REFERENCE_MAX } from '#app/kernel/ids.ts'
import { addDays, addMonths, type Day } from '#app/kernel/uk-date.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import { DATASET_STARTERS, datasetStarter } from './dataset-starters.rules.ts'
import { FACT_SECTIONS, NOT_SAID_OF_PARTY, type Dataset, type FactSection, type Party, type ProjectFacts, type Source } from './facts.rules.ts'
import { typedFromAssurance } from './facts.schema.ts'
import { patternFacts, type Starter } from './patterns.rules.ts'
import { idFrom, LIST_SECTIONS, sectionState, type ListSection, type WholeSection } from './project.rules.ts'
import { USUAL_BREACH, USUAL_FRAMEWORK, USUAL_LINKAGE, USUAL_PROCESSING, USUAL_REPLY_DAYS, USUAL_RETENTION_END, USUAL_RIGHTS, USUAL_SECURITY } from './standard-wording.rules.ts'
import { usualGrounds } from './suggest-flow.rules.ts'

/**
 * What a form may hold at first where nothing is saved: drawn from what is known, from the pattern that the project was begun
 * from, and from our usual wording. A suggestion is never a fact: it becomes one when a person has looked and saved.
 */
export interface Known {
  readonly projectRef: string
  readonly facts: ProjectFacts
  readonly starter: Starter | null
  /** London's day. */
  readonly today: Day
  readonly organisations: readonly { readonly code: string; readonly name: string; readonly kind: OrganisationKind; readonly email: string }[]
  /** Whom to contact at an organisation, where it is, and how it is registered and assured, as far as it is known. */
  readonly contacts: Readonly<Record<string, Contact>>
}

type Contact = Pick<Party, 'contactName' | 'contactJobTitle' | 'contactEmail'> & Partial<Pick<Party, 'address' | 'registration' | 'assurance'>>

const organisationOf = (known: Known, code: string) => known.organisations.find((organisation) => organisation.code === code)
const nameOf = (known: Known, code: string, otherwise: string) => organisationOf(known, code)?.name ?? otherwise
const isParty = (known: Known, code: string) => known.facts.parties.some((party) => party.organisationCode === code)

/** The organisation that holds the data: whom the project was begun with, else the first controller. */
function holderOf(known: Known): string {
  return known.starter?.holderCode || (known.facts.parties.find((party) => party.role === 'controller')?.organisationCode ?? '')
}

function receiverOf(known: Known, holder = holderOf(known)): string {
  return known.starter?.receiverCode || (known.facts.parties.find((party) => party.organisationCode !== holder)?.organisationCode ?? '')
}

function inWords(known: Known, text: string): string {
  const said = text.replaceAll('{holder}', nameOf(known, holderOf(known), 'the sender')).replaceAll('{receiver}', nameOf(known, receiverOf(known), 'the recipient'))
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Sections with wording of ours for any project. */
export const USUAL_SECTIONS: readonly FactSection[] = ['safeguards', 'telling-people', 'rights', 'linkage', 'framework']

/** What the form of a whole section may hold at first; null for nothing. `usual` asks for our wording whatever the pattern. */
export function suggestSection(section: WholeSection, known: Known, usual = false): Typed | null {
  const pattern = patternFacts(known.starter)
  const isOffered = usual || pattern !== null
  switch (section) {
    case 'purpose': {
      if (!pattern) return null
      const start = firstOfMonthAfter(addDays(known.today, 28))
      return {
        benefits: inWords(known, pattern.benefits), necessity: inWords(known, pattern.necessity), startDate: partsOfDay(start),
        reviewDate: partsOfDay(addDays(addMonths(start, 12), -1)), endDate: partsOfDay(addDays(addMonths(start, 24), -1)),
      }
    }
    case 'safeguards': return isOffered ? {
      retentionMonths: pattern ? String(pattern.retentionMonths) : '', retentionFrom: pattern?.retentionFrom ?? '', retentionEnd: USUAL_RETENTION_END,
      securityMeasures: USUAL_SECURITY.join('\n'), breach: USUAL_BREACH,
    } : null
    case 'telling-people': {
      const holder = organisationOf(known, holderOf(known))
      const asked = !holder ? '' : holder.kind === 'gp-practice' ? `the practice manager at ${holder.name}` : `the information governance lead at ${holder.name}`
      return isOffered ? { notShared: pattern?.notShared.join('\n') ?? '', replyDays: String(USUAL_REPLY_DAYS), noticeAddress: '', questionsTo: asked, complaintsTo: asked && `${asked}, or its data protection officer` } : null
    }
    case 'rights': {
      const holder = nameOf(known, holderOf(known), '')
      return isOffered ? { ...USUAL_RIGHTS, requestsTo: holder && `the data protection officer at ${holder}` } : null
    }
    case 'linkage': return usual || pattern?.sections.includes('linkage')
      ? { ...USUAL_LINKAGE, byCode: isParty(known, receiverOf(known)) ? receiverOf(known) : '', where: `a secure place at ${nameOf(known, receiverOf(known), 'the haven')}` } : null
    case 'framework': return usual || pattern?.sections.includes('framework') ? { ...USUAL_FRAMEWORK, coverage: '', scenarios: [{ name: '', does: '', basis: '' }] } : null
    default: return null
  }
}

function firstOfMonthAfter(day: Day): Day {
  return `${addMonths(`${day.slice(0, 7)}-01`, 1).slice(0, 7)}-01`
}

export interface SuggestedItem {
  /** What the address says after `suggest=`. */
  readonly key: string
  readonly label: string
}

/** Things that a list may well need and does not hold yet. */
export function suggestItems(section: ListSection, known: Known): SuggestedItem[] {
  const { facts, starter } = known
  switch (section) {
    case 'parties': return [holderOf(known), receiverOf(known)]
      .filter((code, index, codes) => starter && code !== '' && codes.indexOf(code) === index && !isParty(known, code) && organisationOf(known, code))
      .map((code) => ({ key: code, label: nameOf(known, code, code) }))
    case 'datasets': {
      const wanted = patternFacts(starter)?.datasets ?? []
      const isThere = (id: string) => facts.datasets.some((dataset) => starterOf(dataset)?.id === id)
      return DATASET_STARTERS.filter((one) => wanted.includes(one.id) && !isThere(one.id)).map((one) => ({ key: one.id, label: one.name }))
    }
    case 'flows': return facts.parties.length < 2 ? [] : facts.datasets.filter((dataset) => !facts.flows.some((flow) => flow.datasetId === dataset.id))
      .map((dataset) => ({ key: dataset.id, label: flowName(known, dataset) }))
    case 'processing': return facts.parties.filter((party) => (party.role === 'processor' || party.role === 'haven') && !facts.processing.some((terms) => terms.processorCode === party.organisationCode))
      .map((party) => ({ key: party.organisationCode, label: party.name }))
    default: return []
  }
}

/** What the form of a new thing may hold at first, by the key of a suggestion; null for a key that suggests nothing here. */
export function suggestItem(section: ListSection, key: string, known: Known): Typed | null {
  const pattern = patternFacts(known.starter)
  const holder = holderOf(known)
  switch (section) {
    case 'parties': {
      if (!organisationOf(known, key) || isParty(known, key)) return null
      const side = !pattern ? {} : key === holder ? { role: pattern.holderRole, does: pattern.holderDoes } : { role: pattern.receiverRole, does: pattern.receiverDoes }
      const { assurance, ...contact } = known.contacts[key] ?? {}
      return { organisationCode: key, ...side, ...contact, assurance: typedFromAssurance(assurance ?? NOT_SAID_OF_PARTY.assurance) }
    }
    case 'datasets': {
      const starter = datasetStarter(key)
      if (!starter) return null
      const { name, source, aboutWhom, level, period } = starter
      return { name, source, aboutWhom, level, period, controllerCode: isParty(known, holder) ? holder : '', fields: starter.fields.map((field) => ({ ...field })) }
    }
    case 'flows': {
      const dataset = known.facts.datasets.find((candidate) => candidate.id === key)
      return dataset ? suggestFlow(dataset, known) : null
    }
    case 'processing': {
      const party = known.facts.parties.find((candidate) => candidate.organisationCode === key)
      return party ? { ...USUAL_PROCESSING, processorCode: key, controllerCode: isParty(known, holder) && holder !== key ? holder : '', subject: party.does } : null
    }
    default: return null
  }
}

const flowName = (known: Known, dataset: Dataset) => `${dataset.name} to ${nameOf(known, receiverOf(known, dataset.controllerCode), 'the recipient')}`.slice(0, 120)

const starterOf = (dataset: Dataset) => DATASET_STARTERS.find((starter) => idFrom(starter.name, 'dataset') === dataset.id)

const SOURCE_OF_KIND: Partial<Record<OrganisationKind, Source>> = { 'gp-practice': 'gp', 'nhs-trust': 'hospital', council: 'council' }

function suggestFlow(dataset: Dataset, known: Known): Typed {
  const pattern = patternFacts(known.starter)
  const from = dataset.controllerCode
  const to = receiverOf(known, from)
  const starter = starterOf(dataset)
  const kind = SOURCE_OF_KIND[organisationOf(known, from)?.kind ?? 'other']
  const drawsOn = starter ? starter.drawsOn.filter((source) => source !== 'gp' || kind === 'gp' || kind === undefined) : kind ? [kind] : []
  const outline: Typed = {
    name: flowName(known, dataset), ref: `${known.projectRef}-${dataset.id}`.slice(0, REFERENCE_MAX).replace(/-+$/, ''), fromCode: from, datasetId: dataset.id,
    toCode: to === from ? '' : to, drawsOn: drawsOn.length > 0 ? drawsOn : kind ? [kind] : [],
  }
  if (!pattern) return outline
  const { purposeKind, confidentiality, confidentialityWhy, use, transport, frequency } = pattern
  const grounds = usualGrounds({
    purposeKind, confidentiality, drawsOn: outline.drawsOn as readonly Source[], isSpecial: starter?.isSpecial ?? true, on: known.today,
    fromKind: organisationOf(known, from)?.kind ?? null, toKind: organisationOf(known, to)?.kind ?? null,
  })
  return {
    ...outline, purposeKind, use, ...grounds, gateways: [...grounds.gateways], confidentiality, confidentialityWhy: inWords(known, confidentialityWhy), transport, frequency,
    projectOptOut: pattern.projectOptOut ? 'yes' : 'no', includesDeceased: pattern.includesDeceased ? 'yes' : 'no',
  }
}

/** Sections that nobody has begun and that something is suggested for. */
export function sectionsSuggested(known: Known): FactSection[] {
  const isList = (section: FactSection): section is ListSection => (LIST_SECTIONS as readonly FactSection[]).includes(section)
  return FACT_SECTIONS.filter((section) => sectionState(known.facts, section) === 'not-started'
    && (isList(section) ? suggestItems(section, known).length > 0 : suggestSection(section, known) !== null))
}
