/**
 * Our usual wording, offered where a section is empty. Whoever drafts checks it and changes it; saved, it is theirs. Written
 * to the ten data security standards and to Articles 12 to 22, 32 and 33 of the UK GDPR.
 */
export const USUAL_SECURITY: readonly string[] = [
  'Only staff named in a list that the controller keeps may open the data, each with their own account, and every opening is logged',
  'The data is encrypted while it travels and where it is kept',
  'Everyone who handles the data has done data security training in the last twelve months',
  'Every organisation that handles the data meets the standards of the Data Security and Protection Toolkit',
  'The data is kept in the United Kingdom',
]

export const USUAL_BREACH =
  'Whoever finds a loss or a wrong disclosure tells their own information governance lead at once. That lead tells the other parties’ contacts within 24 hours. Where the Information Commissioner must be told, the controller concerned does it without delay, within 72 hours of hearing of the breach. It also tells the people concerned, without delay, where the breach puts them at high risk.'

export const USUAL_RETENTION_END = 'it is destroyed, and whoever destroys it gives the controller it came from a certificate that says so'

export const USUAL_REPLY_DAYS = 28

export const USUAL_RIGHTS = {
  requestsHow: 'Whoever is asked passes the request on to the controller concerned within two working days. That controller finds the data and answers.',
  objections: 'The controller concerned weighs each objection under Article 21 of the UK GDPR. While it does, the person’s data is not used. An objection is apart from the national data opt-out, and neither needs the other.',
  erasure: 'A person’s data can be found and taken out for as long as it carries anything that identifies them. After that it cannot be told apart.',
  automated: 'none', automatedWhat: '', transfers: 'none', transfersWhat: '',
  publication: 'The protocol, the impact assessment and the privacy notices, on the websites of the controllers',
} as const

export const USUAL_LINKAGE = {
  method: 'deterministic', keys: 'NHS number\ndate of birth\npostcode',
  quality: 'Two people look at a sample of the matches and of what was not matched. How many are wrong is written down each time.',
  depersonalised: 'names and addresses are taken out\nthe NHS number is replaced by a pseudonym made for this project alone\na date of birth becomes an age band\na postcode becomes a small area',
  clockMonths: '3', clockFrom: 'the day the last dataset arrives', reidentification: 'Nobody. The key is kept by the haven alone, and destroyed with the names',
  leastCount: '5', smallNumbers: 'it is left out, and so is the next smallest, so that it cannot be worked out',
} as const

export const USUAL_FRAMEWORK = {
  principles: 'share what is needed, and no more\ntell people what is shared, with whom and why\nkeep apart those who see names and those who see records\nuse data that identifies nobody wherever it will do\nkeep to the eight Caldicott Principles',
  governance: 'A board of the parties’ information governance leads meets every three months. It looks at new schedules, at breaches and at what people have said.',
  joining: 'A body joins by signing the framework. It takes part in a scenario once it has signed that scenario’s schedule.',
  leaving: 'A body leaves by writing to the board three months before. What it sent is destroyed, or it agrees in writing what is kept.',
} as const

export const USUAL_PROCESSING = {
  nature: 'Receiving, storing, working on and destroying the data as its controller tells it to in writing',
  duration: 'From the first day on which data flows until the project ends',
  subProcessors: 'None, unless the controller has agreed in writing',
  place: 'England', atEnd: 'It is returned or destroyed as the controller chooses, and the processor says so in writing',
} as const
