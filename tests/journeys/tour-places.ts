/** Ids that the demo world gives, filled in when the tour begins. */
export interface TourIds {
  readonly person: string
  /** A choice of that person; where the record is not open, its page leads to where that is asked. */
  readonly choice: string
  readonly upload: string
  readonly replyUpload: string
  readonly query: string
  /** A reply that the reception entered and the manager may check. */
  readonly sampled: string
  readonly check: string
  readonly mail: string
  /** A key of the council's. */
  readonly key: string
  readonly choicesImport: string
  /** The local id of a national check. */
  readonly nationalCheck: string
  /** The day of the board's next meeting. */
  readonly sitting: string
  /** An event that was held, of the pilot's involvement log. */
  readonly event: string
  readonly appraisal: string
}

export type Guide = 'nobody' | 'lead' | 'siro' | 'manager' | 'resident' | 'county' | 'member'

const PROJECT = '/projects/oldham-gp-pilot'
const CAMPAIGN = '/practice/campaigns/oldham-gp-pilot-letters'
const BOARD = '/boards/oldham-commissioning-data-group'
const MEETING = (ids: TourIds) => `${BOARD}/meetings/${ids.sitting}`
const PROTOCOL = '/documents/oldham-gp-pilot-protocol'

/**
 * Every page of the portal, by its route, with an address of it in the demo world and who looks. A page that is missing
 * here, or named here and gone, fails the tour.
 */
export const TOUR: Readonly<Record<string, { readonly as: Guide; readonly at: string | ((ids: TourIds) => string) }>> = {
  $: { as: 'nobody', at: '/nowhere' },
  _index: { as: 'nobody', at: '/' },
  'sign-in': { as: 'nobody', at: '/sign-in' },
  'help.accessibility': { as: 'nobody', at: '/help/accessibility' },
  rules: { as: 'nobody', at: '/rules' },
  'reference.approvals': { as: 'nobody', at: '/reference/approvals' },
  'reference.who-may-do-what': { as: 'nobody', at: '/reference/who-may-do-what' },
  'reference.gateways': { as: 'nobody', at: '/reference/gateways' },
  verify: { as: 'nobody', at: '/verify' },
  'verify_.paper': { as: 'nobody', at: '/verify/paper' },
  'help.privacy': { as: 'nobody', at: '/help/privacy' },
  'desk._index': { as: 'manager', at: '/desk' },
  'desk.all': { as: 'lead', at: '/desk/all?part=waiting' },
  search: { as: 'lead', at: '/search?q=national+opt-out' },
  'boards._index': { as: 'siro', at: '/boards' },
  'boards.new': { as: 'lead', at: '/boards/new' },
  'boards.$ref._index': { as: 'siro', at: BOARD },
  'boards.$ref.change.$act': { as: 'siro', at: `${BOARD}/change/call` },
  'boards.$ref.meetings.$date._index': { as: 'siro', at: MEETING },
  'boards.$ref.meetings.$date.$act': { as: 'siro', at: (ids) => `${MEETING(ids)}/attendance` },
  'boards.$ref.meetings.$date.items.$number.$act': { as: 'siro', at: (ids) => `${MEETING(ids)}/items/1/interest` },
  'boards.$ref.meetings.$date.items.$number.papers.$place': { as: 'siro', at: (ids) => `${MEETING(ids)}/items/1/papers/1` },
  'boards.$ref.meetings.$date.minutes._index': { as: 'siro', at: (ids) => `${MEETING(ids)}/minutes` },
  'approvals.routes._index': { as: 'lead', at: '/approvals/routes' },
  'approvals.routes.$rule._index': { as: 'lead', at: '/approvals/routes/siro-accepts-risk' },
  'approvals.routes.$rule.change': { as: 'lead', at: '/approvals/routes/siro-accepts-risk/change' },
  'approvals.routes.$rule.usual': { as: 'lead', at: '/approvals/routes/siro-accepts-risk/usual' },
  'projects.$ref.conditions._index': { as: 'lead', at: `${PROJECT}/conditions` },
  'projects.$ref.conditions.$act': { as: 'lead', at: `${PROJECT}/conditions/set` },
  'projects.$ref.involvement._index': { as: 'lead', at: `${PROJECT}/involvement` },
  'projects.$ref.involvement.new': { as: 'lead', at: `${PROJECT}/involvement/new` },
  'projects.$ref.involvement.$event._index': { as: 'lead', at: (ids) => `${PROJECT}/involvement/${ids.event}` },
  'projects.$ref.involvement.$event.$act': { as: 'lead', at: (ids) => `${PROJECT}/involvement/${ids.event}/correct` },
  'projects.$ref.involvement.$event.points.$point': { as: 'lead', at: (ids) => `${PROJECT}/involvement/${ids.event}/points/2` },
  'projects.$ref.appraisals._index': { as: 'lead', at: `${PROJECT}/appraisals` },
  'projects.$ref.appraisals.new': { as: 'lead', at: `${PROJECT}/appraisals/new` },
  'projects.$ref.appraisals.$appraisal._index': { as: 'lead', at: (ids) => `${PROJECT}/appraisals/${ids.appraisal}` },
  'projects.$ref.appraisals.$appraisal.$act': { as: 'lead', at: (ids) => `${PROJECT}/appraisals/${ids.appraisal}/scores` },
  'projects.$ref.boards': { as: 'lead', at: '/projects/oldham-neighbourhood/boards' },
  'account.calendar': { as: 'lead', at: '/account/calendar' },
  'audit._index': { as: 'lead', at: '/audit' },
  'settings.keys._index': { as: 'lead', at: '/settings/keys' },
  'settings.signing': { as: 'member', at: '/settings/signing' },
  'settings.public-keys._index': { as: 'lead', at: '/settings/public-keys' },
  'settings.keys.new': { as: 'lead', at: '/settings/keys/new' },
  'settings.keys.$keyId._index': { as: 'lead', at: (ids) => `/settings/keys/${ids.key}` },
  'settings.keys.$keyId.revoke': { as: 'lead', at: (ids) => `/settings/keys/${ids.key}/revoke` },
  'projects._index': { as: 'lead', at: '/projects' },
  'projects.new': { as: 'lead', at: '/projects/new' },
  'projects.$ref._index': { as: 'lead', at: PROJECT },
  'projects.$ref.approvals._index': { as: 'lead', at: `${PROJECT}/approvals` },
  'projects.$ref.approvals.$step': { as: 'lead', at: '/projects/oldham-neighbourhood/approvals/commissioner-agrees-counts' },
  'projects.$ref.approvals.$step_.$act': { as: 'county', at: '/projects/kent-integrated-dataset/approvals/section-251-support/submit' },
  'projects.$ref.documents': { as: 'lead', at: `${PROJECT}/documents` },
  'projects.$ref.preflight': { as: 'lead', at: `${PROJECT}/preflight` },
  'projects.$ref.dpia._index': { as: 'lead', at: `${PROJECT}/dpia` },
  'projects.$ref.dpia.screening': { as: 'lead', at: `${PROJECT}/dpia/screening` },
  'projects.$ref.dpia.risks.$risk': { as: 'lead', at: `${PROJECT}/dpia/risks/new` },
  'projects.$ref.dpia.actions.$action': { as: 'lead', at: `${PROJECT}/dpia/actions/new` },
  'projects.$ref.dpia.pia-file': { as: 'lead', at: `${PROJECT}/dpia/pia-file` },
  'projects.$ref.dpia.$part': { as: 'siro', at: `${PROJECT}/dpia/approval` },
  'projects.$ref.timeline._index': { as: 'lead', at: `${PROJECT}/timeline` },
  'projects.$ref.flow-map': { as: 'lead', at: `${PROJECT}/flow-map` },
  'projects.$ref.end': { as: 'lead', at: `${PROJECT}/end` },
  'projects.$ref.facts._index': { as: 'lead', at: `${PROJECT}/facts` },
  'projects.$ref.facts.check': { as: 'lead', at: `${PROJECT}/facts/check` },
  'projects.$ref.facts.purpose': { as: 'lead', at: `${PROJECT}/facts/purpose` },
  'projects.$ref.facts.parties._index': { as: 'lead', at: `${PROJECT}/facts/parties` },
  'projects.$ref.facts.parties.$code': { as: 'lead', at: `${PROJECT}/facts/parties/Y90101` },
  'projects.$ref.facts.parties.$code_.members': { as: 'county', at: '/projects/kent-integrated-dataset/facts/parties/Y9KGP/members' },
  'projects.$ref.facts.datasets._index': { as: 'lead', at: `${PROJECT}/facts/datasets` },
  'projects.$ref.facts.datasets.$dataset': { as: 'lead', at: `${PROJECT}/facts/datasets/register-extract` },
  'projects.$ref.facts.flows._index': { as: 'lead', at: `${PROJECT}/facts/flows` },
  'projects.$ref.facts.flows.$flow': { as: 'lead', at: `${PROJECT}/facts/flows/oldham-gp-pilot-register` },
  'projects.$ref.facts.safeguards': { as: 'lead', at: `${PROJECT}/facts/safeguards` },
  'projects.$ref.facts.title': { as: 'lead', at: `${PROJECT}/facts/title` },
  'projects.$ref.facts.telling-people': { as: 'lead', at: `${PROJECT}/facts/telling-people` },
  'projects.$ref.facts.import': { as: 'lead', at: `${PROJECT}/facts/import` },
  'projects.$ref.renew': { as: 'lead', at: `${PROJECT}/renew` },
  'projects.$ref.copy': { as: 'lead', at: `${PROJECT}/copy` },
  'projects.$ref.facts.people': { as: 'lead', at: `${PROJECT}/facts/people` },
  'projects.$ref.facts.framework': { as: 'lead', at: `${PROJECT}/facts/framework` },
  'projects.$ref.facts.linkage': { as: 'lead', at: `${PROJECT}/facts/linkage` },
  'projects.$ref.facts.rights': { as: 'lead', at: `${PROJECT}/facts/rights` },
  'projects.$ref.facts.consent': { as: 'lead', at: `${PROJECT}/facts/consent` },
  'projects.$ref.facts.involvement': { as: 'lead', at: `${PROJECT}/facts/involvement` },
  'projects.$ref.facts.worth': { as: 'lead', at: `${PROJECT}/facts/worth` },
  'projects.$ref.facts.section-251': { as: 'lead', at: `${PROJECT}/facts/section-251` },
  'projects.$ref.facts.national-data': { as: 'lead', at: `${PROJECT}/facts/national-data` },
  'projects.$ref.facts.officers._index': { as: 'lead', at: `${PROJECT}/facts/officers` },
  'projects.$ref.facts.officers.$officer': { as: 'lead', at: `${PROJECT}/facts/officers/new` },
  'projects.$ref.facts.stages._index': { as: 'lead', at: `${PROJECT}/facts/stages` },
  'projects.$ref.facts.stages.$stage': { as: 'lead', at: `${PROJECT}/facts/stages/new` },
  'projects.$ref.facts.processing._index': { as: 'lead', at: `${PROJECT}/facts/processing` },
  'projects.$ref.facts.processing.$processor': { as: 'lead', at: `${PROJECT}/facts/processing/new` },
  'projects.$ref.pseudonyms._index': { as: 'lead', at: `${PROJECT}/pseudonyms` },
  'projects.$ref.releases._index': { as: 'lead', at: `${PROJECT}/releases` },
  'projects.$ref.releases.$checkId': { as: 'lead', at: (ids) => `${PROJECT}/releases/${ids.check}` },
  'projects.$ref.releases.$checkId_.why': { as: 'manager', at: (ids) => `${PROJECT}/releases/${ids.check}/why` },
  'projects.$ref.releases.$checkId_.receipt': { as: 'lead', at: (ids) => `${PROJECT}/releases/${ids.check}/receipt` },
  'projects.$ref.national-check._index': { as: 'manager', at: `${PROJECT}/national-check` },
  'projects.$ref.national-check.ask': { as: 'manager', at: `${PROJECT}/national-check/ask?flow=oldham-gp-pilot-register` },
  'projects.$ref.national-check.$localId._index': { as: 'manager', at: (ids) => `${PROJECT}/national-check/${ids.nationalCheck}` },
  'projects.$ref.national-check.$localId.reply': { as: 'manager', at: (ids) => `${PROJECT}/national-check/${ids.nationalCheck}/reply` },
  'documents.$ref._index': { as: 'siro', at: PROTOCOL },
  'documents.$ref.members._index': { as: 'county', at: '/documents/kent-integrated-dataset-protocol/members' },
  'documents.$ref.schedule': { as: 'member', at: '/documents/kent-integrated-dataset-protocol/schedule' },
  'documents.$ref.membership': { as: 'member', at: '/documents/kent-integrated-dataset-protocol/membership' },
  'practice.agreements': { as: 'member', at: '/practice/agreements' },
  'documents.$ref.compare': { as: 'lead', at: '/documents/oldham-gp-pilot-protocol/compare' },
  'documents.$ref.move': { as: 'lead', at: `${PROTOCOL}/move` },
  'documents.$ref.$version._index': { as: 'siro', at: `${PROTOCOL}/v1` },
  'documents.$ref.$version.sign': { as: 'siro', at: `${PROTOCOL}/v1/sign` },
  'practice._index': { as: 'manager', at: '/practice' },
  'practice.people._index': { as: 'manager', at: '/practice/people' },
  'practice.people.uploads.$uploadId._index': { as: 'manager', at: (ids) => `/practice/people/uploads/${ids.upload}` },
  'practice.campaigns.new': { as: 'manager', at: '/practice/campaigns/new' },
  'practice.campaigns.$ref._index': { as: 'manager', at: CAMPAIGN },
  'practice.campaigns.$ref.closing-date': { as: 'manager', at: `${CAMPAIGN}/closing-date` },
  'practice.campaigns.$ref.preview': { as: 'manager', at: `${CAMPAIGN}/preview` },
  'practice.campaigns.$ref.letters': { as: 'manager', at: `${CAMPAIGN}/letters` },
  'practice.campaigns.$ref.posted': { as: 'manager', at: `${CAMPAIGN}/posted` },
  'practice.campaigns.$ref.told-another-way': { as: 'manager', at: `${CAMPAIGN}/told-another-way` },
  'practice.campaigns.$ref.replies._index': { as: 'manager', at: `${CAMPAIGN}/replies` },
  'practice.campaigns.$ref.replies.people.$personId': { as: 'manager', at: (ids) => `${CAMPAIGN}/replies/people/${ids.person}` },
  'practice.campaigns.$ref.replies.queries._index': { as: 'manager', at: `${CAMPAIGN}/replies/queries` },
  'practice.campaigns.$ref.replies.queries.$replyId': { as: 'manager', at: (ids) => `${CAMPAIGN}/replies/queries/${ids.query}` },
  'practice.campaigns.$ref.replies.check._index': { as: 'manager', at: `${CAMPAIGN}/replies/check` },
  'practice.campaigns.$ref.replies.check.$replyId': { as: 'manager', at: (ids) => `${CAMPAIGN}/replies/check/${ids.sampled}` },
  'practice.campaigns.$ref.replies.look-at': { as: 'manager', at: `${CAMPAIGN}/replies/look-at` },
  'practice.campaigns.$ref.replies.household.$personId': { as: 'manager', at: (ids) => `${CAMPAIGN}/replies/household/${ids.person}` },
  'practice.campaigns.$ref.replies.$replyId.scan': { as: 'manager', at: (ids) => `${CAMPAIGN}/replies/${ids.query}/scan` },
  'practice.campaigns.$ref.replies.upload._index': { as: 'manager', at: `${CAMPAIGN}/replies/upload` },
  'practice.campaigns.$ref.replies.upload.$uploadId._index': { as: 'manager', at: (ids) => `${CAMPAIGN}/replies/upload/${ids.replyUpload}` },
  'choices.imports._index': { as: 'manager', at: '/choices/imports' },
  'choices.imports.$id._index': { as: 'manager', at: (ids) => `/choices/imports/${ids.choicesImport}` },
  'people._index': { as: 'manager', at: '/people' },
  'people.$id': { as: 'manager', at: (ids) => `/people/${ids.person}` },
  'people.$id_.choices.$choiceId': { as: 'manager', at: (ids) => `/people/${ids.person}/choices/${ids.choice}` },
  'people.$id_.numbers': { as: 'manager', at: (ids) => `/people/${ids.person}/numbers` },
  'practice.numbers': { as: 'manager', at: '/practice/numbers' },
  'alarms._index': { as: 'manager', at: '/alarms' },
  'alarms.watch': { as: 'manager', at: '/alarms/watch' },
  'alarms.totals': { as: 'manager', at: '/alarms/totals' },
  'alarms.canaries': { as: 'manager', at: '/alarms/canaries' },
  'alarms.settle': { as: 'manager', at: '/alarms/settle' },
  'mail._index': { as: 'manager', at: '/mail' },
  'mail.$id': { as: 'manager', at: (ids) => `/mail/${ids.mail}` },
  'your-choice._index': { as: 'nobody', at: '/your-choice' },
  'your-choice.who': { as: 'resident', at: '/your-choice/who' },
  'your-choice.project': { as: 'resident', at: '/your-choice/project' },
  'your-choice.change': { as: 'resident', at: '/your-choice/change' },
  'your-choice.name': { as: 'resident', at: '/your-choice/name' },
  'your-choice.confirm': { as: 'resident', at: '/your-choice/confirm' },
  'your-choice.done': { as: 'resident', at: '/your-choice/done' },
  'your-choice.finish': { as: 'resident', at: '/your-choice/finish' },
}
