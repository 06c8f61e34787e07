import type { Day } from '#app/kernel/uk-date.ts'

/** Words that a reviewer sends back, as data: each with what to say instead and where that comes from. */
export interface WordRule {
  readonly pattern: RegExp
  readonly instead: string
  readonly source: string
  /** The first London day from which it is wrong; always, when null. */
  readonly from: Day | null
}

const old = (pattern: RegExp, instead: string, source: string, from: Day | null = null): WordRule => ({ pattern, instead, source, from })
const ACT_2022 = 'Health and Care Act 2022'
const MANUAL = 'NHS digital service manual, A to Z of NHS health writing'

/** Bodies and laws that have gone or been renamed. */
export const OLD_NAMES: readonly WordRule[] = [
  old(/\b(?:clinical commissioning groups?|CCGs?)\b/i, 'integrated care board', ACT_2022, '2022-07-01'),
  old(/\b(?:primary care trusts?|PCTs?)\b/i, 'integrated care board', 'Health and Social Care Act 2012, section 34', '2013-04-01'),
  old(/\bNHS Digital\b|\bNHSD\b/i, 'NHS England', 'Health and Social Care Information Centre (Transfer of Functions) Regulations 2023', '2023-02-01'),
  old(/\b(?:HSCIC|Health and Social Care Information Centre)\b/i, 'NHS England', 'Health and Social Care Information Centre (Transfer of Functions) Regulations 2023', '2023-02-01'),
  old(/\b(?:IGARD|Independent Group Advising on the Release of Data)\b/i, 'Advisory Group for Data', 'NHS England, Advisory Group for Data terms of reference', '2023-02-01'),
  old(/\bNHS Improvement\b|\bNHS England (?:and|&) (?:NHS )?Improvement\b|\bNHSE?I\b/i, 'NHS England', ACT_2022, '2022-07-01'),
  old(/\bPublic Health England\b|\bPHE\b/i, 'UK Health Security Agency or the Office for Health Improvement and Disparities', 'Department of Health and Social Care, October 2021', '2021-10-01'),
  old(/\b(?:Information Governance Toolkit|IG Toolkit|IGT)\b/i, 'Data Security and Protection Toolkit', 'NHS England, Data Security and Protection Toolkit', '2018-04-01'),
  old(/\bData Protection Act 1998\b|\bDPA ?(?:19)?98\b/i, 'Data Protection Act 2018', 'Data Protection Act 2018', '2018-05-25'),
  old(/\bData Protection Directive\b/i, 'UK GDPR', 'Data Protection Act 2018', '2018-05-25'),
  old(/(?<!\bUK )\bGDPR\b/, 'UK GDPR', 'Data Protection, Privacy and Electronic Communications (Amendments etc) (EU Exit) Regulations 2019', '2021-01-01'),
  old(/\btype (?:2|two) (?:opt-?outs?|objections?)\b/i, 'national data opt-out', 'Department of Health and Social Care, national data opt-out', '2018-05-25'),
  old(/\b(?:accountable care (?:systems?|organisations?)|sustainability and transformation (?:plans?|partnerships?)|STPs?)\b/i, 'integrated care system', ACT_2022, '2022-07-01'),
  old(/\b(?:Department of Health)\b(?! and Social Care)/i, 'Department of Health and Social Care', 'Prime Minister’s statement, January 2018', '2018-01-08'),
  old(/\bOffice of the Information Commissioner\b/i, 'Information Commissioner', 'Data Protection Act 2018, section 114'),
  old(/\b(?:NIGB|National Information Governance Board|Ethics and Confidentiality Committee|PIAG|Patient Information Advisory Group)\b/i, 'Confidentiality Advisory Group', 'Care Act 2014, section 110', '2013-04-01'),
  old(/\b(?:DAAG|Data Access Advisory Group)\b/i, 'Advisory Group for Data', 'NHS England, Advisory Group for Data terms of reference', '2023-02-01'),
  old(/\bHealth Education England\b/i, 'NHS England', ACT_2022, '2023-04-01'),
  old(/\bNHS ?X\b/, 'NHS England', 'Department of Health and Social Care, November 2021', '2022-02-01'),
  old(/\b(?:strategic health authorit(?:y|ies))\b/i, 'NHS England', 'Health and Social Care Act 2012, section 33', '2013-04-01'),
  old(/\bNHS Trust Development Authority\b|\bNHS TDA\b/i, 'NHS England', ACT_2022, '2022-07-01'),
  old(/\bN3\b/, 'Health and Social Care Network', 'NHS England, Health and Social Care Network', '2020-09-01'),
  old(/\bNHS Commissioning Board\b/i, 'NHS England', ACT_2022, '2022-07-01'),
  old(/\b(?:NHS Information Centre|Information Centre for Health and Social Care|Connecting for Health)\b/i, 'NHS England', 'Health and Social Care Act 2012, Part 9', '2013-04-01'),
  old(/\b(?:Local Safeguarding Children Boards?|LSCBs?)\b/i, 'safeguarding partners', 'Children and Social Work Act 2017, section 30', '2019-09-29'),
  old(/\b(?:Health and Social Care Act 2001|National Health Service Act 1977|NHS Act 1977)\b/i, 'NHS Act 2006', 'National Health Service (Consequential Provisions) Act 2006', '2007-03-01'),
  old(/\bData Protection Act 1984\b|\bDPA 1984\b/i, 'Data Protection Act 2018', 'Data Protection Act 2018', '2018-05-25'),
  old(/(?<!\bUK )\bGeneral Data Protection Regulation\b|\bRegulation \(EU\) 2016\/679/i, 'UK GDPR', 'Data Protection, Privacy and Electronic Communications (Amendments etc) (EU Exit) Regulations 2019', '2021-01-01'),
]

/** Words of the trade that the public does not use. */
export const JARGON: readonly WordRule[] = [
  old(/\bpseudonymis\w*/i, 'say that names are taken out and replaced by a code', MANUAL),
  old(/\b(?:anonymis\w*|de-?identif\w*|de-?personalis\w*)/i, 'say that nobody can be recognised', MANUAL),
  old(/\bdata (?:controllers?|processors?|subjects?|sets?|flows?)\b|\bdatasets?\b/i, 'name the organisation, or say “information”', MANUAL),
  old(/\b(?:lawful|legal) bas[ei]s\b/i, 'say what the law lets us do', MANUAL),
  old(/\bsecondary (?:uses?|purposes?|analys[ei]s)\b/i, 'say “research and planning”', 'NHS England, national data opt-out wording'),
  old(/\bcohorts?\b/i, 'say “group of people”', MANUAL),
  old(/\bstakeholders?\b/i, 'name who they are', MANUAL),
  old(/\bcommission(?:ing|ers?)\b/i, 'say “plan and pay for services”', MANUAL),
  old(/\brisk stratif\w*/i, 'say “find people who may become ill”', MANUAL),
  old(/\b(?:interoperab\w*|utilis\w*|facilitat\w*|granular\w*|holistic\w*|multi-?disciplin\w*)/i, 'use a plainer word', MANUAL),
  old(/\b(?:information governance|data protection impact assessments?|DPIAs?|section 251|s251|ROPA|DSPT|SIROs?)\b/i, 'leave it out, or say what it means', MANUAL),
  old(/\b(?:primary|secondary|acute) care\b/i, 'say “GP surgery” or “hospital”', MANUAL),
  old(/\bdissent\w*/i, 'say “opt out” or “object”', MANUAL),
  old(/\bmorbidit\w*|\bmortality\b|\bepidemiolog\w*/i, 'say “illness” or “deaths”', MANUAL),
  old(/\bservice users?\b/i, 'say “people” or “patients”', MANUAL),
  old(/\b(?:APIs?|hash(?:ed|ing)?|encrypt\w*|trusted research environments?|secure data environments?|unscheduled care|sharing (?:protocols?|agreements?)|data warehouses?|data lakes?|metadata|algorithms?|analytics|data linkage|linkage)\b/i, 'say what is done with the information', MANUAL),
  old(/\b(?:SUS|HES|UPRNs?|LSOAs?|MSOAs?|GPES|JSNA|MDTs?|ICBs?|ICSs?)\b/, 'write the name out, or say what it is', MANUAL),
  old(/\b(?:elective|non-elective|inpatients?|outpatients?|comorbidit\w*|prevalence|incidence|demographics?)\b/i, 'use a plainer word', MANUAL),
  old(/\bpopulation health\b|\b(?:health|care|patient|clinical) outcomes\b|\b(?:care|clinical|patient) pathways?\b/i, 'say what gets better for people', MANUAL),
  old(/\b(?:special category|identifiable|confidential patient information|aggregated?|longitudinal)\b/i, 'say what the information is', MANUAL),
  old(/\b(?:leverag\w*|transformation|data-driven|insights?|multi-?agency|needs assessments?|interventions?|triangulat\w*|optimis\w*)\b/i, 'use a plainer word', MANUAL),
]

/** Text that was left to be filled in. */
export const PLACEHOLDER = new RegExp([
  String.raw`\b(?:t\.?b\.?[cad]\.?|(?:still |yet )?to be (?:confirmed|agreed|decided|added|completed|determined|advised|finalised|defined|inserted)|todo|xx+|lorem ipsum|insert (?:[a-z]+ )?(?:here|below)|insert (?:names?|text|details|dates?)|please (?:complete|fill|add|insert|state|specify)|(?:copy|copied|taken) from last (?:year|time)|n\/a|not applicable|(?:same )?as above|see above|not yet (?:known|decided|agreed|confirmed))\b`,
  String.raw`\b(?:(?:details|benefits|text|list|name|answer|more) (?:are |is )?to follow|more to come|see (?:the )?(?:e-?mail|message) (?:from|of))\b|#(?:REF|N\/A|VALUE|NAME)|\((?:name|number|date|insert|amount|address) (?:of|here|to)\b[^)]{0,40}\)`, String.raw`\bawaiting (?:advice|confirmation|details|a decision|agreement|input)\b`,
  String.raw`(?:^|: )\s*(?:still )?(?:to be (?:written|drafted|supplied)|to do)\b`,
  String.raw`^\s*(?:test(?:ing)?|asdf\w*|qwert\w*|unknown|not known|pending|draft|blah(?: blah)*|[.…\-–?*]+)\.?\s*$`,
  String.raw`\[(?!(?:see|figure|table|note|ref|reference|source|page)\b|\d)[^\]]{0,60}\]|<[^>]{1,60}>|\{\{[^}]{0,60}\}\}|\?{2,}|_{3,}`,
].join('|'), 'i')

/** A law, by any of the words that name one. */
export const NAMES_A_LAW = /\b(?:acts?|regulations?|orders?|directions?|charter|measure|statut\w*|sections?|schedules?|articles?|common law|licen[cs]e)\b/i

/** Whoever it might be: a recipient has a name. */
export const NOBODY_NAMED = new RegExp([
  String.raw`\bthird part(?:y|ies)\b(?![- ](?:software|risk|supplier assurance))`,
  String.raw`\b(?:other|various|certain|some|several|all|relevant|appropriate|suitable|partner|commercial|potential|future|external|outside|trusted|selected|approved|authorised|interested|voluntary|local) (?:(?:public|local|statutory|voluntary|health|care|NHS|council|sector|partner|and) ){0,3}(?:agencies|organi[sz]ations|bodies|partners|parties|charities|companies|researchers|users|suppliers|providers|authorities|departments|teams|groups)\b(?! (?:of|in|at) (?:the )?[A-Z])`,
  String.raw`\b(?:(?:anyone|anybody|whoever)(?: who| that)? (?:needs?|wants?|asks?|requires?)|(?:everyone|those|people|staff) who (?:need|want|ask for|require)s? (?:it|them|the (?:data|list|file|results?)|to (?:know|see)))\b(?! most)|\b(?:a|any) (?:supplier|company|contractor|partner|body|organi[sz]ation) (?:who|that|which|to)(?: is| will)?(?: be)? (?:appointed|chosen|selected|agreed|decided)\b`,
  String.raw`\bas appropriate\b|\betc\b|\band others\b|\bamong others\b|\band so on\b|\bother interested\b`,
].join('|'), 'i')

/** How long, without saying how long. */
export const NO_LENGTH = new RegExp([
  String.raw`\b(?:as|so) long as (?:we|they|you|it|the \w+) (?:still )?(?:needs?|wants?|requires?|wish(?:es)?)\b|\b(?:un(?:specified|known|limited|defined)|indefinite|indeterminate) (?:time|period|length)\b|\buseful life\b`,
  String.raw`\b(?:as|so) long as (?:(?:it|they|this|that|the data|is|are|be|remains?|still) )*(?:necessary|needed|required|useful|relevant|of use|wanted|possible)\b`,
  String.raw`\b(?:if|while|whilst|where) (?:(?:it|they|is|are|remains?|still) )+(?:useful|of use|needed|required|necessary|relevant)\b|\b(?:if|while|whilst) (?:still )?(?:useful|needed|required|necessary|relevant)\b`,
  String.raw`\b(?:when|once|until|after|as soon as) (?:(?:it|they|this|the data|is|are) )*no longer (?:needed|required|necessary|useful|relevant|of use|wanted)\b`,
  String.raw`\b(?:indefinitely|for ever|forever|permanently|in perpetuity|open-?ended|(?:with|has|have|there is) no (?:end|time limit|limit|fixed (?:end|term|period)|set (?:end|term|period))|an? (?:appropriate|suitable|convenient) (?:time|date|point|moment)|until further notice|for the foreseeable future|for life|in due course|eventually)\b`,
  String.raw`\b(?:never|not) (?:be )?(?:deleted|destroyed|erased|removed)\b(?! (?:before|until|earlier|later|later than|after))`,
  String.raw`\b(?:or|and) (?:for )?longer (?:if|where|when|as)\b|\b(?:a )?reasonable (?:period|time|length of time)\b|\b(?:several|some|a few|many|a number of) (?:more )?(?:months|years|weeks)\b`,
  String.raw`\bas (?:required|needed|necessary|appropriate)\b|\b(?:while|whilst|until|once|when|after|as long as) (?:the |its |their |our )?(?:service|team|project|purpose|council|analysts?|it|they)? ?(?:still )?(?:needs? (?:it|them)|(?:is|are|was|has been|have been|has|have) (?:fulfilled|met|achieved|served)\b|has served its purpose|served)`,
  String.raw`\b(?:decides?|decided|agrees?|agreed|reviews?|considers?) (?:later |then )?how long\b`,
  String.raw`\b(?:in line|in accordance|consistent) with [^.;]{0,40}\b(?:polic(?:y|ies)|retention schedules?|records management code|guidance|law|legislation|requirements)\b|\b(?:under|by|per|according to|following|set by) (?:the |our |its |their |local |corporate |trust |NHS |national |council )*(?:records )?retention (?:polic(?:y|ies)|schedules?)\b`,
].join('|'), 'i')

/** Ways to send that are not safe for confidential data, whatever else is said. */
export const UNSAFE_WAY = new RegExp([
  String.raw`\b(?:unencrypted|not encrypted|without encryption|unprotected|by fax|fax|faxed|ordinary post|(?:normal|standard|plain|personal|ordinary) e-?mail|gmail|hotmail|drop ?box|we ?transfer|google drive|icloud|whats ?app|telegram|facebook|messenger|sms|text messages?|floppy)\b`,
  String.raw`\bFTP\b|\bHTTP\b|\bhttp:\/\/|\btelnet\b|\b(?:read (?:out )?)?over the (?:tele)?phone\b|\bby (?:tele)?phone\b`,
].join('|'), 'i')
/** How data is kept safe on its way, or that it goes no way at all. */
export const SAYS_PROTECTED = /\b(?:(?<!un)(?<!not )encrypt\w*|secur(?:e|ely|ed)|nhs ?mail|nhs\.net|MESH|SFTP|FTPS|HTTPS|TLS|VPN|network|gates?|portal|closed|sign(?:s|ed|ing)? in|log(?:s|ged|ging)? in|inside|within|same system|own system|shared (?:care )?record|not at all|nothing (?:is sent|leaves|moves)|stays?|sealed|by hand|in person|API|haven|spine|end to end)\b/i
/** Ways to send that are safe only where encryption or a secure mail is said with them. */
export const UNSAFE_UNLESS_ENCRYPTED = /\be-?mail(?:ed|s)?\b|\b(?:usb|memory|pen|thumb|flash) (?:sticks?|drives?|keys?)\b|\b(?:CDs?|CD-?ROMs?|DVDs?|dis[ck]s?|hard drives?)\b|\b(?:spreadsheet|file) attached\b/i
export const SAYS_ENCRYPTED = /(?<!un)(?<!not )\bencrypt\w*|\b(?:nhs ?mail|nhs\.net|secure e-?mail|egress|TLS|S\/MIME)\b/i

/** Only such a passage is read for what it says of consent and opt-outs. */
export const SPEAKS_OF_CHOICES = /\bopt(?:s|ing|ed)?[- ]?out\b|consent|agree|accept|permission|\byes\b/i

const UNANSWERED = String.raw`(?:(?:do|does|did|has|have) not|don[’']t|doesn[’']t|fails? to|failed to|not|without) (?:been )?(?:send|sent|sending|return|reply|replied|replying|respond|responded|responding|object|objected|objecting|return|returned|returning|answer|answered|opt out|opted out|opting out|say no|said no|write back|tell us)`
const NOTHING_DENIED = String.raw`(?:(?!\b(?:not|never|no|nobody|cannot|nor)\b)[^.;])`
const AGREEING = String.raw`(?:consent\w*|agree\w*|accept(?:s|ed|ance)?\b|permission\b|(?:say|said|a) yes)`
/** Silence taken for consent. */
export const SILENCE_AS_CONSENT = new RegExp([
  String.raw`\bby not (?:replying|responding|returning|objecting|answering)\b${NOTHING_DENIED}{0,60}${AGREEING}`,
  String.raw`\b${UNANSWERED}\b${NOTHING_DENIED}{0,80}\b${AGREEING}`,
  String.raw`\b(?:silence|silent|no (?:opt[- ]?out(?: form)?|slip|form|reply|response|objection|answer)|non-?(?:response|reply)|hear(?:ing)? nothing|do not hear|have not heard|lack of (?:a )?(?:reply|response|objection))\b${NOTHING_DENIED}{0,60}\b(?:is|as|has|have|will|means?|counts?|counted|shows?|implies|equals|treated|taken)\b${NOTHING_DENIED}{0,25}\b${AGREEING}`,
  String.raw`\b(?:consent|agreement)\b${NOTHING_DENIED}{0,15}\b(?:presumed|assumed|implied|inferred|deemed|taken)\b[^.;]{0,40}(?:\bunless\b|\bnothing\b|\bsilence\b|\b(?:no|not) (?:objection|reply|response|object\w*|repl\w*|respon\w*)\b)`,
  String.raw`\b(?:deemed|presumed|assumed|taken|treated|considered)(?: (?:to|be|have|as|having|given|giving))* ${AGREEING}`,
  String.raw`\bassume[sd]? (?:that )?(?:they|you|people|patients|everyone) (?:have )?${AGREEING}`,
  String.raw`\bunless\b[^.;]{0,50}\b(?:object|reply|respond|opt out|say|tell|hear)\w*\b${NOTHING_DENIED}{0,50}\b${AGREEING}`,
  String.raw`\bopt[- ]?out consent\b|\b(?:consent|agreement|permission)\b${NOTHING_DENIED}{0,20}\bby default\b`,
  String.raw`\bimplied consent (?:for|unless|(?:where|if|when)\b[^.;]{0,40}\b(?:no|not|nothing))`,
].join('|'), 'i')

/** Section 251 called consent, or an opt-out called so. */
export const CONFIDENCE_AS_CONSENT = new RegExp([
  String.raw`\b(?:section 251|s\.? ?251|CAG|Confidentiality Advisory Group|regulation 5|opt(?:ing|ed|s)?[- ]?out)\b${NOTHING_DENIED}{0,60}\b(?:is|are|gives?|provides?|counts? as|amounts? to|means?|acts? as|serves? as|equals?|equivalent to|same as|form of|have|has given|grants?|by (?:way|means) of)\b(?! (?:used|made|kept|applied|needed)\b)${NOTHING_DENIED}{0,25}(?<!\b(?:without|than|where|seek|seeking|practicable|impracticable) )\bconsent(?:ed)?\b`,
  String.raw`\bconsent\w* (?:by (?:way|means) of|through|under|via) (?:section|s\.?) ?251\b`,
  String.raw`\b(?:section 251|s\.? ?251|CAG|opt[- ]?out)\b${NOTHING_DENIED}{0,60}(?:GDPR consent|consent under (?:the )?(?:UK )?GDPR|Article 6\(1\)\(a\))`,
].join('|'), 'i')

const WHOSE = String.raw`(?:your|their|his|her|the|any|a person[’']s|the person[’']s|people[’']s)`
/** An opt-out said to stop care, or to reach back. */
export const OPT_OUT_OVERSTATED = new RegExp([
  String.raw`\bopt(?:s|ing|ed)?[- ]?out\b${NOTHING_DENIED}{0,80}\b(?:stops?|ends?|affects?|changes?|harms?|limits?|delays?|worsens?|reduces?|loses?|risks?) (?:${WHOSE} )?(?:future )?(?:NHS |health |medical )?(?:care|treatment|services)\b`,
  String.raw`\bopt(?:s|ing|ed)?[- ]?out\b[^.;]{0,80}\b(?:cannot|can[’']t|may not|will not|not be able to|unable to|no longer) (?:be )?(?:treat|treated|care for|cared for|look after|looked after|see|seen|get care|receive care|help|helped)\b`,
  String.raw`\bopt(?:s|ing|ed)?[- ]?out\b${NOTHING_DENIED}{0,60}\b(?:worse|poorer|less|slower|no) (?:care|treatment)\b|\bopt(?:s|ing|ed)?[- ]?out\b[^.;]{0,40}\b(?:nobody|no one) (?:can|may|will) (?:see|read|use|open)\b`,
  String.raw`\bopt(?:s|ing|ed)?[- ]?out\b${NOTHING_DENIED}{0,60}\b(?:stops?|ends?|prevents?|blocks?) (?:all|any|every)\b[^.;]{0,20}\b(?:sharing|use)`,
  String.raw`\bopt(?:s|ing|ed)?[- ]?out\b${NOTHING_DENIED}{0,80}\b(?:deletes?|removes?|erases?|wipes?|destroys?) (?:all|any|everything|past|data already|earlier|old|what|${WHOSE})`,
  String.raw`\bopt(?:s|ing|ed)?[- ]?out\b${NOTHING_DENIED}{0,60}\b(?:past|earlier|old|existing|all|their|your) (?:past |earlier |old |existing )?(?:data|records?|information)\b${NOTHING_DENIED}{0,20}\b(?:deleted|erased|removed|destroyed|wiped|called back|recalled)\b(?![^.;]{0,40}\b(?:next|future|later|before|from then)\b)`,
].join('|'), 'i')

/** Said of what comes after it in the same clause: it is denied, or it is history. */
const DENIED = /\b(?:not|never|no|nobody(?:[’']s)?|no one(?:[’']s)?|nothing|none|nor|neither|without|rather than|instead of|cannot)\b(?! (?:only|just|later|longer))(?:[^.;:!?,]*|[^.;:!?]*\b(?:or|nor)\b[^.;:!?,]*)$/i
const HISTORY = /\b(?:former(?:ly)?|abolished|predecessors?|success(?:or|ors) (?:of|to)|replac\w+|took over from|once called|was called|then called|previously|until (?:\w+ )?\d{4})\b[^.;]{0,30}$/i

/** The first place in a passage where the words are said and meant: not "never by fax", nor "it goes to no third party". Null where there is none. */
export function meant(pattern: RegExp, passage: string, unless: 'denied' | 'history'): string | null {
  if (!pattern.test(passage)) return null
  for (const match of passage.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))) {
    if (!(unless === 'denied' ? DENIED : HISTORY).test(passage.slice(0, match.index))) return match[0]
  }
  return null
}
